import { Decimal128, Double, Long, ObjectId, UUID } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Fetch, Predicate } from '../../src/fetch/fetch.ts'
import { CONTEXT, byId, byKey, firstOf, jsonOf, notes, startSource, valuesOf } from './start.ts'

const compare = (field: string, op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte', value: string | number | boolean | bigint): Predicate => ({ kind: 'compare', field, op, value })

describe('values', () => {
  it('are exact: no digit of a Long or a decimal is lost', async () => {
    const { source } = await startSource({ notes: [{ _id: 1, big: Long.fromString('9007199254740993'), price: Decimal128.fromString('12345678901234567890.10'), weight: new Double(0.1) }] })
    const rows = await source.fetch(notes({ fields: ['big', 'price', 'weight'] }), CONTEXT)
    expect(valuesOf(rows)).toEqual([[9_007_199_254_740_993n, '12345678901234567890.10', '0.1']])
    expect(jsonOf(rows)).toEqual([['"9007199254740993"', '"12345678901234567890.10"', '"0.1"']])
  })

  it('are read from every form they may be stored in', async () => {
    const { source } = await startSource({ notes: [{
      _id: Long.fromNumber(1), product: { id: new Double(3) }, ok: true, mood: 'good', written: new Date('2026-01-02T03:04:05.006Z'), told: '02 Jan 2026 10:00:00', day: new Date('2026-01-02'), due: '31.12.2025',
      ref: new UUID('00000000-0000-4000-8000-00000000000a'), tags: ['x'], dimensions: { sizes: [1, Long.fromNumber(2)] }, home: { 'zip.code': { city: 'Bonn' } }, counted: '007', body: 'SO-12 for @eva, @eva and @max',
      address: { street: 'Main', lines: [{ text: 'x', size: 1 }] }, thread: [{ by: 'Eva', likes: 1, told: '2026-01-01' }, {}], extra: { at: new Date(0), id: new ObjectId('0123456789abcdef01234567'), big: Long.fromString('9007199254740993'), list: [null, 1.5] },
    }] })
    const fields = ['id', 'productId', 'ok', 'mood', 'at', 'told', 'day', 'due', 'ref', 'tags', 'sizes', 'city', 'count', 'number', 'mentions', 'address', 'comments', 'extra']
    const [values] = valuesOf(await source.fetch(notes({ fields }), CONTEXT))
    expect(Object.fromEntries(fields.map((field, i) => [field, values![i]]))).toEqual({
      id: '1', productId: 3, ok: true, mood: 'GOOD', at: '2026-01-02T03:04:05.006Z', told: '2026-01-02T10:00:00.000Z', day: '2026-01-02', due: '2025-12-31', ref: '00000000-0000-4000-8000-00000000000a',
      tags: ['x'], sizes: [1, 2], city: 'Bonn', count: 7, number: '12', mentions: ['@eva', '@max'],
      address: { street: 'Main', zip: null, lines: [{ text: 'x', size: 1 }] },
      comments: [{ author: 'Eva', likes: 1, at: null, told: '2026-01-01T00:00:00.000Z', replies: null }, { author: null, likes: null, at: null, told: null, replies: null }],
      extra: { at: '1970-01-01T00:00:00.000Z', id: '0123456789abcdef01234567', big: 9_007_199_254_740_993n, list: [null, 1.5] },
    })
  })

  it('that lie in a zone of their own are told in UTC', async () => {
    const { source } = await startSource({ notes: [{ _id: 1, told: '2026-07-01 00:30' }] }, { timeZone: 'Europe/Berlin' })
    expect(firstOf(await source.fetch(notes({ fields: ['told'], where: compare('told', 'eq', '2026-06-30T22:30:00.000Z') }), CONTEXT))).toEqual(['2026-06-30T22:30:00.000Z'])
  })

  it('null, missing and empty are three things', async () => {
    const { source } = await startSource({ notes: [{ _id: 1 }, { _id: 2, sku: null, tags: null }, { _id: 3, sku: '', tags: [] }] })
    expect(valuesOf(await source.fetch(notes({ fields: ['sku', 'tags'] }), CONTEXT))).toEqual([[null, null], [null, null], ['', []]])
    expect(firstOf(await source.fetch(notes({ where: { kind: 'isNull', field: 'tags' } }), CONTEXT))).toEqual(['1', '2'])
  })

  it.each([
    ['id', { _id: 'abc' }, 'ID'],
    ['productId', { product: { id: 2.5 } }, 'Int'],
    ['productId', { product: { id: Long.fromString('2147483648') } }, 'Int'],
    ['productId', { product: { id: '1' } }, 'Int'],
    ['big', { big: new Double(9_007_199_254_740_994) }, 'BigInt'],
    ['stars', { stars: new Double(NaN) }, 'Float'],
    ['price', { price: new Double(1.5) }, 'Decimal'],
    ['price', { price: Decimal128.fromString('NaN') }, 'Decimal'],
    ['ok', { ok: 1 }, 'Boolean'],
    ['mood', { mood: 'angry' }, 'Mood'],
    ['at', { written: '2026-01-01' }, 'DateTime'],
    ['told', { told: '2026-02-30 10:00' }, 'DateTime'],
    ['day', { day: new Date('2026-01-01T12:00:00Z') }, 'Date'],
    ['sku', { sku: 7 }, 'String'],
    ['tags', { tags: 'x' }, 'list of String'],
    ['ref', { ref: 'x' }, 'UUID'],
    ['extra', { extra: { n: NaN } }, 'JSON'],
  ])('%s of %j is an error of its own row, never another value', async (field, document, type) => {
    const { source } = await startSource({ notes: [{ _id: 1, ...document }, { _id: 2 }] })
    const { columns, rows } = await source.fetch(notes({ fields: [field], orderBy: [] }), CONTEXT)
    const [first] = rows
    const failure = expect.objectContaining({ code: 'SOURCE_VALUE', source: 'notes', message: `Note.${field} holds a value that is no ${type}` })
    expect(() => columns[0]!.toValue(first![0])).toThrow(failure)
    expect(() => columns[0]!.toJson(first![0])).toThrow(failure)
  })
})

describe('a text that is no time', () => {
  const documents = { notes: [{ _id: 1, told: 'soon' }, { _id: 2, told: '2026-01-01 00:00' }, { _id: 3 }] }

  it('fails its own row where it is read', async () => {
    const { source } = await startSource(documents)
    const { columns, rows } = await source.fetch(notes({ fields: ['told'] }), CONTEXT)
    expect(columns[0]!.toValue(rows[1]![0])).toBe('2026-01-01T00:00:00.000Z')
    expect(() => columns[0]!.toValue(rows[0]![0])).toThrow('Note.told holds a value that is no DateTime')
  })

  it.each<[string, Partial<Fetch>]>([
    ['filters', { where: compare('told', 'gt', '2026-01-01T00:00:00.000Z') }],
    ['orders', { orderBy: [{ field: 'told', direction: 'asc', nulls: 'last' }, ...byId] }],
    ['measures', { fields: [], orderBy: [], group: { by: [], measures: [{ as: 'last', aggregate: 'max', field: 'told' }] } }],
  ])('fails what %s by it as a whole, for the row would be left out without a word', async (_what, more) => {
    const { source } = await startSource(documents)
    await expect(source.fetch(notes(more), CONTEXT)).rejects.toMatchObject({ code: 'SOURCE_VALUE', source: 'notes', retryable: false })
  })

  it('does not stand in the way of who asks only whether it is there', async () => {
    const { source } = await startSource(documents)
    expect(firstOf(await source.fetch(notes({ where: { kind: 'isNull', field: 'told' } }), CONTEXT))).toEqual(['3'])
  })
})

describe('measures', () => {
  it('of Longs are exact beyond 2^63, of decimals to the last digit', async () => {
    const { source } = await startSource({ notes: [1, 2, 3].map((_id) => ({ _id, big: Long.MAX_VALUE, price: Decimal128.fromString('0.10') })) })
    const group = { by: [], measures: [{ as: 'sum', aggregate: 'sum', field: 'big' }, { as: 'price', aggregate: 'sum', field: 'price' }, { as: 'avg', aggregate: 'avg', field: 'price' }] } as const
    expect(valuesOf(await source.fetch(notes({ fields: [], orderBy: [], group }), CONTEXT))).toEqual([[27_670_116_110_564_327_421n, '0.30', '0.1']])
  })

  it('of a value of another type fail as a whole', async () => {
    const { source } = await startSource({ notes: [{ _id: 1, product: { id: '7' } }, { _id: 2, product: { id: 1 } }] })
    const group = { by: [], measures: [{ as: 'sum', aggregate: 'sum', field: 'productId' }] } as const
    await expect(source.fetch(notes({ fields: [], orderBy: [], group }), CONTEXT)).rejects.toMatchObject({ code: 'SOURCE_VALUE' })
  })

  it('over nothing are 0 and null, in one row', async () => {
    const { source } = await startSource()
    const group = { by: [], measures: [{ as: 'n', aggregate: 'count' }, { as: 'sum', aggregate: 'sum', field: 'price' }, { as: 'max', aggregate: 'max', field: 'at' }, { as: 'avg', aggregate: 'avg', field: 'stars' }] } as const
    expect(jsonOf(await source.fetch(notes({ fields: [], orderBy: [], group }), CONTEXT))).toEqual([['0', '"0"', 'null', 'null']])
  })

  it('are ordered and cut as groups, enums by their declaration', async () => {
    const { source } = await startSource({ notes: ['good', 'bad', 'NEUTRAL', 'good', null].map((mood, i) => ({ _id: i + 1, mood })) })
    const group = { by: [{ as: 'mood', field: 'mood' }], measures: [{ as: 'n', aggregate: 'count' }] } as const
    const ordered = (direction: 'asc' | 'desc', nulls: 'first' | 'last') => source.fetch(notes({ fields: [], group, orderBy: [{ field: 'mood', direction, nulls }], page: { limit: 3 } }), CONTEXT)
    expect(firstOf(await ordered('asc', 'last'))).toEqual(['BAD', 'NEUTRAL', 'GOOD'])
    expect(firstOf(await ordered('desc', 'first'))).toEqual([null, 'GOOD', 'NEUTRAL'])
  })
})

describe('elements of an array as rows', () => {
  const orders = [
    { _id: 1, buyer: { name: 'Eva' }, items: [{ sku: 'A', amount: Decimal128.fromString('1.50') }, { sku: 'B' }] },
    { _id: 2, buyer: { name: 'Max' }, items: [{ sku: 'A' }] },
    { _id: 3, items: [] },
    { _id: 4 },
  ]
  const items = (more: Partial<Fetch> = {}): Fetch => ({ entity: 'Item', fields: ['orderId', 'place', 'sku'], orderBy: [{ field: 'orderId', direction: 'asc', nulls: 'last' }, { field: 'place', direction: 'asc', nulls: 'last' }], ...more })

  it('have the key of their document and their place', async () => {
    const { source } = await startSource({ orders })
    expect(valuesOf(await source.fetch(items(), CONTEXT))).toEqual([[1, 0, 'A'], [1, 1, 'B'], [2, 0, 'A']])
  })

  it('are found by their own values and by their document\'s', async () => {
    const { source } = await startSource({ orders })
    expect(valuesOf(await source.fetch(items({ where: { kind: 'and', of: [compare('sku', 'eq', 'A'), compare('buyer', 'eq', 'Eva')] } }), CONTEXT))).toEqual([[1, 0, 'A']])
  })

  it('are found by a key of document and place', async () => {
    const { source } = await startSource({ orders })
    const rows = await source.fetch(items({ fields: ['sku'], keys: { fields: ['orderId', 'place'], types: ['INT64', 'INT64'], values: [['1', '1'], ['2', '0'], ['2', '7']] } }), CONTEXT)
    expect(byKey(rows)).toEqual({ '1:11:1': [['B']], '1:21:0': [['A']] })
  })

  it('are cut per key', async () => {
    const { source } = await startSource({ orders })
    const rows = await source.fetch(items({ keys: { fields: ['sku'], types: ['STRING'], values: [['A'], ['B']] }, page: { limit: 1 }, orderBy: [{ field: 'orderId', direction: 'desc', nulls: 'last' }, { field: 'place', direction: 'asc', nulls: 'last' }] }), CONTEXT)
    expect(byKey(rows)).toEqual({ A: [[2, 0, 'A']], B: [[1, 1, 'B']] })
  })
})

describe('keys', () => {
  it('of another form than the stored one meet it where both mean the same', async () => {
    const { source } = await startSource({ notes: [{ _id: 1, sku: '007' }, { _id: 2, sku: '+7' }, { _id: 3, sku: 'x7' }, { _id: 4, sku: 'FFFFFFFF-0000-4000-8000-000000000002' }, { _id: 5, ref: new UUID('ffffffff-0000-4000-8000-000000000002') }] })
    const found = async (field: string, type: 'INT64' | 'UUID' | 'STRING' | 'STRING_CI', keys: readonly string[]) => byKey(await source.fetch(notes({ keys: { fields: [field], types: [type], values: keys.map((key) => [key]) } }), CONTEXT))
    expect(await found('sku', 'INT64', ['7', '8'])).toEqual({ 7: [['1'], ['2']] })
    expect(await found('sku', 'UUID', ['ffffffff-0000-4000-8000-000000000002'])).toEqual({ 'ffffffff-0000-4000-8000-000000000002': [['4']] })
    expect(await found('ref', 'STRING', ['ffffffff-0000-4000-8000-000000000002', 'FFFFFFFF-0000-4000-8000-000000000002'])).toEqual({ 'ffffffff-0000-4000-8000-000000000002': [['5']] })
    expect(await found('id', 'STRING', ['1', '01'])).toEqual({ 1: [['1']] })
  })

  it('without letter case meet what has the same lower case, and nothing else', async () => {
    const { source } = await startSource({ notes: ['Eva@X.example', 'EVA@x.example', 'İ', 'ſ', 'ΑΣ'].map((email, i) => ({ _id: i + 1, email })) })
    const rows = await source.fetch(notes({ keys: { fields: ['email'], types: ['STRING_CI'], values: [['eva@x.example'], ['i'], ['s'], ['ασ']] } }), CONTEXT)
    expect(byKey(rows)).toEqual({ 'eva@x.example': [['1'], ['2']], i: [['3']], 'ασ': [['5']] })
  })

  it('that cannot be compared are told before anything is sent', async () => {
    const { source } = await startSource()
    expect(source.keyProblem('Note', ['id'], ['NATIVE'], ['abc'])).toBe('"abc" is no DECIMAL key')
    expect(source.keyProblem('Place', ['id'], ['NATIVE'], ['abc'])).toBe('"abc" is no OBJECT_ID key')
    expect(source.keyProblem('Note', ['productId'], ['INT64'], ['1'])).toBeNull()
    expect(source.keyProblem('Note', ['sku'], ['STRING'], ['anything'])).toBeNull()
  })
})

it('orders texts by code point', async () => {
  const { source } = await startSource({ notes: [{ _id: 1, sku: '𝒳' }, { _id: 2, sku: '\uffff' }, { _id: 3, sku: 'z' }] })
  expect(firstOf(await source.fetch(notes({ orderBy: [{ field: 'sku', direction: 'asc', nulls: 'last' }, ...byId] }), CONTEXT))).toEqual(['3', '2', '1'])
})

it('takes an escaped wildcard as a letter', async () => {
  const { source } = await startSource({ notes: [{ _id: 1, sku: 'a%b' }, { _id: 2, sku: 'axb' }] })
  expect(firstOf(await source.fetch(notes({ where: { kind: 'match', field: 'sku', how: 'like', text: 'a\\%b', foldCase: false } }), CONTEXT))).toEqual(['1'])
})
