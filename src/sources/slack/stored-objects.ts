import type { SlackObject } from '../../catalog/model.ts'

/** How a column's values lie in the store: instants as microseconds since 1970, lists as JSON. */
export type ColumnType = 'text' | 'integer' | 'boolean' | 'instant' | 'texts' | 'objects'

export interface StoredColumn {
  readonly type: ColumnType
  readonly nullable: boolean
  readonly description?: string
  /** Another column that holds the same text without letter case, for keys of kind STRING_CI. */
  readonly folded?: string
}

export interface StoredObject {
  readonly table: string
  readonly description: string
  readonly columns: ReadonlyMap<string, StoredColumn>
  readonly key: readonly string[]
  readonly unique: readonly (readonly string[])[]
  readonly indexes: readonly (readonly string[])[]
}

type ColumnSpec = readonly [name: string, type: ColumnType, nullable: boolean, description?: string]
const columns = (...specs: readonly ColumnSpec[]): ReadonlyMap<string, StoredColumn> =>
  new Map(specs.map(([name, type, nullable, description]) => [name, { type, nullable, ...(description === undefined ? {} : { description }) }]))

/** Slack's objects as the store keeps them. Beside these columns every table has `row`, its integer primary key. */
export const STORED_OBJECTS: Readonly<Record<SlackObject, StoredObject>> = {
  USERS: {
    table: 'users', description: 'People and bots of the workspace, guests and former members included', key: ['id'], unique: [['id']], indexes: [['email_folded']],
    columns: new Map([
      ...columns(
        ['id', 'text', false], ['name', 'text', false, 'The handle'], ['real_name', 'text', true], ['display_name', 'text', true], ['title', 'text', true],
        ['is_bot', 'boolean', false], ['is_guest', 'boolean', false], ['deleted', 'boolean', false, 'Deactivated'], ['time_zone', 'text', true, 'IANA name'],
      ),
      ['email', { type: 'text', nullable: true, folded: 'email_folded' }] as const,
    ]),
  },
  CHANNELS: {
    table: 'channels', description: 'Public channels, and the private ones that the token may read', key: ['id'], unique: [['id']], indexes: [],
    columns: columns(
      ['id', 'text', false], ['name', 'text', false], ['topic', 'text', true], ['purpose', 'text', true], ['is_archived', 'boolean', false],
      ['is_private', 'boolean', false], ['num_members', 'integer', true], ['created_at', 'instant', true],
    ),
  },
  MESSAGES: {
    table: 'messages', description: 'Messages of channels, replies in threads included', key: ['permalink'], unique: [['permalink'], ['channel_id', 'ts']],
    indexes: [['channel_id', 'reply_to'], ['user_id'], ['sent_at']],
    columns: columns(
      ['permalink', 'text', false], ['channel_id', 'text', false], ['ts', 'text', false, 'Names the message within its channel'], ['text', 'text', false],
      ['sent_at', 'instant', false], ['thread_ts', 'text', true, 'The `ts` of the head, on the head too'], ['reply_to', 'text', true, 'The `ts` of the head, on replies only'],
      ['user_id', 'text', true], ['bot_id', 'text', true], ['subtype', 'text', true], ['edited_at', 'instant', true], ['reactions', 'objects', true],
    ),
  },
  THREADS: {
    table: 'threads', description: 'Messages that were answered in a thread', key: ['permalink'], unique: [['permalink'], ['channel_id', 'ts']], indexes: [['user_id']],
    columns: columns(
      ['permalink', 'text', false, 'Of the head'], ['channel_id', 'text', false], ['ts', 'text', false], ['user_id', 'text', true], ['text', 'text', false, 'Of the head'],
      ['started_at', 'instant', false], ['reply_count', 'integer', false], ['last_reply_at', 'instant', false],
    ),
  },
  FILES: {
    table: 'files', description: 'Files shared in the workspace', key: ['id'], unique: [['id'], ['permalink']], indexes: [['user_id']],
    columns: columns(
      ['id', 'text', false], ['name', 'text', true], ['title', 'text', true], ['mimetype', 'text', true], ['size', 'integer', true], ['user_id', 'text', true],
      ['channel_ids', 'texts', true], ['created_at', 'instant', false], ['permalink', 'text', true],
    ),
  },
}

/** What a reaction holds, the one embedded object of Slack. */
export const REACTION_COLUMNS: ReadonlyMap<string, StoredColumn> = columns(['name', 'text', false], ['count', 'integer', false], ['users', 'texts', true])
