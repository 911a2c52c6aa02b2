import { describe, expect, it } from 'vitest'
import { notes, startSource } from './start.ts'

describe('introspection', () => {
  it('finds collections, their indexes, and their fields in a sample', async () => {
    const { source, client } = await startSource({
      notes: [
        { id: 1, payload: { sku: 'A', n: 1, big: 9_007_199_254_740_993n, ratio: 1, at: '2026-01-01T00:00:00Z', day: '2026-01-01', ok: true, tags: ['x', null], home: { zip: 1 }, odd: 1, ref: '00000000-0000-4000-8000-00000000000a' } },
        { id: 2, payload: { sku: null, n: -5, big: 1, ratio: 0.5, at: '2026-01-02 10:00', day: '2026-01-02', ok: false, tags: [], home: { zip: 2, street: 'Main' }, odd: 'one', ref: '00000000-0000-4000-8000-00000000000b' } },
      ],
      places: [{ id: '00000000-0000-4000-8000-000000000001' }],
    })
    await client.createPayloadIndex('notes', { field_name: 'sku', field_schema: 'keyword' })
    await client.createPayloadIndex('notes', { field_name: 'home.zip', field_schema: 'integer' })
    const { objects, enums } = await source.introspect()
    expect(enums).toEqual([])
    expect(objects.map(({ name }) => name)).toEqual(['any', 'notes', 'places', 'things'])
    const found = objects.find(({ name }) => name === 'notes')!
    expect(found).toMatchObject({ kind: 'vectors', key: ['id'], rows: 2, indexes: [['sku'], ['home.zip']], description: '2 numbers, Cosine' })
    expect(found.fields.map(({ name, nativeType, type, list, nullable, keyType }) => [name, nativeType, type, list, nullable, keyType])).toEqual([
      ['id', 'uint64', 'ID', false, false, 'INT64'],
      ['sku', 'keyword', 'String', false, true, 'STRING'],
      ['n', 'integer', 'Int', false, false, 'INT64'],
      ['big', 'big integer', 'BigInt', false, false, 'INT64'],
      ['ratio', 'float', 'Float', false, false, null],
      ['at', 'datetime', 'DateTime', false, false, null],
      ['day', 'day', 'Date', false, false, null],
      ['ok', 'bool', 'Boolean', false, false, null],
      ['tags', 'keyword', 'String', true, false, 'STRING'],
      ['home', 'object', 'object', false, false, null],
      ['odd', 'mixed', 'JSON', false, false, null],
      ['ref', 'uuid', 'UUID', false, false, 'UUID'],
    ])
    expect(found.fields.find(({ name }) => name === 'home')?.fields?.map(({ name, nullable }) => [name, nullable])).toEqual([['zip', false], ['street', true]])
    expect(found.fields.find(({ name }) => name === 'odd')?.mixed).toEqual({ integer: 0.5, keyword: 0.5 })
    expect(objects.find(({ name }) => name === 'places')).toMatchObject({ description: 'name: 2 numbers, Cosine', fields: [{ name: 'id', keyType: 'UUID' }] })
  })
})

describe('an estimate', () => {
  it('counts what the filter lets through, up to the limit', async () => {
    const { source } = await startSource({ notes: [1, 2, 3].map((id) => ({ id, payload: { product_id: id } })) })
    const above = { kind: 'compare', field: 'productId', op: 'gt', value: 1 } as const
    expect(await source.estimate(notes({ where: above }))).toEqual({ rows: 2, exact: false })
    expect(await source.estimate(notes({ where: above, page: { limit: 1 } }))).toMatchObject({ rows: 1 })
    expect(await source.estimate(notes({ keys: { fields: ['productId'], types: ['INT64'], values: [['1'], ['7']] } }))).toMatchObject({ rows: 1 })
    expect(await source.estimate(notes({ group: { by: [], measures: [{ as: 'n', aggregate: 'count' }] } }))).toEqual({ rows: 1, exact: true })
  })
})

describe('an explanation', () => {
  it('shows the request without sending it', async () => {
    const { source } = await startSource()
    expect(await source.explain(notes({ search: { text: 'secret words', minScore: 0.2 }, orderBy: [], page: { limit: 3 } })))
      .toBe('POST /collections/notes/points/query {"query":"$1","score_threshold":"$2","limit":3,"with_payload":false,"with_vector":false}')
  })
})
