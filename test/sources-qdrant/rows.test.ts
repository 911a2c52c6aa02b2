import { describe, expect, it } from 'vitest'
import { CONTEXT, firstOf, jsonOf, NEAR_X, notes, startSource, valuesOf } from './start.ts'

const numbered = (count: number) => Array.from({ length: count }, (_, i) => ({ id: i + 1, payload: { product_id: i % 3, sku: `S${i}` } }))

describe('a list', () => {
  it('holds all matching points by id, also past a page of the scroll', async () => {
    const { source } = await startSource({ notes: numbered(2_500) })
    const rows = await source.fetch(notes({ where: { kind: 'compare', field: 'productId', op: 'ne', value: 2 } }), { ...CONTEXT, maxRows: 5_000 })
    expect(firstOf(rows)).toEqual(Array.from({ length: 2_500 }, (_, i) => i).filter((i) => i % 3 !== 2).map((i) => String(i + 1)))
    expect(rows.call).toMatchObject({ rows: 1_667, keys: 0, native: expect.stringContaining('POST /collections/notes/points/scroll') })
  })

  it('is cut at its limit, and begins after a key', async () => {
    const { source } = await startSource({ notes: numbered(20), any: [{ id: 3 }, { id: 18_446_744_073_709_551_615n }, { id: '00000000-0000-4000-8000-000000000001' }, { id: '00000000-0000-4000-8000-000000000002' }] })
    const ids = async (entity: string, page: object) => firstOf(await source.fetch(notes({ entity, page }), CONTEXT))
    expect(await ids('Note', { limit: 3 })).toEqual(['1', '2', '3'])
    expect(await ids('Note', { limit: 3, after: ['17'] })).toEqual(['18', '19', '20'])
    expect(await ids('Note', { limit: 2, after: ['0'] })).toEqual(['1', '2'])
    expect(await ids('Note', { limit: 2, after: ['20'] })).toEqual([])
    expect(await ids('Note', { limit: 0 })).toEqual([])
    expect(await ids('Any', { limit: 2, after: ['3'] })).toEqual(['18446744073709551615', '00000000-0000-4000-8000-000000000001'])
    expect(await ids('Any', { after: ['00000000-0000-4000-8000-000000000001'] })).toEqual(['00000000-0000-4000-8000-000000000002'])
  })

  it('beyond the row limit is an error with its size, never a cut', async () => {
    const { source } = await startSource({ notes: numbered(11) })
    const ten = { ...CONTEXT, maxRows: 10 }
    await expect(source.fetch(notes(), ten)).rejects.toMatchObject({ code: 'LIMIT_ROWS', details: { limit: 10, found: 11 } })
    expect((await source.fetch(notes({ page: { limit: 10 } }), ten)).rows).toHaveLength(10)
    expect((await source.fetch(notes({ where: { kind: 'compare', field: 'id', op: 'ne', value: '1' } }), ten)).rows).toHaveLength(10)
  })

  it('beyond the byte limit is an error with its size', async () => {
    const { source } = await startSource({ notes: [{ id: 1, payload: { body: 'x'.repeat(10_000) } }] })
    await expect(source.fetch(notes({ fields: ['body'] }), { ...CONTEXT, maxBytes: 9_000 })).rejects.toMatchObject({ code: 'LIMIT_BYTES', details: { limit: 9_000, found: expect.any(Number) } })
    const rows = await source.fetch(notes(), { ...CONTEXT, maxBytes: 9_000 })
    expect(rows.call.bytes).toBeLessThan(500)
    expect(rows.call.bytes).toBeGreaterThan(20)
  })
})

