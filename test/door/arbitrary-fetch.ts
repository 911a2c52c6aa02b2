import fc from 'fast-check'
import type { Fetch, Group, Literal, Ordering, Page, Predicate } from '../../src/fetch/fetch.ts'

/** Fields of Buyer and literals around those that the small company holds. */
const LITERALS: Readonly<Record<string, readonly Literal[]>> = {
  id: ['2', '9', '10', '3'],
  name: ['Ada', 'zoe', 'Émile', ''],
  tier: ['FREE', 'PRO', 'ENTERPRISE'],
  age: [20, 36, 30],
  balance: ['10.1', '-0.05', '0'],
  joinedAt: ['2026-01-05T10:00:00.000Z', '2026-01-05T10:00:00.000001Z'],
  born: ['1990-02-28', '2000-01-01'],
}
const FIELDS = Object.keys(LITERALS)
const OPS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const

const field = fc.constantFrom(...FIELDS)
const literalOf = (name: string): fc.Arbitrary<Literal> => fc.constantFrom(...LITERALS[name]!)

const compare = field.chain((name) => fc.record({ kind: fc.constant('compare' as const), field: fc.constant(name), op: fc.constantFrom(...OPS), value: literalOf(name) }))
const among = field.chain((name) => fc.record({ kind: fc.constant('in' as const), field: fc.constant(name), values: fc.uniqueArray(literalOf(name), { maxLength: 3 }) }))
const isNull = fc.record({ kind: fc.constant('isNull' as const), field })
const match = fc.record({ kind: fc.constant('match' as const), field: fc.constant('name'), how: fc.constantFrom('like', 'startsWith', 'contains'), text: fc.constantFrom('A', '%a', 'é', 'z_e'), foldCase: fc.boolean() })
const list = fc.record({ kind: fc.constant('list' as const), field: fc.constant('tags'), how: fc.constantFrom('hasAny', 'hasAll'), values: fc.subarray(['vip', 'new', 'old']) })

export const leaf: fc.Arbitrary<Predicate> = fc.oneof(compare, among, isNull, match, list)

/** Conditions of `leaves` under and, or, not, a few levels deep. */
export function predicateOver(leaves: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> {
  return fc.letrec<{ any: Predicate }>((tie) => ({
    any: fc.oneof({ maxDepth: 3, depthSize: 'small' },
      leaves,
      fc.record({ kind: fc.constantFrom('and', 'or'), of: fc.array(tie('any'), { maxLength: 3 }) }),
      fc.record({ kind: fc.constant('not' as const), of: tie('any') })),
  })).any
}

const direction = fc.constantFrom('asc', 'desc')
const nulls = fc.constantFrom('first', 'last')
const orderBy = fc.record({ terms: fc.uniqueArray(field.filter((name) => name !== 'id'), { maxLength: 2 }), direction, nulls })
  .map(({ terms, ...how }): readonly Ordering[] => [...terms, 'id'].map((name) => ({ field: name, ...how })))

function pageIn(order: readonly Ordering[]): fc.Arbitrary<Page> {
  const place = fc.tuple(...order.map(({ field: name }) => (name === 'id' ? literalOf(name) : fc.option(literalOf(name)))))
  return fc.record({ limit: fc.nat(3), offset: fc.nat(2), after: place, before: place, fromEnd: fc.boolean() }, { requiredKeys: [] })
}

const keys = fc.uniqueArray(fc.constantFrom('20', '36', '1'), { minLength: 1, maxLength: 3 })
  .map((values) => ({ fields: ['age'], types: ['INT64'] as const, values: values.map((value) => [value]) }))

const rowsFetch: fc.Arbitrary<Fetch> = orderBy.chain((order) => fc.record({
  entity: fc.constant('Buyer'), fields: fc.subarray(FIELDS), orderBy: fc.constant(order), where: predicateOver(leaf), page: pageIn(order), keys,
}, { requiredKeys: ['entity', 'fields', 'orderBy'] }))

const month = { unit: 'MONTH', timeZone: 'Europe/Berlin', weekStart: 1, yearStart: 1 } as const
const term = fc.constantFrom({ as: 'byTier', field: 'tier' }, { as: 'byAge', field: 'age' }, { as: 'month', field: 'joinedAt', grain: month })
const measure = fc.record({ as: fc.constantFrom('m1', 'm2'), aggregate: fc.constantFrom('count', 'countDistinct', 'sum', 'avg', 'min', 'max'), field: fc.constantFrom('age', 'balance'), where: leaf }, { requiredKeys: ['as', 'aggregate', 'field'] })
const group: fc.Arbitrary<Group> = fc.record({ by: fc.uniqueArray(term, { maxLength: 2, selector: ({ as }) => as }), measures: fc.uniqueArray(measure, { maxLength: 2, selector: ({ as }) => as }) })

const groupFetch: fc.Arbitrary<Fetch> = group.chain((what) => fc.record({
  entity: fc.constant('Buyer'), fields: fc.constant([]), group: fc.constant(what), where: predicateOver(leaf), keys,
  orderBy: direction.map((way): readonly Ordering[] => [...what.measures, ...what.by].map(({ as }) => ({ field: as, direction: way, nulls: 'last' }))),
  page: fc.record({ limit: fc.nat(3), offset: fc.nat(2) }, { requiredKeys: [] }),
}, { requiredKeys: ['entity', 'fields', 'orderBy', 'group'] }))

/** Any fetch of buyers: rows or groups, filtered, ordered, paged, by keys or not. */
export const fetchOfBuyers: fc.Arbitrary<Fetch> = fc.oneof(rowsFetch, groupFetch)
