import { evalExpr } from 'mingo/core'
import { CommandFailure } from '../failure.ts'
import { areEqual, compareValues, valueKey } from '../values/compare.ts'
import { isDocument, isNullish, isTrue, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { compareBy } from '../values/sort-order.ts'
import { asList, ofArguments, ofMany, ofNamed, unlessNull } from './operator.ts'
import type { ExpressionOperator, ExpressionOperators } from './operator.ts'

const $size = ofArguments(1, (list) => {
  if (!Array.isArray(list)) throw new CommandFailure('TypeMismatch', `The argument to $size must be an array, but was of type: ${isNullish(list) ? 'missing' : typeof list}`)
  return list.length
})

const $indexOfArray = ofMany(([list, value, from, to]) => {
  if (isNullish(list)) return null
  return asList('$indexOfArray', list).findIndex((element, i) => i >= (wholeNumber(from) ?? 0) && i < (wholeNumber(to) ?? Infinity) && areEqual(element, value))
})

const $arrayElemAt = ofArguments(2, unlessNull((list, at) => asList('$arrayElemAt', list).at(wholeNumber(at) ?? NaN)))

const $in = ofArguments(2, (value, list) => {
  if (!Array.isArray(list)) throw new CommandFailure('TypeMismatch', '$in requires an array as a second argument')
  return list.some((element) => areEqual(element, value))
})

const $filter: ExpressionOperator = (document, operand, options) => {
  const { input, as, cond, limit } = operand as Document
  const list = evalExpr(document, input, options)
  if (isNullish(list)) return null
  const variable = typeof as === 'string' ? as : 'this'
  const test = { $let: { vars: { [variable]: { $literal: null as unknown } }, in: cond } }
  const kept = asList('$filter', list).filter((element) => {
    test.$let.vars[variable]!.$literal = element
    return isTrue(evalExpr(document, test, options))
  })
  return kept.slice(0, limit === undefined ? undefined : wholeNumber(evalExpr(document, limit, options)))
}

/** Distinct values in order; the real server promises no order of a set. */
function distinct(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [valueKey(value), value])).values()].toSorted(compareValues)
}

const keysOf = (list: readonly unknown[]): ReadonlySet<string> => new Set(list.map(valueKey))

const sets = (operator: string, combine: (lists: readonly (readonly unknown[])[]) => unknown): ExpressionOperator => ofMany((values) => (values.some(isNullish) ? null : combine(values.map((value) => asList(operator, value)))))

const $setIntersection = sets('$setIntersection', (lists) => {
  const [first = [], ...others] = lists
  const keys = others.map(keysOf)
  return distinct(first.filter((value) => keys.every((set) => set.has(valueKey(value)))))
})

const $setDifference = sets('$setDifference', ([left = [], right = []]) => {
  const without = keysOf(right)
  return distinct(left.filter((value) => !without.has(valueKey(value))))
})

const $sortArray = ofNamed(({ input, sortBy }) => {
  if (isNullish(input)) return null
  const list = asList('$sortArray', input)
  return list.toSorted(isDocument(sortBy) ? compareBy(sortBy) : (a, b) => (wholeNumber(sortBy) ?? 1) * compareValues(a, b))
})

const $range = ofMany((values) => {
  const [start, end, step = 1] = values.map(wholeNumber)
  const length = Math.max(0, Math.ceil((end! - start!) / step))
  return Array.from({ length }, (_, i) => start! + i * step)
})

export const listOperators: ExpressionOperators = {
  $size,
  $indexOfArray,
  $arrayElemAt,
  $in,
  $filter,
  $range,
  $sortArray,
  $setUnion: sets('$setUnion', (lists) => distinct(lists.flat())),
  $setIntersection,
  $setDifference,
  $setEquals: sets('$setEquals', ([first = [], ...others]) => others.every((other) => keysOf(first).symmetricDifference(keysOf(other)).size === 0)),
  $setIsSubset: sets('$setIsSubset', ([left = [], right = []]) => keysOf(left).isSubsetOf(keysOf(right))),
  $anyElementTrue: ofArguments(1, (list) => asList('$anyElementTrue', list).some(isTrue)),
  $allElementsTrue: ofArguments(1, (list) => asList('$allElementsTrue', list).every(isTrue)),
}
