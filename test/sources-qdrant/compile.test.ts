import { describe, expect, it } from 'vitest'
import type { Fetch, Ordering, Predicate } from '../../src/fetch/fetch.ts'
import { compileFetch } from '../../src/sources/qdrant/compile-fetch.ts'
import { printRequest } from '../../src/sources/qdrant/request.ts'
import { noteCatalog } from './catalog.ts'

const catalog = noteCatalog()
const byId: readonly Ordering[] = [{ field: 'id', direction: 'asc', nulls: 'last' }]
const notes = (more: Partial<Fetch> = {}): Fetch => ({ entity: 'Note', fields: ['id'], orderBy: byId, ...more })
const where = (predicate: Predicate): Fetch => notes({ where: predicate })
const compare = (field: string, op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte', value: string | number | boolean | bigint): Predicate => ({ kind: 'compare', field, op, value })
const not = (of: Predicate): Predicate => ({ kind: 'not', of })

/** Each case has a golden in `goldens/`, refreshed by `vitest run -u`. */
const CASES: Readonly<Record<string, Fetch>> = {
  'list-all': notes({ fields: ['id', 'productId', 'body', 'city', 'number', 'address', 'score'] }),
  'list-limit': notes({ fields: ['productId'], page: { limit: 20 } }),
  'list-after': notes({ page: { after: ['41'], limit: 20 } }),
  'search-text': notes({ fields: ['body', 'score'], search: { text: 'late delivery', minScore: 0.3 }, orderBy: [], page: { limit: 5 }, where: compare('stars', 'lte', 2) }),
  'search-like-named-vector': { entity: 'Place', fields: ['sku'], orderBy: [], search: { like: '00000000-0000-4000-8000-000000000001' }, page: { limit: 3 } },
  'search-of-a-set': notes({ search: { text: 'refund', minScore: 0.5 }, orderBy: [], page: { limit: 1_001 } }),
  'search-without-limit': notes({ search: { vector: [0.1, 0.2], minScore: 0.9 }, orderBy: [] }),
  'keys-integer': notes({ fields: ['body'], keys: { fields: ['productId'], types: ['INT64'], values: [['1'], ['2'], ['9007199254740993']] }, where: compare('ok', 'eq', true) }),
  'keys-id': notes({ keys: { fields: ['id'], types: ['INT64'], values: [['7'], ['18446744073709551615'], ['-1']] } }),
  'keys-without-case': notes({ keys: { fields: ['email'], types: ['STRING_CI'], values: [['a@b.example']] } }),
  'keys-composite': notes({ keys: { fields: ['sku', 'productId'], types: ['STRING', 'INT64'], values: [['A', '1'], ['A', '2']] } }),
  'count': notes({ fields: [], orderBy: [], where: compare('productId', 'eq', 1), group: { by: [], measures: [{ as: 'count', aggregate: 'count' }] } }),
  'count-by-key': notes({ fields: [], orderBy: [], keys: { fields: ['productId'], types: ['INT64'], values: [['1'], ['2']] }, group: { by: [], measures: [{ as: 'count', aggregate: 'count' }] } }),
  'where-compare': where({ kind: 'and', of: [
    compare('sku', 'eq', 'A'), compare('sku', 'ne', 'B'), compare('productId', 'ne', 3), compare('productId', 'gte', 4), compare('big', 'eq', 9_007_199_254_740_993n),
    compare('stars', 'eq', 4.5), compare('stars', 'ne', 1), compare('ok', 'ne', false), compare('mood', 'eq', 'GOOD'),
    compare('at', 'lt', '2026-01-01T00:00:00.000Z'), compare('day', 'gte', '2026-01-01'), compare('city', 'eq', 'Bonn'), compare('address.zip', 'gt', 50_000), compare('id', 'ne', '5'),
  ] }),
  'where-in': where({ kind: 'or', of: [
    { kind: 'in', field: 'sku', values: ['A', 'B'] }, not({ kind: 'in', field: 'mood', values: ['BAD', 'NEUTRAL'] }), { kind: 'in', field: 'day', values: ['2026-01-01', '2026-01-03'] },
    not({ kind: 'in', field: 'id', values: ['1', '2'] }), { kind: 'in', field: 'sku', values: [] }, not({ kind: 'in', field: 'sku', values: [] }),
  ] }),
  'where-null': where({ kind: 'and', of: [{ kind: 'isNull', field: 'sku' }, not({ kind: 'isNull', field: 'address' }), not({ kind: 'isNull', field: 'id' })] }),
  'where-negated': where(not({ kind: 'and', of: [compare('sku', 'eq', 'A'), { kind: 'or', of: [compare('stars', 'gt', 3), { kind: 'isNull', field: 'ok' }] }] })),
  'where-lists': where({ kind: 'and', of: [
    { kind: 'list', field: 'tags', how: 'hasAny', values: ['x', 'y'] }, { kind: 'list', field: 'sizes', how: 'hasAll', values: [1, 2] }, { kind: 'listCount', field: 'tags', op: 'gt', value: 1 },
  ] }),
  'where-embedded': where({ kind: 'and', of: [
    { kind: 'linked', link: 'comments', quantifier: 'some', where: { kind: 'and', of: [compare('author', 'eq', 'Eva'), compare('likes', 'gt', 3)] } },
    { kind: 'linked', link: 'comments', quantifier: 'every', where: { kind: 'isNull', field: 'likes' } },
    { kind: 'linked', link: 'comments', quantifier: 'none', where: compare('author', 'ne', 'Eva') },
    { kind: 'linkedCount', link: 'comments', op: 'lte', value: 2 },
  ] }),
}

describe('a fetch becomes a request', () => {
  it.each(Object.entries(CASES))('%s', async (name, fetch) => {
    const { request, target, limit } = compileFetch(catalog, fetch)
    const golden = JSON.stringify({ native: printRequest(request), ...request, target, limit }, (_name, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value), 2)
    await expect(`${golden}\n`).toMatchFileSnapshot(`goldens/${name}.json`)
  })

  it('without the literals of its user where it is shown', () => {
    const shown = printRequest(compileFetch(catalog, where({ kind: 'and', of: [compare('sku', 'eq', 'secret'), compare('stars', 'gt', 98_765), { kind: 'in', field: 'id', values: ['4711'] }] })).request)
    expect(shown).not.toMatch(/secret|98765|4711/)
    expect(shown).toContain('$3')
  })

  it('refuses a text that is no id and a value that the enum lacks', () => {
    expect(() => compileFetch(catalog, where(compare('id', 'eq', 'abc')))).toThrow(expect.objectContaining({ code: 'SOURCE_VALUE' }))
    expect(() => compileFetch(catalog, { entity: 'Place', fields: ['id'], orderBy: [], search: { like: '17' } })).toThrow(expect.objectContaining({ code: 'QUERY_SEARCH' }))
  })
})