describe('a search', () => {
  const spread = Array.from({ length: 6 }, (_, i) => ({ id: 6 - i, payload: { stars: i, sku: 'A' }, vector: [Math.cos(i / 4), Math.sin(i / 4)] }))
  const best = (more: object) => notes({ fields: ['id', 'score'], orderBy: [], search: { text: NEAR_X }, ...more })

  it('by text brings the best first, with their scores', async () => {
    const { source } = await startSource({ notes: spread })
    const rows = valuesOf(await source.fetch(best({ page: { limit: 3 } }), CONTEXT))
    expect(rows).toEqual([['6', 1], ['5', expect.closeTo(Math.cos(0.25), 5)], ['4', expect.closeTo(Math.cos(0.5), 5)]])
  })

  it('keeps what is good enough and passes the filter', async () => {
    const { source } = await startSource({ notes: spread })
    const filtered = best({ search: { vector: [1, 0], minScore: 0.7 }, where: { kind: 'compare', field: 'stars', op: 'gte', value: 1 } })
    expect(firstOf(await source.fetch(filtered, CONTEXT))).toEqual(['5', '4', '3'])
  })

  it('by a point finds others like it', async () => {
    const { source } = await startSource({ notes: spread, places: spread.map((point, i) => ({ ...point, id: `00000000-0000-4000-8000-00000000000${i}` })) })
    expect(firstOf(await source.fetch(best({ search: { like: '1' }, page: { limit: 2 } }), CONTEXT))).toEqual(['2', '3'])
    const place = { ...best({ search: { like: '00000000-0000-4000-8000-000000000000' }, page: { limit: 1 } }), entity: 'Place' }
    expect(firstOf(await source.fetch(place, CONTEXT))).toEqual(['00000000-0000-4000-8000-000000000001'])
    await expect(source.fetch(best({ search: { like: '77' } }), CONTEXT)).rejects.toMatchObject({ code: 'QUERY_SEARCH', message: expect.stringContaining('Note') })
  })

  it('of equal scores is in the order of the keys', async () => {
    const { source } = await startSource({ any: [{ id: '00000000-0000-4000-8000-000000000001' }, { id: 10 }, { id: 9 }] })
    expect(firstOf(await source.fetch({ ...best({}), entity: 'Any', fields: ['id'] }, CONTEXT))).toEqual(['9', '10', '00000000-0000-4000-8000-000000000001'])
  })

  it('beyond the row limit is an error', async () => {
    const { source } = await startSource({ notes: spread })
    await expect(source.fetch(best({}), { ...CONTEXT, maxRows: 5 })).rejects.toMatchObject({ code: 'LIMIT_ROWS' })
  })

  it('under keys looks at the rows of these keys', async () => {
    const { source } = await startSource({ notes: spread.map((point) => ({ ...point, payload: { product_id: point.id % 2 } })) })
    const rows = await source.fetch(best({ keys: { fields: ['productId'], types: ['INT64'], values: [['0']] } }), CONTEXT)
    expect(firstOf(rows)).toEqual(['6', '4', '2'])
    expect(rows.rows.map((row) => rows.keysOf?.(row))).toEqual([['0'], ['0'], ['0']])
  })

  it('has no score outside of a search', async () => {
    const { source } = await startSource({ notes: spread.slice(0, 1) })
    expect(jsonOf(await source.fetch(notes({ fields: ['score'] }), CONTEXT))).toEqual([['null']])
  })
})

