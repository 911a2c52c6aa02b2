import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fetch, Key, KeyType, Ordering, Page, Predicate, Rows, Value } from '../../src/fetch/fetch.ts'
import { canonicalKey, joinKey } from '../../src/fetch/key.ts'
import { pageRows } from '../../src/residual/page.ts'
import { compileOrder, sortRows } from '../../src/residual/sort.ts'
import type { Source } from '../../src/sources/source.ts'
import { orderOf } from './arbitraries.ts'
import { CONTEXT, nastyCatalog, nastySql, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'
import { filterRows, memoryShape } from './memory.ts'
import type { Memory, Row } from './memory.ts'
import { EVENTS, LINES, PEOPLE, SHIPMENTS, fillPeople } from './people.ts'

let database: TestDatabase
let source: Source
const catalog = nastyCatalog()
const memory: Memory = { catalog, rows: { Person: PEOPLE, LineItem: LINES, Shipment: SHIPMENTS, Event: EVENTS } }

beforeAll(async () => {
  database = await openDatabase()
  await database.sql(nastySql())
  await fillPeople(database)
  source = openSource(database, catalog)
})
afterAll(async () => {
  await source.close()
  await database.close()
})

const byId: readonly Ordering[] = [{ field: 'id', direction: 'asc', nulls: 'last' }]
const shape = memoryShape(memory, 'Person')

/** Key → the ids of its rows, in order. */
type ByKey = Readonly<Record<string, readonly Value[]>>

function groupByKey({ columns, rows, keysOf }: Rows): ByKey {
  const byKey: Record<string, Value[]> = {}
  for (const row of rows) {
    for (const key of keysOf!(row)) (byKey[key] ??= []).push(columns[0]!.toValue(row[0]))
  }
  return byKey
}

interface Asked { readonly fields: readonly string[]; readonly types: readonly KeyType[]; readonly keys: readonly Key[]; readonly orderBy?: readonly Ordering[]; readonly page?: Page; readonly where?: Predicate }

const fetchOf = ({ fields, types, keys, orderBy = byId, page, where }: Asked): Fetch =>
  ({ entity: 'Person', fields: ['id'], orderBy, keys: { fields, types, values: keys }, ...(page === undefined ? {} : { page }), ...(where === undefined ? {} : { where }) })

/** The same batch in memory: each key's rows, sorted and cut for themselves. */
function inMemory({ fields, types, keys, orderBy = byId, page = {}, where = { kind: 'and', of: [] } }: Asked): ByKey {
  const order = compileOrder(catalog, shape, orderBy)
  const sorted = sortRows(order, filterRows(memory, 'Person', where))
  const found = keys.map((key) => {
    const rows = sorted.filter((row) => fields.every((field, i) => partsOf(row, field, types[i]!).includes(canonicalKey(types[i]!, key[i]!)!)))
    return [joinKey(key), pageRows(order, page, rows).map((row) => row['id']!)] as const
  })
  return Object.fromEntries(found.filter(([, ids]) => ids.length > 0))
}

const partsOf = (row: Row, field: string, type: KeyType): readonly string[] => [shape.read(field)(row)].flat().flatMap((value: Value) => canonicalKey(type, value) ?? [])

const keyed = (field: string, type: KeyType, ...values: readonly string[]): Asked => ({ fields: [field], types: [type], keys: values.map((value) => [value]) })

const BATCHES: Readonly<Record<string, Asked>> = {
  'an integer': keyed('id', 'INT64', '1', '2', '59', '-5', '99999999999', '9223372036854775807'),
  'an integer as text': keyed('id', 'STRING', '1', '01', 'abc', '7'),
  'an integer as a decimal': keyed('id', 'DECIMAL', '1', '2.5', '7'),
  'a smallint': keyed('tiny', 'INT64', '5', '32767', '32768'),
  'a bigint': keyed('big', 'INT64', '9007199254740993', '9007199254740992', '3'),
  'a column of a link': keyed('bossId', 'INT64', '1', '5', '999', '4'),
  'text': keyed('name', 'STRING', 'Ada', 'ada', "O'Hara", '', 'back\\slash', '"quoted"', '😀 smile', 'a,b', '{}', 'NULL'),
  'text without letter case': keyed('email', 'STRING_CI', 'ada@x.example', 'äö@x.example', 'bob@x.example'),
  'text with letters that lower strangely': keyed('name', 'STRING_CI', 'σασ', 'σας', 'istanbul', 'strasse'),
  'a UUID': keyed('token', 'UUID', 'abcdefab-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000009'),
  'a numeric': keyed('exact', 'DECIMAL', '1.1', '0.1', '0.00000000000000000001', '5'),
  'a numeric with a declared scale': keyed('price', 'DECIMAL', '1.1', '0', '-0.5'),
  'text that holds numbers': keyed('textNumber', 'DECIMAL', '12.5', '-3'),
  'an enum': keyed('tier', 'STRING', 'PRO', 'BASIC', 'GOLD'),
  'behind a to-one link': keyed('boss.name', 'STRING', 'Ada', 'ada', "O'Hara", 'nobody'),
  'behind two links, without letter case': keyed('boss.boss.email', 'STRING_CI', 'ada@x.example'),
  'any element of an array': keyed('tags', 'STRING', 'red', 'blue', 'NULL', 'c"d'),
  'any element of an array of numbers': keyed('scores', 'INT64', '2', '2147483647', '2147483648'),
  'any element of an array of numerics': keyed('amounts', 'DECIMAL', '1.5', '0.1'),
  'any match of a pattern': keyed('mentions', 'STRING', '3', '12', '07', '7'),
  'any element of a list inside jsonb': keyed('colors', 'STRING', 'red', 'green'),
  'inside jsonb': keyed('address.city', 'STRING_CI', 'köln'),
  'several fields': { fields: ['tier', 'bossId'], types: ['STRING', 'INT64'], keys: [['PRO', '5'], ['FREE', '5'], ['FREE', '1'], ['GOLD', '1'], ['PRO', '5']] },
  'a list and a number': { fields: ['tags', 'bossId'], types: ['STRING', 'INT64'], keys: [['red', '5'], ['red', '1'], ['blue', '5']] },
}

describe('batches of keys', () => {
  it.each(Object.entries(BATCHES))('%s', async (_, asked) => {
    expect(groupByKey(await source.fetch(fetchOf(asked), CONTEXT))).toEqual(inMemory(asked))
  })

  const page = fc.record({ limit: fc.constantFrom(1, 2, 4), offset: fc.constantFrom(0, 1), fromEnd: fc.boolean() })
  it.each(Object.entries(BATCHES))('%s, a page for each', async (_, asked) => {
    await fc.assert(fc.asyncProperty(orderOf, page, async (orderBy, cut) => {
      const paged = { ...asked, orderBy, page: cut }
      expect(groupByKey(await source.fetch(fetchOf(paged), CONTEXT))).toEqual(inMemory(paged))
    }), { numRuns: 8 })
  })

  it.each(Object.entries(BATCHES))('%s, a page for the first alone', async (_, { keys, ...asked }) => {
    const paged = { ...asked, keys: keys.slice(0, 1), page: { limit: 2, offset: 1 } }
    expect(groupByKey(await source.fetch(fetchOf(paged), CONTEXT))).toEqual(inMemory(paged))
  })

  it('keeps the filter beside the keys', async () => {
    const asked: Asked = { ...BATCHES['a column of a link']!, where: { kind: 'compare', field: 'tier', op: 'eq', value: 'PRO' }, page: { limit: 2 } }
    expect(groupByKey(await source.fetch(fetchOf(asked), CONTEXT))).toEqual(inMemory(asked))
  })

  it('cuts every key at the same place', async () => {
    const asked: Asked = { ...BATCHES['a column of a link']!, page: { after: ['20'], limit: 3 } }
    expect(groupByKey(await source.fetch(fetchOf(asked), CONTEXT))).toEqual(inMemory(asked))
  })

  it.each([['id', ['1', '01', '+1']], ['exact', ['1.1', '1.10', '0.10']], ['price', ['1.1', '1.1000000000']], ['token', ['ABCDEFAB-0000-4000-8000-000000000003']]])('gives %s back as it was asked for', async (field, values) => {
    const byKey = groupByKey(await source.fetch(fetchOf(keyed(field, 'NATIVE', ...values)), CONTEXT))
    expect(Object.keys(byKey).toSorted()).toEqual(values.toSorted())
  })

  it('finds instants and enums by the values of the graph', async () => {
    const seen = await source.fetch(fetchOf(keyed('seen', 'NATIVE', '2026-10-01T00:00:00.123456Z')), CONTEXT)
    expect(groupByKey(seen)).toEqual({ '2026-10-01T00:00:00.123456Z': PEOPLE.filter((person) => person['seen'] === '2026-10-01T00:00:00.123456Z').map(({ id }) => id) })
    const moods = await source.fetch(fetchOf(keyed('mood', 'NATIVE', 'HAPPY')), CONTEXT)
    expect(Object.keys(groupByKey(moods))).toEqual(['HAPPY'])
  })

  it('takes 100,000 keys in one statement', async () => {
    const keys = Array.from({ length: 100_000 }, (_, i) => String(i + 30))
    const rows = await source.fetch(fetchOf(keyed('id', 'INT64', ...keys)), { ...CONTEXT, maxRows: 100_000 })
    expect(rows.rows.length).toBe(31)
  })

  it('sets keys aside that no text can hold', async () => {
    const byKey = groupByKey(await source.fetch(fetchOf(keyed('name', 'STRING', 'Ada', 'a\0b')), CONTEXT))
    expect(Object.keys(byKey)).toEqual(['Ada'])
  })

  it('finds nothing for an empty batch', async () => {
    expect((await source.fetch(fetchOf(keyed('id', 'INT64')), CONTEXT)).rows).toEqual([])
  })
})

describe('what is wrong with a key', () => {
  it.each([
    ['id', 'INT64', 'abc', /abc.*is no INT64 key/], ['id', 'INT64', '1.5', /is no INT64 key/], ['id', 'INT64', '9223372036854775808', /is no INT64 key/], ['id', 'NATIVE', 'abc', /is no INT64 key/],
    ['token', 'UUID', 'x', /is no UUID key/], ['exact', 'NATIVE', '1,5', /is no DECIMAL key/], ['name', 'STRING', 'a\0b', /cannot store/], ['name', 'STRING', '\ud800', /cannot store/],
  ] as const)('%s as %s: %j', (field, type, part, problem) => {
    expect(source.keyProblem('Person', [field], [type], [part])).toMatch(problem)
  })

  it.each([['id', 'INT64', '5000000000'], ['id', 'NATIVE', '5000000000'], ['name', 'STRING', ''], ['exact', 'NATIVE', '-1.50']] as const)('%s as %s: nothing with %j', (field, type, part) => {
    expect(source.keyProblem('Person', [field], [type], [part])).toBeNull()
  })
})
