import { describe, expect, test } from 'vitest'
import { negate, pushNegation } from '../../src/fetch/negate.ts'
import type { Predicate } from '../../src/fetch/fetch.ts'

const paid: Predicate = { kind: 'compare', field: 'status', op: 'eq', value: 'PAID' }
const unpaid: Predicate = { kind: 'compare', field: 'status', op: 'ne', value: 'PAID' }
const noDate: Predicate = { kind: 'isNull', field: 'placedAt' }
const not = (of: Predicate): Predicate => ({ kind: 'not', of })

describe('pushNegation', () => {
  test('turns and into or, and the other way round', () => {
    expect(pushNegation(not({ kind: 'and', of: [paid, noDate] }))).toEqual({ kind: 'or', of: [unpaid, not(noDate)] })
    expect(pushNegation(not({ kind: 'or', of: [] }))).toEqual({ kind: 'and', of: [] })
  })

  test('two negations are none', () => {
    expect(pushNegation(not(not(noDate)))).toEqual(noDate)
    expect(pushNegation(not(not(not(noDate))))).toEqual(not(noDate))
  })

  test.each([['eq', 'ne'], ['gt', 'lte'], ['lt', 'gte']] as const)('%s and %s are opposites', (op, opposite) => {
    const compare = (name: typeof op | typeof opposite): Predicate => ({ kind: 'compare', field: 'total', op: name, value: '1.50' })
    expect(negate(compare(op))).toEqual(compare(opposite))
    expect(negate(compare(opposite))).toEqual(compare(op))
  })

  test('some and none are opposites, every has none', () => {
    const orders = (quantifier: 'some' | 'none' | 'every'): Predicate => ({ kind: 'linked', link: 'orders', quantifier, where: paid })
    expect(negate(orders('some'))).toEqual(orders('none'))
    expect(negate(orders('none'))).toEqual(orders('some'))
    expect(negate(orders('every'))).toEqual(not(orders('every')))
  })

  test('reaches into the condition on a link, negated or not', () => {
    const linked = (where: Predicate, quantifier: 'some' | 'none'): Predicate => ({ kind: 'linked', link: 'orders', quantifier, where })
    expect(pushNegation(linked(not(paid), 'some'))).toEqual(linked(unpaid, 'some'))
    expect(negate(linked(not(paid), 'some'))).toEqual(linked(unpaid, 'none'))
  })

  test('counts turn their operator round', () => {
    expect(negate({ kind: 'linkedCount', link: 'orders', op: 'gt', value: 3 })).toEqual({ kind: 'linkedCount', link: 'orders', op: 'lte', value: 3 })
    expect(negate({ kind: 'listCount', field: 'tags', op: 'eq', value: 0 })).toEqual({ kind: 'listCount', field: 'tags', op: 'ne', value: 0 })
  })
})
