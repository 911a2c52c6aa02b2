import { describe, expect, it } from 'vitest'
import { refusalOf, startClient, startWithPayloads } from './client.ts'

const idsOf = ({ points }: { points: readonly { id: unknown }[] }) => points.map(({ id }) => id)

async function startSpaces() {
  const { client } = await startClient()
  await client.createCollection('spaces', { vectors: { cos: { size: 2, distance: 'Cosine' }, dot: { size: 2, distance: 'Dot' }, euclid: { size: 2, distance: 'Euclid' }, city: { size: 2, distance: 'Manhattan' } } })
  const all = (vector: number[]) => ({ cos: vector, dot: vector, euclid: vector, city: vector })
  await client.upsert('spaces', { points: [{ id: 1, vector: all([1, 0]) }, { id: 2, vector: all([3, 3]) }, { id: 3, vector: all([0, 2]) }, { id: 4, vector: { cos: [1, 1] } }] })
  return client
}

describe('query', () => {
  it.each([
    ['cos', [[1, 1], [2, 0.70711], [4, 0.70711], [3, 0]]],
    ['dot', [[2, 3], [1, 1], [3, 0]]],
    ['euclid', [[1, 0], [3, 2.23607], [2, 3.60555]]],
    ['city', [[1, 0], [3, 3], [2, 5]]],
  ])('scores by the distance of %s', async (using, expected) => {
    const client = await startSpaces()
    const { points } = await client.query('spaces', { query: [1, 0], using })
    expect(points.map(({ id, score }) => [id, Number(score.toFixed(5))])).toEqual(expected)
  })

  it('keeps what reaches the threshold, in either direction', async () => {
    const client = await startSpaces()
    expect(idsOf(await client.query('spaces', { query: [1, 0], using: 'cos', score_threshold: 0.5 }))).toEqual([1, 2, 4])
    expect(idsOf(await client.query('spaces', { query: [1, 0], using: 'euclid', score_threshold: 2.5 }))).toEqual([1, 3])
  })

  it('takes a filter, an offset, a limit, and shows no payload unless asked', async () => {
    const client = await startWithPayloads([{ n: 1 }, { n: 2 }, { n: 1 }, { n: 1 }])
    const { points } = await client.query('things', { query: [1, 0], filter: { must: [{ key: 'n', match: { value: 1 } }] }, offset: 1, limit: 1 })
    expect(points).toEqual([{ id: 3, version: 0, score: expect.closeTo(Math.cos(0.2), 6) }])
    expect((await client.query('things', { query: [1, 0], limit: 1, with_payload: ['n'] })).points[0]?.payload).toEqual({ n: 1 })
  })

  it('finds what is like points, without these', async () => {
    const client = await startWithPayloads([{}, {}, {}, {}, {}])
    expect(idsOf(await client.query('things', { query: 5, limit: 2 }))).toEqual([4, 3])
    expect(idsOf(await client.query('things', { query: { nearest: 1 }, limit: 2 }))).toEqual([2, 3])
    expect(idsOf(await client.query('things', { query: { recommend: { positive: [1, 3] } } }))).toEqual([2, 4, 5])
    expect(idsOf(await client.query('things', { query: { recommend: { positive: [3], negative: [1] } }, limit: 1 }))).toEqual([5])
    expect(await refusalOf(client.query('things', { query: 77 }))).toEqual({ status: 404, message: 'Not found: No point with id 77 found' })
  })

  it('answers several at once, and without a query all points by id', async () => {
    const client = await startWithPayloads([{}, {}, {}])
    const answers = await client.queryBatch('things', { searches: [{ query: 3, limit: 1 }, { limit: 2 }] })
    expect(answers.map(idsOf)).toEqual([[2], [1, 2]])
  })

  it('groups the best hits of each value', async () => {
    const client = await startWithPayloads([{ of: 'a' }, { of: ['b', 'a'] }, { of: 'a' }, { of: 7 }, {}])
    const { groups } = await client.queryGroups('things', { query: [1, 0], group_by: 'of', group_size: 2, limit: 2 })
    expect(groups.map(({ id, hits }) => [id, hits.map((hit) => hit.id)])).toEqual([['a', [1, 2]], ['b', [2]]])
  })

  it.each([
    ['a vector of another length', { query: [1] }, /expected dim: 2, got 1/],
    ['an unknown vector', { query: [1, 0], using: 'other' }, /Not existing vector name error: other/],
    ['a prefetch', { prefetch: { query: [1, 0] }, query: [1, 0] }, /`prefetch` is not part of this embedded server/],
    ['a query that it lacks', { query: { fusion: 'rrf' as const } }, /a query by `fusion` is not part/],
  ])('refuses %s', async (_name, query, message) => {
    const client = await startWithPayloads([{}])
    expect(await refusalOf(client.query('things', query))).toMatchObject({ status: 400, message: expect.stringMatching(message) })
  })
})

describe('counts', () => {
  it('are exact, with and without a filter', async () => {
    const client = await startWithPayloads([{ n: 1 }, { n: 2 }, {}])
    expect(await client.count('things')).toEqual({ count: 3 })
    expect(await client.count('things', { filter: { must: [{ key: 'n', range: { gt: 1 } }] } })).toEqual({ count: 1 })
  })

  it('of values need an index', async () => {
    const client = await startWithPayloads([{ n: 1 }, { n: 2 }, { n: [2, 3, 2] }, {}])
    expect(await refusalOf(client.facet('things', { key: 'n' }))).toMatchObject({ status: 400, message: expect.stringContaining('No appropriate index for faceting: `n`') })
    await client.createPayloadIndex('things', { field_name: 'n', field_schema: 'integer' })
    expect(await client.facet('things', { key: 'n' })).toEqual({ hits: [{ value: 2, count: 2 }, { value: 1, count: 1 }, { value: 3, count: 1 }] })
    expect(await client.facet('things', { key: 'n', limit: 1, filter: { must_not: [{ has_id: [3] }] } })).toEqual({ hits: [{ value: 1, count: 1 }] })
  })
})
