import type { ColumnType, StoredObject } from './stored-objects.ts'
import { STORED_OBJECTS } from './stored-objects.ts'

/** Raised when the tables change: a store of another version is made anew. */
export const STORE_VERSION = 1

const TYPES: Readonly<Record<ColumnType, string>> = { text: 'text', integer: 'integer', boolean: 'integer', instant: 'integer', texts: 'text', objects: 'text' }

/** Columns that no entity sees: `synced_…` is what of a thread was read, the rest of the row what its head last told. */
const HIDDEN: Readonly<Record<string, string>> = {
  users: ', email_folded text',
  threads: ', latest_reply text not null, synced_count integer, synced_latest text',
}

function createTable({ table, columns, unique, indexes }: StoredObject): string {
  const lines = [...columns].map(([name, { type, nullable }]) => `${name} ${TYPES[type]}${nullable ? '' : ' not null'}`)
  const constraints = unique.map((names) => `, unique (${names.join(', ')})`)
  return [
    `create table ${table} (row integer primary key, ${lines.join(', ')}${HIDDEN[table] ?? ''}${constraints.join('')})`,
    ...indexes.map((names) => `create index ${table}_${names.join('_')} on ${table} (${names.join(', ')})`),
  ].join('; ')
}

export const STORE_SCHEMA = [
  ...Object.values(STORED_OBJECTS).map(createTable),
  `create table derivations (id text primary key, object text not null, column_name text not null, regex text not null, capture integer not null, every integer not null, opened_at integer not null) without rowid`,
  `create table derived (derivation text, row integer, position integer, value text not null, folded text not null, primary key (derivation, row, position)) without rowid`,
  `create index derived_value on derived (derivation, value, row)`,
  `create index derived_folded on derived (derivation, folded, row)`,
  `create table channel_sync (channel_id text primary key, newest text, backfilled_to text, complete integer not null default 0, swept_to text, swept_at integer not null default 0) without rowid`,
  `create table facts (name text primary key, value text not null) without rowid`,
].join('; ')
