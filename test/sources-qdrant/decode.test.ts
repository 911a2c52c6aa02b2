import { describe, expect, it } from 'vitest'
import { CONTEXT, jsonOf, notes, startSource, valuesOf } from './start.ts'

const decoded = async (payload: Record<string, unknown>, field: string) => {
  const { source } = await startSource({ notes: [{ id: 1, payload }] })
  const rows = await source.fetch(notes({ fields: [field] }), CONTEXT)
  return [valuesOf(rows)[0]![0], jsonOf(rows)[0]![0]]
}

describe('stored values', () => {
  it.each<[string, Record<string, unknown>, unknown, string]>([
    ['body', { body: 'a "quoted" text' }, 'a "quoted" text', '"a \\"quoted\\" text"'],
    ['body', {}, null, 'null'],
    ['body', { body: null }, null, 'null'],
    ['body', { body: '' }, '', '""'],
    ['productId', { product_id: -2_147_483_648 }, -2_147_483_648, '-2147483648'],
    ['big', { big: 18_446_744_073_709_551_615n }, 18_446_744_073_709_551_615n, '"18446744073709551615"'],
    ['big', { big: 7 }, 7n, '"7"'],
    ['stars', { stars: 4.25 }, 4.25, '4.25'],
    ['price', { price: '12.50' }, '12.50', '"12.50"'],
    ['price', { price: 0.1 }, '0.1', '"0.1"'],
    ['price', { price: 1e21 }, '1000000000000000000000', '"1000000000000000000000"'],
    ['price', { price: '1.5e-7' }, '0.00000015', '"0.00000015"'],
    ['ok', { ok: false }, false, 'false'],
    ['mood', { mood: 'good' }, 'GOOD', '"GOOD"'],
    ['at', { written_at: '2026-01-01T01:00:00+01:00' }, '2026-01-01T00:00:00.000Z', '"2026-01-01T00:00:00.000Z"'],
    ['at', { written_at: '2026-01-01 12:30' }, '2026-01-01T12:30:00.000Z', '"2026-01-01T12:30:00.000Z"'],
    ['told', { told_at: '24.12.2025 18:00' }, '2025-12-24T18:00:00.000Z', '"2025-12-24T18:00:00.000Z"'],
    ['day', { day: '2026-02-28' }, '2026-02-28', '"2026-02-28"'],
    ['tags', { tags: ['a', null] }, ['a', null], '["a",null]'],
    ['tags', { tags: [] }, [], '[]'],
    ['city', { home: { 'zip code': { city: 'Bonn' } } }, 'Bonn', '"Bonn"'],
    ['city', { home: 'nowhere' }, null, 'null'],
    ['address', { address: { street: 'Main', zip: 5 } }, { street: 'Main', zip: 5 }, '{"street":"Main","zip":5}'],
    ['address', { address: {} }, { street: null, zip: null }, '{"street":null,"zip":null}'],
    ['address.zip', { address: { zip: 5 } }, 5, '5'],
    ['comments', { thread: [{ by: 'Eva', likes: 2, other: 1 }] }, [{ author: 'Eva', likes: 2, at: null }], '[{"author":"Eva","likes":2,"at":null}]'],
    ['extra', { extra: { n: 9_007_199_254_740_993n, l: [null, true] } }, { n: 9_007_199_254_740_993n, l: [null, true] }, '{"n":9007199254740993,"l":[null,true]}'],
    ['number', { body: 'see SO-17 and SO-18' }, '17', '"17"'],
    ['number', { body: 'nothing' }, null, 'null'],
    ['count', { count_text: '42' }, 42, '42'],
  ])('%s of %o is %o', async (field, payload, value, json) => {
    expect(await decoded(payload, field)).toEqual([value, json])
  })

  it.each<[string, Record<string, unknown>]>([
    ['productId', { product_id: 2_147_483_648 }],
    ['productId', { product_id: 1.5 }],
    ['productId', { product_id: '1' }],
    ['productId', { product_id: [1] }],
    ['big', { big: 1.5 }],
    ['stars', { stars: 9_007_199_254_740_993n }],
    ['price', { price: 'ten' }],
    ['ok', { ok: 'true' }],
    ['mood', { mood: 'GOOD' }],
    ['at', { written_at: '2026-02-30T00:00:00Z' }],
    ['at', { written_at: 1_700_000_000 }],
    ['told', { told_at: '2025-12-24T18:00:00Z' }],
    ['day', { day: 'today' }],
    ['ref', { ref: 'ABCDEF00-0000-4000-8000-000000000000' }],
    ['body', { body: 5 }],
    ['tags', { tags: 'a' }],
    ['tags', { tags: [5] }],
    ['address', { address: [] }],
    ['count', { count_text: 'many' }],
  ])('%s of %o is an error that tells no value', async (field, payload) => {
    const error: unknown = await decoded(payload, field).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'SOURCE_VALUE', source: 'notes', message: expect.stringMatching(new RegExp(`^${field} holds a value that is no `)) })
  })

  it('fail alone: other columns of the row can be read', async () => {
    const { source } = await startSource({ notes: [{ id: 1, payload: { product_id: 'x', sku: 'A' } }] })
    const { columns, rows } = await source.fetch(notes({ fields: ['productId', 'sku'] }), CONTEXT)
    expect(() => columns[0]!.toValue(rows[0]![0])).toThrow('productId holds a value that is no Int')
    expect(columns[1]!.toValue(rows[0]![1])).toBe('A')
  })

  it('lie in the zone of the project where their text names none', async () => {
    const { source } = await startSource({ notes: [{ id: 1, payload: { written_at: '2026-07-01 00:00' } }] }, { timeZone: 'Europe/Berlin' })
    expect(valuesOf(await source.fetch(notes({ fields: ['at'] }), CONTEXT))).toEqual([['2026-06-30T22:00:00.000Z']])
  })

  it('of ids are exact, and of the declared kind', async () => {
    const big = 18_446_744_073_709_551_615n
    const uuid = '00000000-0000-4000-8000-00000000000a'
    const { source } = await startSource({ notes: [{ id: big }], any: [{ id: big }, { id: uuid.toUpperCase() }], places: [{ id: 5 }] })
    const ids = async (entity: string) => valuesOf(await source.fetch(notes({ entity }), CONTEXT))
    expect(await ids('Note')).toEqual([[String(big)]])
    expect(await ids('Any')).toEqual([[String(big)], [uuid]])
    await expect(ids('Place')).rejects.toMatchObject({ code: 'SOURCE_VALUE' })
  })
})
