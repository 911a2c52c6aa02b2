import { describe, expect, test } from 'vitest'
import type { Fetch, Predicate } from '../../src/fetch/fetch.ts'
import { normaliseFetch, normalisePredicate } from '../../src/fetch/normalise.ts'
import { fetchShape } from '../../src/fetch/shape.ts'

const eq = (field: string, value: string | number | bigint): Predicate => ({ kind: 'compare', field, op: 'eq', value })
const and = (...of: readonly Predicate[]): Predicate => ({ kind: 'and', of })
const or = (...of: readonly Predicate[]): Predicate => ({ kind: 'or', of })
const base: Fetch = { entity: 'Order', fields: ['id', 'total'], orderBy: [{ field: 'id', direction: 'asc', nulls: 'last' }] }
const shapeOf = (fetch: Partial<Fetch>): string => fetchShape(normaliseFetch({ ...base, ...fetch }))

describe('fetches that mean the same look the same', () => {
  const paid = eq('status', 'PAID')
  const big = eq('total', '100')

  test.each<[string, Partial<Fetch>, Partial<Fetch>]>([
    ['conjuncts in another order', { where: and(paid, big) }, { where: and(big, paid) }],
    ['nested conjunctions', { where: and(and(paid), big) }, { where: and(paid, and(big, and())) }],
    ['a part twice', { where: or(paid, big, paid) }, { where: or(big, paid) }],
    ['values in another order', { where: { kind: 'in', field: 'id', values: ['2', '1', '2'] } }, { where: { kind: 'in', field: 'id', values: ['1', '2'] } }],
    ['in of one value', { where: { kind: 'in', field: 'status', values: ['PAID'] } }, { where: paid }],
    ['a negation outside', { where: { kind: 'not', of: or(paid, big) } }, { where: and({ kind: 'not', of: paid }, { kind: 'not', of: big }) }],
    ['a condition that always holds', { where: and() }, {}],
    ['an alternative that always holds', { where: or(paid, and()) }, {}],
    ['a page of everything', { page: {} }, { page: { offset: 0 } }],
    ['fields in another order', { fields: ['total', 'id', 'total'] }, {}],
  ])('%s', (_, left, right) => expect(shapeOf(left)).toBe(shapeOf(right)))

  test.each<[string, Partial<Fetch>, Partial<Fetch>]>([
    ['and, or', { where: and(paid, big) }, { where: or(paid, big) }],
    ['what never holds, what always does', { where: or() }, { where: and() }],
    ['in of one value without case', { where: { kind: 'in', field: 'status', values: ['PAID'], fold: true } }, { where: paid }],
    ['limits', { page: { limit: 1 } }, { page: { limit: 2 } }],
    ['a number and its text', { where: eq('id', 1) }, { where: eq('id', '1') }],
    ['big neighbours', { where: eq('id', 9007199254740993n) }, { where: eq('id', 9007199254740992n) }],
    ['no keys at all, some keys', {}, { keys: { fields: ['id'], types: ['INT64'], values: [['1']] } }],
  ])('but not %s', (_, left, right) => expect(shapeOf(left)).not.toBe(shapeOf(right)))
})

test('a shape is the fetch without the values of its keys', () => {
  const withKeys = (values: readonly string[][]): Fetch => ({ ...base, keys: { fields: ['id'], types: ['INT64'], values } })
  expect(fetchShape(withKeys([['1']]))).toBe(fetchShape(withKeys([['2'], ['3']])))
  expect(JSON.parse(fetchShape(withKeys([['1']])))).toEqual({ ...base, keys: { fields: ['id'], types: ['INT64'] } })
})

test('an impossible part decides a conjunction', () => {
  expect(normalisePredicate(and(eq('a', 1), or()))).toEqual(or())
})