describe('a batch of keys', () => {
  const keyed = async (points: Record<string, unknown>[], keys: { field: string; type: 'INT64' | 'STRING' | 'STRING_CI' | 'UUID' | 'DECIMAL' | 'NATIVE'; values: string[] }) => {
    const { source } = await startSource({ notes: points.map((payload, i) => ({ id: i + 1, payload })) })
    const rows = await source.fetch(notes({ keys: { fields: [keys.field], types: [keys.type], values: keys.values.map((value) => [value]) } }), CONTEXT)
    return rows.rows.map((row, i) => [firstOf(rows)[i], rows.keysOf?.(row)])
  }
  const UUID = '00000000-0000-4000-8000-00000000000a'

  it('finds rows by integers, all digits of them', async () => {
    expect(await keyed([{ product_id: 1 }, { product_id: 2 }, { product_id: null }, {}, { product_id: 1 }], { field: 'productId', type: 'INT64', values: ['1', '3'] })).toEqual([['1', ['1']], ['5', ['1']]])
    expect(await keyed([{ big: 9_007_199_254_740_993n }, { big: 9_007_199_254_740_992n }], { field: 'big', type: 'INT64', values: ['9007199254740993'] })).toEqual([['1', ['9007199254740993']]])
  })

  it('finds rows by text, with and without case', async () => {
    const emails = [{ email: 'A@b.example' }, { email: 'a@B.example' }, { email: 'c@b.example' }, {}]
    expect(await keyed(emails, { field: 'email', type: 'STRING', values: ['A@b.example'] })).toEqual([['1', ['A@b.example']]])
    expect(await keyed(emails, { field: 'email', type: 'STRING_CI', values: ['a@b.example'] })).toEqual([['1', ['a@b.example']], ['2', ['a@b.example']]])
  })

  it('finds numbers in text by their value', async () => {
    expect(await keyed([{ sku: '007' }, { sku: '7' }, { sku: 'seven' }], { field: 'sku', type: 'INT64', values: ['7'] })).toEqual([['1', ['7']], ['2', ['7']]])
  })

  it('finds rows by their id, by UUIDs, and by elements of a list', async () => {
    expect(await keyed([{}, {}, {}], { field: 'id', type: 'INT64', values: ['3', '1', '99', '-5'] })).toEqual([['1', ['1']], ['3', ['3']]])
    expect(await keyed([{ ref: UUID }, {}], { field: 'ref', type: 'UUID', values: [UUID] })).toEqual([['1', [UUID]]])
    expect(await keyed([{ tags: ['a', 'b'] }, { tags: [] }, { tags: ['b'] }], { field: 'tags', type: 'STRING', values: ['a', 'b'] })).toEqual([['1', ['a', 'b']], ['3', ['b']]])
  })

  it('of several fields holds only the pairs that were asked for', async () => {
    const { source } = await startSource({ notes: [{ id: 1, payload: { sku: 'A', product_id: 1 } }, { id: 2, payload: { sku: 'A', product_id: 2 } }, { id: 3, payload: { sku: 'B', product_id: 2 } }] })
    const rows = await source.fetch(notes({ keys: { fields: ['sku', 'productId'], types: ['STRING', 'INT64'], values: [['A', '1'], ['B', '2']] } }), CONTEXT)
    expect(firstOf(rows)).toEqual(['1', '3'])
    expect(rows.call).toMatchObject({ keys: 2, rows: 2 })
  })
})

describe('counts', () => {
  const count = { by: [], measures: [{ as: 'n', aggregate: 'count' as const }] }
  const counted = notes({ fields: [], orderBy: [], group: count })

  it('are exact, with a filter, and 0 of nothing', async () => {
    const { source } = await startSource({ notes: numbered(150) })
    const sizes = async (productId: number) => valuesOf(await source.fetch({ ...counted, where: { kind: 'compare', field: 'productId', op: 'eq', value: productId } }, CONTEXT))
    expect(valuesOf(await source.fetch(counted, CONTEXT))).toEqual([[150]])
    expect(await sizes(2)).toEqual([[50]])
    expect(await sizes(7)).toEqual([[0]])
  })

  it.each([['by its index', true], ['without an index', false]])('of each key are taken %s', async (_name, indexed) => {
    const { source, client } = await startSource({ notes: numbered(50) })
    if (indexed) await client.createPayloadIndex('notes', { field_name: 'product_id', field_schema: 'integer' })
    const rows = await source.fetch({ ...counted, keys: { fields: ['productId'], types: ['INT64'], values: [['2'], ['0'], ['9']] } }, CONTEXT)
    const byKey = Object.fromEntries(rows.rows.flatMap((row, i) => (rows.keysOf?.(row) ?? []).map((key) => [key, valuesOf(rows)[i]])))
    expect(byKey).toEqual({ 0: [17], 2: [16] })
    expect(rows.call.native).toContain(indexed ? '/facet' : '/points/scroll')
  })
})
