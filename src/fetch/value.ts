import { Decimal as AnyDecimal } from 'decimal.js'
import type { Catalog, FieldType, ScalarName } from '../catalog/model.ts'
import { CrossgraphError } from '../errors.ts'
import type { CompareOp, Literal } from './fetch.ts'
import { parseDay, parseInstant } from './instant.ts'

/** Exact for sums of anything a source stores: a Decimal128 has exponents to ±6,176. Never used to divide. */
export const Decimal = AnyDecimal.clone({ precision: 20_000 })
export type Decimal = AnyDecimal

/** A literal in the form that compares: decoded once, compared often. Two of one field always compare. */
export type Comparable = string | number | bigint | Decimal

/** How the literals of a type are decoded: numbers by value, instants by microsecond, enums by declaration, text as it is. */
export function comparableOf(catalog: Catalog, type: FieldType): (value: Literal) => Comparable {
  if (type.kind === 'scalar') return decodeScalar[type.name]
  if (type.kind === 'object') throw new CrossgraphError('QUERY_NOT_COMPARABLE', `Values of ${type.name} have no order and no equality`)
  const names = catalog.enums.get(type.name)?.values.map((value) => value.name) ?? []
  const places = new Map<Literal, number>(names.map((name, place) => [name, place]))
  return (value) => places.get(value) ?? noValue(type.name, value)
}

const decodeScalar: Readonly<Record<ScalarName, (value: Literal) => Comparable>> = {
  ID: (value) => decodeKey(String(value)),
  String,
  UUID: (value) => String(value).toLowerCase(),
  JSON: String,
  Int: decodeNumber,
  Float: decodeNumber,
  BigInt: decodeNumber,
  Boolean: Number,
  Decimal: (value) => new Decimal(String(value)),
  DateTime: (value) => parseInstant(String(value)) ?? noValue('DateTime', value),
  Date: (value) => parseDay(String(value)) ?? noValue('Date', value),
}

function decodeNumber(value: Literal): number | bigint {
  return typeof value === 'number' || typeof value === 'bigint' ? value : noValue('number', value)
}

const NUMBER_KEY = /^(?:0|-?[1-9]\d*)$/
/** Keys of numbers compare as numbers, also where their field is an ID; they stand before keys of other text. */
const decodeKey = (text: string): Comparable => (NUMBER_KEY.test(text) ? BigInt(text) : text)

function noValue(type: string, value: Literal): never {
  throw new CrossgraphError('SOURCE_VALUE', `${JSON.stringify(String(value)).slice(0, 80)} is no ${type}`)
}

/** Negative, zero or positive. */
export function compareValues(left: Comparable, right: Comparable): number {
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right)
  if (typeof left === 'string') return 1
  if (typeof right === 'string') return -1
  if (typeof left === 'object' || typeof right === 'object') return decimalOf(left).cmp(decimalOf(right))
  return left < right ? -1 : left > right ? 1 : 0
}

export const decimalOf = (value: number | bigint | Decimal): Decimal => (typeof value === 'object' ? value : new Decimal(String(value)))

/** One text for equal values of one type: for sets and groups. */
export const identityOf = (value: Comparable): string => (value === 0 ? '0' : String(value))

/** By code point, as a database with the collation C has it; JavaScript's own order is by UTF-16 unit. */
export function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length)
  for (let i = 0; i < length; i++) {
    const a = left.charCodeAt(i)
    const b = right.charCodeAt(i)
    if (a !== b) return codePointRank(a) - codePointRank(b)
  }
  return left.length - right.length
}

/** Surrogates (astral characters) rank above the units from U+E000 on. */
const codePointRank = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit)

/** What each operator makes of a comparison's sign. */
export const holds: Readonly<Record<CompareOp, (sign: number) => boolean>> = {
  eq: (sign) => sign === 0,
  ne: (sign) => sign !== 0,
  gt: (sign) => sign > 0,
  gte: (sign) => sign >= 0,
  lt: (sign) => sign < 0,
  lte: (sign) => sign <= 0,
}
