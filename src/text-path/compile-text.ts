import type { FieldNode, GraphQLField, GraphQLObjectType } from 'graphql'
import { getNamedType, isObjectType } from 'graphql'
import { invariant } from '../errors.ts'
import type { Level, Place, RowSelection } from '../graph/levels/level.ts'
import type { Planning } from '../graph/levels/planning.ts'
import { compileAggregate } from './compile-aggregate.ts'
import { compileConnection } from './compile-connection.ts'
import { compileValue } from './compile-value.ts'
import type { ObjectAt, Selected } from './list-selected.ts'
import { listSelected } from './list-selected.ts'
import { NotPrintable } from './not-printable.ts'
import type { RowPart, TextLevel, TextRows } from './text-level.ts'

/** A field that has a level, and its nodes in the operation. */
export interface LevelAt { readonly level: Level; readonly definition: GraphQLField<unknown, unknown>; readonly nodes: readonly FieldNode[] }

/** How a level and everything below it is printed. Throws NotPrintable for what only resolvers do. */
export function compileText(planning: Planning, at: LevelAt): TextLevel {
  const { level } = at
  if (level.kind === 'broken') throw new NotPrintable('arguments that cannot be read')
  if (level.kind !== 'connection' && (level.inMemory || level.via !== null)) throw new NotPrintable('rows that are put together in the gateway')
  switch (level.kind) {
    case 'byKey': return { kind: 'byKey', level, rows: compileRows(planning, level.rows, at.nodes) }
    case 'one': return { kind: 'one', level, rows: compileRows(planning, level.rows, at.nodes) }
    case 'list': return { kind: 'list', level, rows: compileRows(planning, level.rows, at.nodes) }
    case 'aggregate': return { kind: 'aggregate', level, parts: compileAggregate(planning, objectOf(at)) }
    case 'connection': return { kind: 'connection', level, parts: compileConnection(level, { ...planning, compileRows: (rows, nodes) => compileRows(planning, rows, nodes) }, objectOf(at)) }
  }
}

function objectOf({ definition, nodes }: Pick<LevelAt, 'definition' | 'nodes'>): ObjectAt {
  const type = getNamedType(definition.type)
  invariant(isObjectType(type), 'a level is an object')
  return { type, nodes }
}

/** What is selected of the rows of an entity. */
export function compileRows(planning: Planning, selection: RowSelection, nodes: readonly FieldNode[]): TextRows {
  const type = planning.operation.schema.getType(selection.entity.name)
  invariant(isObjectType(type), `${selection.entity.name} is an object type`)
  const places = new Map(selection.places.map((place) => [place.as, place]))
  const levels: TextLevel[] = []
  const parts = listSelected(planning, { type, nodes }).map((selected): RowPart => {
    const place = places.get(selected.as)
    if (place === undefined) throw new NotPrintable(`${type.name}.${selected.name} is another room's`)
    return compilePlace({ planning, type, levels }, place, selected)
  })
  return { parts: [...parts, { kind: 'text', text: parts.length === 0 ? '{}' : '}' }], levels }
}

interface RowsAt { readonly planning: Planning; readonly type: GraphQLObjectType; readonly levels: TextLevel[] }

function compilePlace({ planning, type, levels }: RowsAt, place: Place, { head, definition, nodes }: Selected): RowPart {
  if (place.kind === 'typename') return { kind: 'text', text: head + JSON.stringify(type.name) }
  invariant(definition !== null, 'a place that was planned is in the schema')
  if (place.kind === 'level') {
    levels.push(compileText(planning, { level: place.level, definition, nodes }))
    return { kind: 'level', head, at: levels.length - 1 }
  }
  const { field, within } = place
  if (field.type.kind === 'object') requireAllPlanned(planning, within, objectOf({ definition, nodes }))
  const isPlain = field.type.kind !== 'object' && !(field.list && field.elementNonNull)
  return { kind: 'column', head, field: field.name, nonNull: field.nonNull, print: isPlain ? null : compileValue(planning.operation.schema, field, within) }
}

/** A field of an embedded object that another room added has a resolver of its own. */
function requireAllPlanned(planning: Planning, within: readonly Place[], object: ObjectAt): void {
  const places = new Map(within.map((place) => [place.as, place]))
  for (const { as, name, definition, nodes } of listSelected(planning, object)) {
    const place = places.get(as)
    if (place === undefined) throw new NotPrintable(`${object.type.name}.${name} is another room's`)
    if (place.kind === 'value' && place.field.type.kind === 'object' && definition !== null) requireAllPlanned(planning, place.within, objectOf({ definition, nodes }))
  }
}
