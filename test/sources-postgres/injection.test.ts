import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fetch, Predicate, Rows, Value } from '../../src/fetch/fetch.ts'
import type { Source } from '../../src/sources/source.ts'
import { CONTEXT, compileSchema, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'

/** Names and values that would break out of a statement which pasted them in. */
const HOSTILE = [`'; DROP TABLE victim; --`, `" OR 1=1 --`, `$1`, `$$; SELECT 1; $$`, `\\'; SELECT pg_sleep(10); --`, `{"a","b"}`, `p","q`, `%'`, `E'\\x41'`, `); COMMIT; CREATE TABLE pwned(); --`, `\u2028\u0301'`]
const TABLE = `we"ird; DROP TABLE victim; --`
const COLUMN = `co"l') FROM victim; --`

let database: TestDatabase
let source: Source

const catalog = compileSchema(`
  enum Kind { A @value(stored: "it's; --") B @value(stored: "\\"b\\\\") }
  type Victim @entity(source: "db", table: "victim", key: "id") { id: ID! name: String tags: [String] kind: Kind doc: String @column(name: "doc.a'b.c\\"d") at: DateTime }
  type Weird @entity(source: "db", table: ${JSON.stringify(TABLE)}, key: "id") { id: ID! value: String @column(name: ${JSON.stringify(COLUMN)}) }
`, 'Europe/Berlin')

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

beforeAll(async () => {
  database = await openDatabase()
  await database.sql(`CREATE TABLE victim (id integer PRIMARY KEY, name text, tags text[], kind text, doc jsonb, at timestamptz)`)
  await database.sql(`CREATE TABLE ${quote(TABLE)} (id integer PRIMARY KEY, ${quote(COLUMN)} text)`)
  await database.sql(`INSERT INTO ${quote(TABLE)} VALUES (1, 'safe')`)
  for (const [i, text] of HOSTILE.entries()) {
    await database.sql('INSERT INTO victim VALUES ($1, $2, $3, $4, $5, now())', [i, text, [text, 'x'], i % 2 === 0 ? `it's; --` : '"b\\', { "a'b": { 'c"d': text } }])
  }
  source = openSource(database, catalog)
})
afterAll(async () => {
  await source.close()
  await database.close()
})

const orderBy = [{ field: 'id', direction: 'asc', nulls: 'last' }] as const
const victims = (more: Partial<Fetch>): Promise<Rows> => source.fetch({ entity: 'Victim', fields: ['id', 'name'], orderBy, ...more }, CONTEXT)
const valuesOf = ({ columns, rows }: Rows): readonly (readonly Value[])[] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))

describe('hostile text', () => {
  it.each(HOSTILE.map((text, i) => [text, String(i)] as const))('%j is only ever a value', async (text, id) => {
    const conditions: readonly Predicate[] = [
      { kind: 'compare', field: 'name', op: 'eq', value: text }, { kind: 'in', field: 'name', values: [text, 'other'] }, { kind: 'list', field: 'tags', how: 'hasAll', values: [text, 'x'] },
      { kind: 'match', field: 'name', how: 'contains', text, foldCase: true }, { kind: 'match', field: 'name', how: 'startsWith', text, foldCase: false }, { kind: 'compare', field: 'doc', op: 'eq', value: text },
    ]
    for (const where of conditions) expect(valuesOf(await victims({ where })), where.kind).toEqual([[id, text]])
    const keyed = await victims({ keys: { fields: ['name'], types: ['STRING'], values: [[text]] } })
    expect(keyed.rows.map((row) => keyed.keysOf!(row))).toEqual([[text]])
    expect(valuesOf(await victims({ keys: { fields: ['tags', 'id'], types: ['STRING', 'INT64'], values: [[text, id]] }, page: { limit: 1 } }))).toEqual([[id, text]])
  })

  it('never appears in a statement, nor in an error', async () => {
    for (const text of HOSTILE) {
      const { call } = await victims({ where: { kind: 'compare', field: 'name', op: 'eq', value: text }, page: { after: ['3'], limit: 7, offset: 1 } })
      expect(call.native).not.toContain(text === '$1' ? "'$1'" : text)
    }
  })

  it('in names of tables, columns, paths and stored enum values is quoted', async () => {
    expect(valuesOf(await source.fetch({ entity: 'Weird', fields: ['value'], orderBy }, CONTEXT))).toEqual([['safe']])
    const kinds = await victims({ fields: ['kind', 'doc'], orderBy: [{ field: 'kind', direction: 'desc', nulls: 'last' }, ...orderBy], page: { limit: 1 } })
    expect(valuesOf(kinds)).toEqual([['B', HOSTILE[1]]])
    const top = await victims({ fields: [], orderBy: [], group: { by: [], measures: [{ as: 'k', aggregate: 'max', field: 'kind' }, { as: `'"; --`, aggregate: 'count' }] } })
    expect(valuesOf(top)).toEqual([['B', HOSTILE.length]])
  })

  it('in a time zone is an error of the query', async () => {
    const group = { by: [{ as: 'at', field: 'at', grain: { unit: 'MONTH', timeZone: `UTC'); DROP TABLE victim; --`, weekStart: 1, yearStart: 1 } }], measures: [] } as const
    await expect(victims({ fields: [], orderBy: [], group })).rejects.toMatchObject({ code: 'SOURCE_VALUE', source: 'db' })
  })

  it('left everything in place', async () => {
    const [tables] = await database.sql(`SELECT count(*)::integer AS tables, (SELECT count(*)::integer FROM victim) AS rows FROM pg_tables WHERE schemaname = 'public'`)
    expect(tables).toEqual({ tables: 2, rows: HOSTILE.length })
  })
})
