import { BSONRegExp } from 'bson'
import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'
import { Query } from 'mingo/query'
import { compareValues, rankOf, valueKey } from '../values/compare.ts'
import { isDocument, isNullish, isTrue, typeName, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { leavesAt } from '../values/path.ts'
import { toRegExp } from './regex.ts'

/**
 * Query operators with the server's semantics, registered over mingo's, whose comparison is JavaScript's: types are
 * bracketed, numbers exact across their types, null matches missing, an array matches as a whole or by any element.
 */
type Test = (document: Document) => boolean
type QueryOperator = (field: string, operand: unknown, options: Options) => Test

/** A test of one value, lifted to a field: it holds when it holds for a leaf or for an element of an array. */
function anyOf(field: string, test: (value: unknown) => boolean): Test {
  const path = field.split('.')
  return (document) => leavesAt(document, path).some((leaf) => test(leaf) || (Array.isArray(leaf) && leaf.some(test)))
}

/** A test of the leaves themselves, arrays as they are. */
function anyLeaf(field: string, test: (value: unknown) => boolean): Test {
  const path = field.split('.')
  return (document) => leavesAt(document, path).some(test)
}

const $eq: QueryOperator = (field, operand) => anyOf(field, equals(operand))
const $in: QueryOperator = (field, operand) => anyOf(field, isOneOf(operand as readonly unknown[]))

function equals(operand: unknown): (value: unknown) => boolean {
  if (operand === null) return isNullish
  if (operand instanceof BSONRegExp) return matches(operand)
  return (value) => value !== undefined && compareValues(value, operand) === 0
}

function isOneOf(operands: readonly unknown[]): (value: unknown) => boolean {
  const keys = new Set(operands.filter((operand) => operand !== null).map(valueKey))
  const others = operands.filter((operand) => operand === null || operand instanceof BSONRegExp).map(equals)
  return (value) => (value !== undefined && keys.has(valueKey(value))) || others.some((test) => test(value))
}

function matches(pattern: BSONRegExp): (value: unknown) => boolean {
  const regex = toRegExp(pattern.pattern, pattern.options)
  const key = valueKey(pattern)
  return (value) => (typeof value === 'string' && regex.test(value)) || (value instanceof BSONRegExp && valueKey(value) === key)
}

/** `$lt: null` and the like hold for null and missing when the operator includes equality. */
const ordered = (holds: (sign: number) => boolean): QueryOperator => (field, operand) => {
  const rank = rankOf(operand)
  const nullish = isNullish(operand)
  return anyOf(field, (value) => (nullish ? isNullish(value) && holds(0) : rankOf(value) === rank && !isNaNMismatch(value, operand) && holds(compareValues(value, operand))))
}

/** NaN is neither less nor greater than a number. */
const isNaNMismatch = (value: unknown, operand: unknown): boolean => isNaNValue(value) !== isNaNValue(operand)
const isNaNValue = (value: unknown): boolean => Number.isNaN(Number(typeof value === 'object' && value !== null ? String(value) : 0)) && rankOf(value) === rankOf(0)

const not = (operator: QueryOperator): QueryOperator => (field, operand, options) => {
  const test = operator(field, operand, options)
  return (document) => !test(document)
}

const $exists: QueryOperator = (field, operand) => {
  const wanted = isTrue(operand)
  const path = field.split('.')
  return (document) => leavesAt(document, path).some((leaf) => leaf !== undefined) === wanted
}

const $type: QueryOperator = (field, operand) => {
  const names = new Set((Array.isArray(operand) ? operand : [operand]).map((name) => TYPE_NUMBERS.get(Number(wholeNumber(name))) ?? String(name)))
  const hasType = (value: unknown): boolean => names.has(typeName(value)) || (names.has('number') && rankOf(value) === rankOf(0))
  return anyOf(field, (value) => value !== undefined && hasType(value))
}

const TYPE_NUMBERS: ReadonlyMap<number, string> = new Map([[1, 'double'], [2, 'string'], [3, 'object'], [4, 'array'], [5, 'binData'], [7, 'objectId'], [8, 'bool'], [9, 'date'], [10, 'null'], [11, 'regex'], [16, 'int'], [18, 'long'], [19, 'decimal']])

const $size: QueryOperator = (field, operand) => {
  const size = wholeNumber(operand)
  return anyLeaf(field, (leaf) => Array.isArray(leaf) && leaf.length === size)
}

const $all: QueryOperator = (field, operand, options) => {
  const tests = (operand as readonly unknown[]).map((part) => (isElemMatch(part) ? $elemMatch(field, part['$elemMatch'], options) : $eq(field, part, options)))
  return (document) => tests.length > 0 && tests.every((test) => test(document))
}

const isElemMatch = (part: unknown): part is Document => isDocument(part) && Object.hasOwn(part, '$elemMatch')

/** Every condition holds for one and the same element; conditions without field names speak of the element itself. */
const $elemMatch: QueryOperator = (field, operand, options) => {
  const criteria = operand as Document
  const names = Object.keys(criteria)
  const ofElement = names.length > 0 && names.every((name) => name.startsWith('$') && !LOGICAL.has(name))
  const query = new Query(ofElement ? { element: criteria } : criteria, options)
  const holds = (element: unknown): boolean => (ofElement ? query.test({ element }) : isDocument(element) && query.test(element))
  return anyLeaf(field, (leaf) => Array.isArray(leaf) && leaf.some(holds))
}

const LOGICAL = new Set(['$and', '$or', '$nor'])

const $mod: QueryOperator = (field, operand) => {
  const [divisor, remainder] = (operand as readonly unknown[]).map((part) => Number(String(part)))
  return anyOf(field, (value) => rankOf(value) === rankOf(0) && Math.trunc(Number(String(value))) % divisor! === remainder)
}

const $expr: QueryOperator = (_field, operand, options) => (document) => isTrue(evalExpr(document, operand, options))

export const queryOperators: Readonly<Record<`$${string}`, QueryOperator>> = {
  $eq,
  $ne: not($eq),
  $gt: ordered((sign) => sign > 0),
  $gte: ordered((sign) => sign >= 0),
  $lt: ordered((sign) => sign < 0),
  $lte: ordered((sign) => sign <= 0),
  $in,
  $nin: not($in),
  $exists,
  $type,
  $size,
  $all,
  $elemMatch,
  $mod,
  $expr,
}
