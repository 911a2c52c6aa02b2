import { describe, expect, test } from 'vitest'
import { splitFetch } from '../../src/door/split-fetch.ts'
import type { Fetch, Group, Ordering, Predicate } from '../../src/fetch/fetch.ts'
import { printStep } from '../../src/residual/steps.ts'
import type { Capabilities } from '../../src/sources/source.ts'
import { smallCatalog } from './small-company.ts'

const catalog = smallCatalog()
const everything: Capabilities = { pushes: () => true, orders: () => true, groups: () => true, limitPerKey: true, keyset: true, offset: true, search: false, maxKeys: 1_000 }
const byAge: readonly Ordering[] = [{ field: 'age', direction: 'desc', nulls: 'last' }, { field: 'id', direction: 'desc', nulls: 'last' }]
const base: Fetch = { entity: 'Buyer', fields: ['name'], orderBy: byAge }
const adult: Predicate = { kind: 'compare', field: 'age', op: 'gte', value: 18 }
const vip: Predicate = { kind: 'list', field: 'tags', how: 'hasAny', values: ['vip'] }
const seen: Predicate = { kind: 'linked', link: 'visits', quantifier: 'some', where: { kind: 'isNull', field: 'page' } }
const bought: Predicate = { kind: 'linked', link: 'purchases', quantifier: 'some', where: { kind: 'and', of: [] } }
const perTier: Group = { by: [{ as: 'tier', field: 'tier' }], measures: [{ as: 'adults', aggregate: 'count', where: adult }, { as: 'sum', aggregate: 'sum', field: 'balance' }] }
const keys = { fields: ['id'], types: ['INT64'], values: [['1'], ['2']] } as const
const and = (...of: readonly Predicate[]): Predicate => ({ kind: 'and', of })

function split(fetch: Partial<Fetch>, lacks: Partial<Capabilities> = {}): { readonly pushed: Fetch; readonly steps: readonly string[] } {
  const { pushed, steps } = splitFetch(catalog, { ...everything, ...lacks }, { ...base, ...fetch })
  return { pushed, steps: steps.map(printStep) }
}
const cannot = (...predicates: readonly Predicate[]): Partial<Capabilities> => ({ pushes: (_, predicate) => !predicates.some((one) => JSON.stringify(one) === JSON.stringify(predicate)) })

describe('filters', () => {
  test('all go down where all can', () => {
    expect(split({ where: and(adult, vip), page: { limit: 5 } })).toEqual({ pushed: { ...base, where: and(adult, vip), page: { limit: 5 } }, steps: [] })
  })

  test('conjunct by conjunct; what is left reads its fields, and takes the page with it, not the order', () => {
    expect(split({ where: and(adult, vip), page: { limit: 5 } }, cannot(vip)))
      .toEqual({ pushed: { ...base, fields: ['name', 'tags'], where: adult }, steps: ['filter: tags hasAny ["vip"]', 'page: limit 5'] })
  })

  test('a negation over alternatives is two conjuncts', () => {
    const neither: Predicate = { kind: 'not', of: { kind: 'or', of: [vip, { kind: 'isNull', field: 'name' }] } }
    expect(split({ where: neither }, cannot({ kind: 'not', of: vip })))
      .toEqual({ pushed: { ...base, fields: ['name', 'tags'], where: { kind: 'not', of: { kind: 'isNull', field: 'name' } } }, steps: ['filter: not (tags hasAny ["vip"])'] })
  })

  test('a list of embedded objects is read whole', () => {
    expect(split({ where: seen }, cannot(seen)).pushed.fields).toEqual(['name', 'visits'])
  })

  test('a link that the source does not follow is no residual step', () => {
    expect(() => split({ where: bought }, cannot(bought))).toThrow(/cannot filter by purchases/)
  })
})

describe('order and page', () => {
  test('an order that is left over takes the page with it', () => {
    expect(split({ page: { limit: 5 } }, { orders: () => false })).toEqual({ pushed: { ...base, fields: ['name', 'age', 'id'], orderBy: [] }, steps: ['sort: age desc, id desc', 'page: limit 5'] })
  })

  test('without an offset the rows up to the end of the page are enough', () => {
    expect(split({ page: { limit: 5, offset: 20 } }, { offset: false })).toEqual({ pushed: { ...base, page: { limit: 25 } }, steps: ['page: limit 5 offset 20'] })
  })

  test('a limit per key, and a place in the order, are done here where the source cannot', () => {
    expect(split({ page: { limit: 5 }, keys }, { limitPerKey: false })).toEqual({ pushed: { ...base, keys }, steps: ['page: limit 5 per key'] })
    expect(split({ page: { limit: 5, after: [1, '1'] } }, { keyset: false })).toEqual({ pushed: { ...base, fields: ['name', 'age', 'id'] }, steps: ['page: after a place limit 5'] })
  })
})

describe('groups', () => {
  const grouped: Partial<Fetch> = { fields: [], group: perTier, orderBy: [{ field: 'sum', direction: 'desc', nulls: 'last' }], page: { limit: 3 } }

  test('go down whole', () => expect(split(grouped)).toEqual({ pushed: { ...base, ...grouped }, steps: [] }))

  test('are sorted and cut here where the source only groups', () => {
    const { page: _, ...unpaged } = grouped
    expect(split(grouped, { groups: (fetch) => fetch.orderBy.length === 0 })).toEqual({ pushed: { ...base, ...unpaged, orderBy: [] }, steps: ['sort: sum desc', 'page: limit 3'] })
  })

  test('are made here of rows that hold terms, measures and the measures own filters', () => {
    const steps = ['group: count where age >= 18, sum of balance by tier', 'sort: sum desc', 'page: limit 3']
    expect(split(grouped, { groups: () => false })).toEqual({ pushed: { entity: 'Buyer', fields: ['tier', 'age', 'balance'], orderBy: [] }, steps })
  })

  test('follow a residual filter', () => {
    expect(split({ ...grouped, where: vip }, cannot(vip)).steps[0]).toBe('filter: tags hasAny ["vip"]')
    expect(split({ fields: [], orderBy: [], group: { by: [], measures: [{ as: 'n', aggregate: 'count' }] } }, { groups: () => false }).pushed.fields).toEqual(['id'])
  })
})

test('a search by meaning is never a residual step', () => {
  expect(() => split({ search: { text: 'boots' } })).toThrow(/cannot be searched by meaning/)
})
