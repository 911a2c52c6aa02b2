import { BSONRegExp, Binary, MaxKey, MinKey, ObjectId, Timestamp } from 'bson'
import { isDocument } from './document.ts'
import { compareNumbers, isNumeric, numberKey } from './number.ts'

/**
 * The order of BSON values: first by the type's place, then by value. Missing comes before null where the two are told
 * apart (aggregation); queries and sorts treat them as equal.
 */
export function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  const rank = rankOf(left)
  const other = rankOf(right)
  return rank === other ? compareWithin(left, right) : rank - other
}

/** Where values of a type stand: only values of one rank are compared by `$lt` and the like in a query. */
export function rankOf(value: unknown): number {
  switch (typeof value) {
    case 'undefined': return 0
    case 'number': return 3
    case 'string': return 4
    case 'boolean': return 9
  }
  if (value === null) return 2
  if (isNumeric(value)) return 3
  if (isDocument(value)) return 5
  if (Array.isArray(value)) return 6
  for (const [type, rank] of RANKS) if (value instanceof type) return rank
  return 13
}

const RANKS = [[Binary, 7], [ObjectId, 8], [Date, 10], [Timestamp, 11], [BSONRegExp, 12], [MinKey, -1], [MaxKey, 100]] as const

function compareWithin(left: unknown, right: unknown): number {
  if (isNumeric(left) && isNumeric(right)) return compareNumbers(left, right)
  if (Array.isArray(left) && Array.isArray(right)) return compareLists(left, right, compareValues)
  if (left instanceof Date && right instanceof Date) return left.getTime() - right.getTime()
  if (left instanceof ObjectId && right instanceof ObjectId) return Buffer.compare(left.id, right.id)
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right)
  if (left instanceof Binary && right instanceof Binary) return compareBinary(left, right)
  if (left instanceof Timestamp && right instanceof Timestamp) return left.compare(right)
  if (left instanceof BSONRegExp && right instanceof BSONRegExp) return compareText(left.pattern, right.pattern) || compareText(left.options, right.options)
  return isDocument(left) && isDocument(right) ? compareDocuments(Object.entries(left), Object.entries(right)) : 0
}

function compareLists<T>(left: readonly T[], right: readonly T[], compare: (a: T, b: T) => number): number {
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const sign = compare(left[i]!, right[i]!)
    if (sign !== 0) return sign
  }
  return left.length - right.length
}

/** Field by field in stored order: type, then name, then value. */
function compareDocuments(left: readonly [string, unknown][], right: readonly [string, unknown][]): number {
  return compareLists(left, right, (a, b) => rankOf(a[1]) - rankOf(b[1]) || compareText(a[0], b[0]) || compareValues(a[1], b[1]))
}

function compareBinary(left: Binary, right: Binary): number {
  return left.length() - right.length() || left.sub_type - right.sub_type || Buffer.compare(left.value(), right.value())
}

/** By UTF-8 bytes, which is by code point; JavaScript's own order is by UTF-16 unit. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i)
    const b = right.charCodeAt(i)
    if (a !== b) return rankUnit(a) - rankUnit(b)
  }
  return left.length - right.length
}

/** Surrogates stand for code points above all others. */
const rankUnit = (unit: number): number => (unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800)

export const areEqual = (left: unknown, right: unknown): boolean => compareValues(left, right) === 0

/** One text for values that compare as equal: for groups, sets and hash indexes. Null and missing differ. */
export function valueKey(value: unknown): string {
  switch (typeof value) {
    case 'undefined': return 'u'
    case 'number': return `n${numberKey(value)}`
    case 'string': return `s${value}`
    case 'boolean': return value ? 't' : 'f'
  }
  if (value === null) return '0'
  if (isNumeric(value)) return `n${numberKey(value)}`
  if (Array.isArray(value)) return `[${value.map((inner) => framed(valueKey(inner))).join('')}]`
  if (isDocument(value)) return `{${Object.entries(value).map(([name, inner]) => framed(name) + framed(valueKey(inner))).join('')}}`
  if (value instanceof Date) return `d${value.getTime()}`
  if (value instanceof ObjectId) return `o${value.toHexString()}`
  if (value instanceof Binary) return `b${value.sub_type}:${Buffer.from(value.value()).toString('base64')}`
  return `x${JSON.stringify(value)}`
}

/** Parts cannot run into each other. */
const framed = (text: string): string => `${text.length}:${text}`
