import type { QdrantClient, Schemas } from '@qdrant/js-client-rest'
import { describe, expect, it } from 'vitest'
import { refusalOf, startWithPayloads } from './client.ts'

type Filter = Schemas['Filter']
type Condition = Schemas['Condition']

describe('filters', () => {
  const payloads = [
    { n: 1, s: 'red', b: true, at: '2026-01-01T10:00:00Z', tags: ['x', 'y'], o: { p: 1 }, list: [{ a: 1, b: 1 }, { a: 2, b: 2 }] },
    { n: 2.5, s: 'green', b: false, at: '2026-01-01T11:30:00+01:00', tags: [], o: { p: 2 }, list: [{ a: 1, b: 2 }] },
    { n: null, s: null, b: null, at: 'soon', tags: null, o: null, list: [] },
    { n: 9_007_199_254_740_993n, s: 'Red wine', at: '2026-01-02', tags: ['z', null], o: { p: [3, 4] } },
    {},
  ]

  it.each<[string, Condition, number[]]>([
    ['a text', { key: 's', match: { value: 'red' } }, [1]],
    ['an integer, all digits', { key: 'n', match: { value: 9_007_199_254_740_993n as unknown as number } }, [4]],
    ['a boolean', { key: 'b', match: { value: false } }, [2]],
    ['an element of a list', { key: 'tags', match: { value: 'y' } }, [1]],
    ['any of texts', { key: 's', match: { any: ['red', 'green', 'blue'] } }, [1, 2]],
    ['any of integers', { key: 'n', match: { any: [1, 2] } }, [1]],
    ['none of nothing', { key: 'n', match: { any: [] } }, []],
    ['except texts: other values, not null, not absent', { key: 's', match: { except: ['red'] } }, [2, 4]],
    ['except, on a list: some other element', { key: 'tags', match: { except: ['x', 'y'] } }, [4]],
    ['a part of a text', { key: 's', match: { text: 'ed' } }, [1, 4]],
    ['a part of a text, letter for letter', { key: 's', match: { text: 'Red' } }, [4]],
    ['numbers', { key: 'n', range: { gt: 1, lte: 2.5 } }, [2]],
    ['numbers as doubles', { key: 'n', range: { gte: 9_007_199_254_740_992 } }, [4]],
    ['instants with zones', { key: 'at', range: { lte: '2026-01-01T10:30:00Z' } }, [1, 2]],
    ['instants, a day alone', { key: 'at', range: { gt: '2026-01-01T10:30:00.5Z' } }, [4]],
    ['an embedded field', { key: 'o.p', range: { gte: 2 } }, [2, 4]],
    ['elements of a list of objects', { key: 'list[].a', match: { value: 2 } }, [1]],
    ['no path through a list without []', { key: 'list.a', match: { value: 2 } }, []],
    ['one element', { key: 'list[0].b', match: { value: 2 } }, [2]],
    ['emptiness: absent, null, no elements', { is_empty: { key: 'tags' } }, [2, 3, 5]],
    ['null: there, and null', { is_null: { key: 'n' } }, [3]],
    ['ids', { has_id: [2, 5, 9] }, [2, 5]],
    ['counts of values', { key: 'tags', values_count: { gte: 1 } }, [1, 4]],
    ['counts: absent and null are none', { key: 'tags', values_count: { lt: 1 } }, [2, 3, 5]],
    ['one element that meets all', { nested: { key: 'list', filter: { must: [{ key: 'a', match: { value: 1 } }, { key: 'b', match: { value: 2 } }] } } }, [2]],
    ['an element that does not', { nested: { key: 'list', filter: { must_not: [{ key: 'a', match: { value: 1 } }] } } }, [1]],
  ])('match %s', async (_name, condition, ids) => {
    const client = await startWithPayloads(payloads)
    expect(await idsMatching(client, { must: [condition] })).toEqual(ids)
    expect(await idsMatching(client, { must_not: [condition] })).toEqual([1, 2, 3, 4, 5].filter((id) => !ids.includes(id)))
  })

  const is = (...ids: number[]): Condition => ({ has_id: ids })
  it.each<[string, Filter, number[]]>([
    ['nothing at all', {}, [1, 2, 3, 4, 5]],
    ['all of must', { must: [is(1, 2), is(2, 3)] }, [2]],
    ['one condition without a list', { must: is(1) }, [1]],
    ['some of should', { should: [is(1), is(3)] }, [1, 3]],
    ['none of must_not', { must_not: [is(1), is(3)] }, [2, 4, 5]],
    ['all clauses', { must: [is(1, 2, 3)], should: [is(2), is(3)], must_not: [is(3)] }, [2]],
    ['enough of min_should', { min_should: { conditions: [is(1, 2), is(2, 3), is(2, 3)], min_count: 2 } }, [2, 3]],
    ['filters in filters', { must: [{ should: [is(1), { must: [is(2, 3)], must_not: [is(3)] }] }] }, [1, 2]],
  ])('join conditions: %s', async (_name, filter, ids) => {
    const client = await startWithPayloads(payloads)
    expect(await idsMatching(client, filter)).toEqual(ids)
  })

  it.each<[string, unknown]>([
    ['an unknown clause', { musst: [] }],
    ['an unknown condition', { must: [{ key: 'n', matsch: { value: 1 } }] }],
    ['a float to match', { must: [{ key: 'n', match: { value: 1.5 } }] }],
    ['a range of two kinds', { must: [{ key: 'n', range: { gt: 1, lt: '2026-01-01' } }] }],
    ['a broken path', { must: [{ key: 'a..b', match: { value: 1 } }] }],
    ['a geo condition', { must: [{ key: 'n', geo_radius: { center: { lat: 0, lon: 0 }, radius: 1 } }] }],
  ])('refuse %s', async (_name, filter) => {
    const client = await startWithPayloads([{}])
    expect(await refusalOf(idsMatching(client, filter as Filter))).toMatchObject({ status: 400 })
  })
})

const idsMatching = async (client: QdrantClient, filter: Filter) => (await client.scroll('things', { filter, with_payload: false })).points.map(({ id }) => id)
