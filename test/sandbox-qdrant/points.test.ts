import { describe, expect, it } from 'vitest'
import { refusalOf, startClient, startWithPayloads } from './client.ts'

const UUIDS = ['00000000-0000-4000-8000-000000000001', 'ffffffff-0000-4000-8000-000000000000'] as const
const BIG = 9_007_199_254_740_993n as unknown as number

describe('points', () => {
  it('are kept by integer and UUID, no digit lost, integers first', async () => {
    const { client } = await startClient()
    await client.createCollection('a', { vectors: { size: 1, distance: 'Dot' } })
    await client.upsert('a', { points: [UUIDS[1], BIG, UUIDS[0].toUpperCase().replaceAll('-', ''), 10, 2].map((id) => ({ id, vector: [1], payload: { id: String(id) } })) })
    const { points } = await client.scroll('a', { with_payload: false })
    expect(points.map(({ id }) => id)).toEqual([2, 10, BIG, ...UUIDS])
    expect(await client.retrieve('a', { ids: [UUIDS[0], BIG, 5, BIG] })).toEqual([{ id: UUIDS[0], payload: { id: UUIDS[0].replaceAll('-', '').toUpperCase() } }, { id: BIG, payload: { id: String(BIG) } }])
  })

  it('are replaced, deleted by id and by filter, and written in columns', async () => {
    const client = await startWithPayloads([{ kind: 'a' }, { kind: 'b' }, { kind: 'b' }])
    await client.upsert('things', { points: [{ id: 1, vector: [1, 0], payload: { kind: 'c' } }] })
    await client.upsert('things', { batch: { ids: [4, 5], vectors: [[1, 0], [0, 1]], payloads: [{ kind: 'd' }, null] } })
    await client.delete('things', { points: [2, 99] })
    await client.delete('things', { filter: { must: [{ key: 'kind', match: { value: 'd' } }] } })
    const { points } = await client.scroll('things')
    expect(points.map(({ id, payload }) => [id, payload])).toEqual([[1, { kind: 'c' }], [3, { kind: 'b' }], [5, {}]])
  })

  it('have payloads that are merged, overwritten, cut and cleared', async () => {
    const client = await startWithPayloads([{ a: 1, b: 2 }, { a: 1 }])
    await client.setPayload('things', { payload: { b: 3, c: [4] }, points: [1] })
    await client.overwritePayload('things', { payload: { z: 1 }, filter: { must: [{ has_id: [2] }] } })
    expect((await client.scroll('things')).points.map(({ payload }) => payload)).toEqual([{ a: 1, b: 3, c: [4] }, { z: 1 }])
    await client.deletePayload('things', { keys: ['a', 'c'], points: [1] })
    await client.clearPayload('things', { points: [2] })
    expect((await client.scroll('things')).points.map(({ payload }) => payload)).toEqual([{ b: 3 }, {}])
  })

  it('are refused all together when one is wrong', async () => {
    const client = await startWithPayloads([])
    const good = { id: 1, vector: [1, 0] }
    expect(await refusalOf(client.upsert('things', { points: [good, { id: 2, vector: [1, 2, 3] }] }))).toEqual({ status: 400, message: 'Wrong input: Vector dimension error: expected dim: 2, got 3' })
    expect(await refusalOf(client.upsert('things', { points: [good, { id: 'abc', vector: [1, 0] }] }))).toMatchObject({ status: 400, message: expect.stringContaining('value abc is not a valid point ID') })
    expect(await refusalOf(client.upsert('things', { points: [good, { id: -1, vector: [1, 0] }] }))).toMatchObject({ status: 400 })
    expect(await refusalOf(client.upsert('things', { points: [good, { id: 2, vector: { body: [1, 0] } }] }))).toEqual({ status: 400, message: 'Wrong input: Not existing vector name error: body' })
    expect(await client.count('things')).toEqual({ count: 0 })
  })

  it('are shown with the parts of payload and vectors that were asked for', async () => {
    const client = await startWithPayloads([{ a: 1, b: { c: 2, d: [{ e: 3, f: 4 }, 5] } }])
    const shown = async (withPayload: Parameters<typeof client.scroll>[1] & object) => (await client.scroll('things', withPayload)).points[0]
    expect(await shown({ with_payload: false })).toEqual({ id: 1 })
    expect(await shown({ with_payload: ['a', 'b.c'] })).toEqual({ id: 1, payload: { a: 1, b: { c: 2 } } })
    expect(await shown({ with_payload: { include: ['b.d[].e'] } })).toEqual({ id: 1, payload: { b: { d: [{ e: 3 }] } } })
    expect(await shown({ with_payload: { exclude: ['a', 'b.d.f'] } })).toEqual({ id: 1, payload: { b: { c: 2, d: [{ e: 3 }, 5] } } })
    expect(await shown({ with_payload: false, with_vector: true })).toEqual({ id: 1, vector: [1, 0] })
  })
})

describe('scroll', () => {
  it('goes through all matching points page by page', async () => {
    const client = await startWithPayloads(Array.from({ length: 25 }, (_, i) => ({ even: i % 2 === 1 })))
    const seen: unknown[] = []
    let offset: number | string | undefined
    do {
      const page = await client.scroll('things', { limit: 5, filter: { must: [{ key: 'even', match: { value: true } }] }, ...(offset === undefined ? {} : { offset }) })
      seen.push(page.points.map(({ id }) => id))
      offset = page.next_page_offset as typeof offset
    } while (offset !== null)
    expect(seen).toEqual([[2, 4, 6, 8, 10], [12, 14, 16, 18, 20], [22, 24]])
  })

  it('orders by an indexed field only, once for each value', async () => {
    const client = await startWithPayloads([{ n: 5, at: '2026-01-02' }, { n: [3, 9], at: '2026-01-02T00:00:00+02:00' }, {}, { n: 'text', at: 'never' }, { n: 4.5 }])
    const ids = async (order: object | string) => (await client.scroll('things', { order_by: order as string })).points.map(({ id }) => id)
    expect(await refusalOf(ids('n'))).toMatchObject({ status: 400, message: expect.stringContaining('No range index for `order_by` key: `n`') })
    await client.createPayloadIndex('things', { field_name: 'n', field_schema: 'float' })
    await client.createPayloadIndex('things', { field_name: 'at', field_schema: 'datetime' })
    expect(await ids('n')).toEqual([2, 5, 1, 2])
    expect(await ids({ key: 'n', direction: 'desc', start_from: 5 })).toEqual([1, 5, 2])
    expect(await ids({ key: 'at', direction: 'asc' })).toEqual([2, 1])
    expect(await refusalOf(client.scroll('things', { order_by: 'n', offset: 2 }))).toMatchObject({ status: 400 })
  })

  it('refuses an empty page', async () => {
    const client = await startWithPayloads([{}])
    expect(await refusalOf(client.scroll('things', { limit: 0 }))).toMatchObject({ status: 422 })
  })
})
