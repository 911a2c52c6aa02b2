import type { Catalog } from '../../catalog/model.ts'
import { columnTypeOf } from './column-type.ts'
import type { ColumnShape, LiveShape, TableShape } from './column-type.ts'
import { BASE_TYPES, IS_LIST, LABELS, TYPES_OF_COLUMN } from './introspect-sql.ts'

/** Runs one statement of this folder's own and gives its rows as text. */
export type ReadRows = (text: string, values: readonly (string | null)[]) => Promise<readonly (readonly (string | null)[])[]>

const COLUMNS = `
WITH RECURSIVE ${BASE_TYPES}
SELECT n.nspname || '.' || c.relname, a.attname, a.attnotnull, e.typname, format_type(e.oid, NULL), ${IS_LIST}, ${LABELS}
FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped ${TYPES_OF_COLUMN}
WHERE n.nspname || '.' || c.relname = ANY($1::text[]) AND c.relkind IN ('r', 'v', 'm', 'p', 'f')
ORDER BY 1, a.attnum`

const UNIQUE_KEYS = `
SELECT n.nspname || '.' || c.relname, json_agg(a.attname)
FROM pg_index i
JOIN pg_class c ON c.oid = i.indrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey[0:i.indnkeyatts - 1])
WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND n.nspname || '.' || c.relname = ANY($1::text[])
GROUP BY 1, i.indexrelid`

const SERVER = `SELECT current_setting('server_version_num'), getdatabaseencoding()`

/** What the database has of the tables that the catalog names. A table that is missing is missing here. */
export async function readLiveShape(read: ReadRows, catalog: Catalog, source: string): Promise<LiveShape> {
  const names = `{${tableNames(catalog, source).map((name) => `"${name.replace(/["\\]/g, '\\$&')}"`).join(',')}}`
  const [columns, unique, [server]] = await Promise.all([read(COLUMNS, [names]), read(UNIQUE_KEYS, [names]), read(SERVER, [])])
  return { tables: tablesOf(columns, unique), foldCase: foldCaseOf(Number(server?.[0]), server?.[1] ?? '') }
}

function tableNames(catalog: Catalog, source: string): readonly string[] {
  const entities = [...catalog.entities.values()].filter((entity) => entity.source === source)
  return [...new Set(entities.flatMap(({ stored }) => (stored.kind === 'postgres' ? [`${stored.schema ?? 'public'}.${stored.table}`] : [])))]
}

type Row = readonly (string | null)[]

function tablesOf(columns: readonly Row[], unique: readonly Row[]): ReadonlyMap<string, TableShape> {
  const tables = new Map<string, Map<string, ColumnShape>>()
  for (const row of columns) {
    const [table, column] = row as readonly [string, string]
    if (!tables.has(table)) tables.set(table, new Map())
    tables.get(table)!.set(column, columnOf(row))
  }
  return new Map([...tables].map(([name, ofTable]) => {
    const [schema, table] = splitName(name)
    const keys = unique.filter(([owner]) => owner === name).map(([, names]) => JSON.parse(names!) as readonly string[])
    return [name, { schema, table, columns: ofTable, unique: keys }]
  }))
}

function columnOf([, , notNull, base, name, list, labels]: Row): ColumnShape {
  const type = columnTypeOf({ base: base!, name: name!, list: list === 't', labels: labels === null || labels === undefined ? [] : (JSON.parse(labels) as readonly string[]) })
  return { type, notNull: notNull === 't' }
}

function splitName(name: string): readonly [string, string] {
  const dot = name.indexOf('.')
  return [name.slice(0, dot), name.slice(dot + 1)]
}

/** PostgreSQL 18 folds case as Unicode says; before it, lower after upper comes nearest (it differs for ı and İ). */
function foldCaseOf(version: number, encoding: string): (sql: string) => string {
  if (encoding !== 'UTF8') return (sql) => `lower(upper(${sql}))`
  if (version >= 180_000) return (sql) => `casefold(${sql} COLLATE pg_c_utf8)`
  return version >= 170_000 ? (sql) => `lower(upper(${sql} COLLATE pg_c_utf8))` : (sql) => `lower(upper(${sql}))`
}
