import type { SlackObject } from '../../catalog/model.ts'
import type { ShapeField, ShapeObject, SourceShape } from '../source.ts'
import type { ColumnType, StoredColumn } from './stored-objects.ts'
import { REACTION_COLUMNS, STORED_OBJECTS } from './stored-objects.ts'

const TYPES: Readonly<Record<ColumnType, string>> = { text: 'String', integer: 'Int', boolean: 'Boolean', instant: 'DateTime', texts: 'String', objects: 'object' }

/** Slack's objects are the same in every workspace; only their numbers differ. */
export function slackShape(rowsOf: (object: SlackObject) => number): SourceShape {
  const names: readonly SlackObject[] = ['USERS', 'CHANNELS', 'MESSAGES', 'THREADS', 'FILES']
  return { objects: names.map((name) => shapeOf(name, rowsOf(name))), enums: [] }
}

function shapeOf(name: SlackObject, rows: number): ShapeObject {
  const { description, columns, key, unique, indexes } = STORED_OBJECTS[name]
  return {
    name, kind: 'slack', description, key, unique, rows,
    fields: [...columns].map(([column, stored]) => shapeField(column, stored, key.includes(column))),
    indexes: [...unique, ...indexes].filter((columnsOfIndex) => columnsOfIndex.every((column) => columns.has(column))),
    foreignKeys: foreignKeysOf(name),
  }
}

function shapeField(name: string, { type, nullable, description }: StoredColumn, isKey: boolean): ShapeField {
  const text = type === 'text' || type === 'texts'
  return {
    name, nativeType: type, type: isKey || name.endsWith('_id') || name.endsWith('_ids') ? 'ID' : TYPES[type], list: type === 'texts' || type === 'objects', nullable,
    keyType: text ? 'STRING' : type === 'integer' ? 'INT64' : null,
    ...(description === undefined ? {} : { description }),
    ...(type === 'objects' ? { fields: [...REACTION_COLUMNS].map(([inner, stored]) => shapeField(inner, stored, false)) } : {}),
  }
}

const author = { fields: ['user_id'], target: 'USERS', targetFields: ['id'] }
const channel = { fields: ['channel_id'], target: 'CHANNELS', targetFields: ['id'] }
const head = { fields: ['channel_id', 'reply_to'], target: 'MESSAGES', targetFields: ['channel_id', 'ts'] }

function foreignKeysOf(name: SlackObject): ShapeObject['foreignKeys'] {
  if (name === 'MESSAGES') return [author, channel, head]
  if (name === 'THREADS') return [author, channel]
  return name === 'FILES' ? [author] : []
}
