import { BSON } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Fetch, Grain, Ordering, Predicate } from '../../src/fetch/fetch.ts'
import { mongoCapabilities } from '../../src/sources/mongodb/capabilities.ts'
import { compileFetch } from '../../src/sources/mongodb/compile-fetch.ts'
import { printCall } from '../../src/sources/mongodb/print-call.ts'
import { noteCatalog } from './catalog.ts'
import { byId, notes } from './start.ts'

const site = { catalog: noteCatalog(), source: 'notes' }
const where = (predicate: Predicate): Fetch => notes({ where: predicate })
const compare = (field: string, op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte', value: string | number | boolean | bigint): Predicate => ({ kind: 'compare', field, op, value })
const not = (of: Predicate): Predicate => ({ kind: 'not', of })
const desc = (field: string): Ordering => ({ field, direction: 'desc', nulls: 'last' })
const quarter: Grain = { unit: 'QUARTER', timeZone: 'Europe/Berlin', weekStart: 1, yearStart: 4 }

/** Each case has a golden in `goldens/`, refreshed by `vitest run -u`. */
const CASES: Readonly<Record<string, Fetch>> = {
  'list': notes({ fields: ['id', 'productId', 'sku', 'city', 'address', 'number'], page: { limit: 20, offset: 40 } }),
  'list-order': notes({ orderBy: [{ field: 'sku', direction: 'asc', nulls: 'last' }, { field: 'mood', direction: 'desc', nulls: 'first' }, ...byId], page: { limit: 5 } }),
  'list-after': notes({ orderBy: [desc('at'), ...byId], page: { limit: 20, after: ['2026-01-01T00:00:00.000Z', '7'] } }),
  'list-last': notes({ page: { limit: 20, before: ['7'], fromEnd: true } }),
  'list-order-by-links': notes({ orderBy: [desc('place.visitors'), { ...desc('children'), count: true }, ...byId] }),
  'list-empty': notes({ page: { limit: 0 } }),
  'keys': notes({ fields: ['sku'], keys: { fields: ['productId'], types: ['INT64'], values: [['1'], ['9007199254740993']] }, where: compare('ok', 'eq', true) }),
  'keys-limit': notes({ fields: ['sku'], orderBy: [desc('at'), ...byId], keys: { fields: ['productId'], types: ['INT64'], values: [['1'], ['2']] }, page: { limit: 3 } }),
  'keys-composite': notes({ keys: { fields: ['sku', 'productId'], types: ['STRING', 'INT64'], values: [['A', '1'], ['A', '2']] } }),
  'keys-without-case': notes({ keys: { fields: ['email'], types: ['STRING_CI'], values: [['a@b.de']] } }),
  'keys-of-elements': { entity: 'Item', fields: ['orderId', 'place'], orderBy: [], keys: { fields: ['sku'], types: ['STRING'], values: [['A']] } },
  'where-stored': where({ kind: 'and', of: [compare('sku', 'eq', 'A'), compare('productId', 'ne', 3), compare('mood', 'gt', 'BAD'), compare('at', 'gte', '2026-01-01T00:00:00.0005Z'), { kind: 'in', field: 'price', values: ['1.50', '2'] }] }),
  'where-negated': where(not({ kind: 'or', of: [compare('sku', 'eq', 'A'), compare('stars', 'gt', 3), { kind: 'isNull', field: 'ok' }, { kind: 'in', field: 'sku', values: ['B'] }] })),
  'where-text-time': where(compare('told', 'lt', '2026-01-01T00:00:00.000Z')),
  'where-match': where({ kind: 'and', of: [{ kind: 'match', field: 'sku', how: 'contains', text: '50% (off)', foldCase: true }, not({ kind: 'match', field: 'body', how: 'like', text: 'a%_b', foldCase: false })] }),
  'where-lists': where({ kind: 'and', of: [{ kind: 'list', field: 'tags', how: 'hasAll', values: ['x', 'y'] }, not({ kind: 'list', field: 'tags', how: 'hasAny', values: ['z'] }), { kind: 'listCount', field: 'sizes', op: 'gt', value: 1 }] }),
  'where-embedded': where({ kind: 'linked', link: 'comments', quantifier: 'every', where: { kind: 'or', of: [compare('likes', 'gt', 3), not(compare('author', 'eq', 'Eva'))] } }),
  'where-links': where({ kind: 'and', of: [compare('sku', 'eq', 'A'), { kind: 'linked', link: 'goodChildren', quantifier: 'none', where: compare('stars', 'lt', 2) }, { kind: 'linkedCount', link: 'children', op: 'gte', value: 2 }, compare('place.visitors', 'gt', 5)] }),
  'group': notes({ fields: [], orderBy: [desc('n')], group: { by: [{ as: 'mood', field: 'mood' }, { as: 'quarter', field: 'at', grain: quarter }], measures: [{ as: 'n', aggregate: 'count' }, { as: 'good', aggregate: 'count', where: compare('mood', 'eq', 'GOOD') }, { as: 'total', aggregate: 'sum', field: 'price' }, { as: 'average', aggregate: 'avg', field: 'productId' }] } }),
  'group-by-key': notes({ fields: [], orderBy: [], keys: { fields: ['productId'], types: ['INT64'], values: [['1'], ['2']] }, group: { by: [], measures: [{ as: 'n', aggregate: 'countDistinct', field: 'sku' }] } }),
}

describe('a fetch becomes a pipeline', () => {
  it.each(Object.entries(CASES))('%s', async (name, fetch) => {
    const { collection, pipeline } = compileFetch(site, fetch)
    await expect(`${BSON.EJSON.stringify({ collection, pipeline }, undefined, 2)}\n`).toMatchFileSnapshot(`goldens/${name}.json`)
  })

  it('of a fixed list of operators', () => {
    const used = new Set(Object.values(CASES).flatMap((fetch) => operatorsIn(compileFetch(site, fetch).pipeline)))
    expect([...used].filter((name) => /^\$(where|function|accumulator|jsonSchema|out|merge)$/.test(name))).toEqual([])
  })

  it('in which the words of its user are values only', () => {
    const hostile = ['$where', '$$ROOT', '{"$gt": ""}', '.*', '$sku']
    for (const text of hostile) {
      const { pipeline } = compileFetch(site, where({ kind: 'and', of: [compare('sku', 'eq', text), compare('number', 'ne', text), { kind: 'linked', link: 'comments', quantifier: 'some', where: { kind: 'in', field: 'author', values: [text] } }, { kind: 'list', field: 'mentions', how: 'hasAny', values: [text] }] }))
      expect(placesOf(pipeline, text)).toEqual(['$eq', '$literal', '$literal', '$literal'])
    }
  })

  it('and is shown without the literals of its user', () => {
    const shown = printCall(compileFetch(site, where({ kind: 'and', of: [compare('sku', 'eq', 'secret'), compare('count', 'gt', 98_765), { kind: 'in', field: 'price', values: ['4711'] }, { kind: 'match', field: 'sku', how: 'contains', text: 'hidden', foldCase: false }] })))
    expect(shown).not.toMatch(/secret|98765|4711|hidden/)
    expect(shown).toContain('"$4"')
  })
})

describe('what cannot be done exactly is denied', () => {
  const { pushes, orders, groups } = mongoCapabilities(site, 1_000)

  it.each<[string, Predicate]>([
    ['a number with more digits than a decimal holds', compare('price', 'gt', `0.${'1'.repeat(40)}`)],
    ['half of a surrogate pair', compare('sku', 'eq', '\ud800')],
    ['a pattern with many wildcards', { kind: 'match', field: 'sku', how: 'like', text: '%a%b%c%d%e%', foldCase: false }],
    ['a pattern on what is no text', { kind: 'match', field: 'id', how: 'contains', text: '1', foldCase: false }],
    ['a comparison of JSON', compare('extra', 'eq', '1')],
  ])('%s', (_what, predicate) => {
    expect(pushes('Note', predicate)).toBe(false)
    expect(pushes('Note', not(predicate))).toBe(false)
  })

  it('an order of lists, a sum of doubles that stand for decimals', () => {
    expect(orders('Note', [desc('tags')], false)).toBe(false)
    expect(groups(notes({ fields: [], orderBy: [], group: { by: [], measures: [{ as: 'sum', aggregate: 'sum', field: 'weight' }] } }))).toBe(false)
    expect(groups(notes({ fields: [], orderBy: [], group: { by: [], measures: [{ as: 'max', aggregate: 'max', field: 'weight' }] } }))).toBe(true)
  })
})

/** Every name that begins with a dollar. */
function operatorsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(operatorsIn)
  if (typeof value !== 'object' || value === null || '_bsontype' in value || value instanceof Date) return []
  return Object.entries(value).flatMap(([name, inner]) => [...(name.startsWith('$') ? [name] : []), ...(name === '$literal' ? [] : operatorsIn(inner))])
}

/** The operator above each place where a text stands. */
function placesOf(value: unknown, text: string, above = ''): readonly string[] {
  if (value === text) return [above]
  if (Array.isArray(value)) return value.flatMap((inner) => placesOf(inner, text, above))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, inner]) => (name === text ? [`name ${name}`] : placesOf(inner, text, name.startsWith('$') ? name : above)))
}
