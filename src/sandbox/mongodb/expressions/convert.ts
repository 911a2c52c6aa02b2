import { evalExpr } from 'mingo/core'
import { Binary, Decimal128, Double, Long, ObjectId } from 'bson'
import { CommandFailure } from '../failure.ts'
import { isDocument, isNullish, isTrue, typeName } from '../values/document.ts'
import { ExactDecimal, fromDecimal, fromWhole, isNumeric, toDecimal34, toDouble, toExact } from '../values/number.ts'
import type { Numeric } from '../values/number.ts'
import { parseIsoDate } from './date-format.ts'
import { ofArguments, unlessNull } from './operator.ts'
import type { ExpressionOperator, ExpressionOperators } from './operator.ts'

/** `$convert` and its short forms. A value that cannot be converted is ConversionFailure, never a changed one. */
type Convert = (value: unknown) => unknown

function fail(value: unknown, to: string, why = ''): never {
  throw new CommandFailure('ConversionFailure', `Unsupported conversion from ${typeName(value)} to ${to} in $convert with no onError value${why}`)
}

const toNumeric = (value: unknown, to: string): Numeric => {
  if (isNumeric(value)) return value
  if (typeof value === 'boolean') return Number(value)
  if (value instanceof Date) return Long.fromNumber(value.getTime())
  return fail(value, to)
}

const whole = (to: 'int' | 'long'): Convert => (value) => {
  const number = typeof value === 'string' ? parseWhole(value, to) : toExact(toNumeric(value, to))
  if (!number.isFinite()) fail(value, to)
  const integer = BigInt(number.trunc().toFixed(0))
  if (BigInt.asIntN(to === 'int' ? 32 : 64, integer) !== integer) fail(value, to, ': out of range')
  return fromWhole(integer, to === 'long')
}

function parseWhole(text: string, to: string): InstanceType<typeof ExactDecimal> {
  if (!/^[+-]?\d+$/.test(text)) fail(text, to, ': did not consume whole string')
  return new ExactDecimal(text)
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$|^[+-]?(NaN|Infinity)$/

function convertDouble(value: unknown): Double {
  if (typeof value !== 'string') return new Double(toDouble(toNumeric(value, 'double')))
  return NUMBER.test(value) ? new Double(Number(value)) : fail(value, 'double')
}

function convertDecimal(value: unknown): Decimal128 {
  if (value instanceof Decimal128) return value
  if (value instanceof Double && Number.isFinite(value.value)) return Decimal128.fromString(value.value.toPrecision(15))
  if (typeof value !== 'string') return fromDecimal(toDecimal34(toNumeric(value, 'decimal')))
  return NUMBER.test(value) ? Decimal128.fromStringWithRounding(value.replace(/^\+/, '')) : fail(value, 'decimal')
}

function convertText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof ObjectId) return value.toHexString()
  if (value instanceof Binary && value.sub_type === Binary.SUBTYPE_UUID) return value.toUUID().toString()
  if (value instanceof Double) return String(value.value)
  return isNumeric(value) || typeof value === 'boolean' ? value.toString() : fail(value, 'string')
}

function convertDate(value: unknown): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  if (typeof value === 'string') return parseIsoDate(value, 'UTC') ?? fail(value, 'date')
  return isNumeric(value) && typeof value !== 'number' ? new Date(Math.trunc(toDouble(value))) : fail(value, 'date')
}

function convertObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value
  return typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value) ? new ObjectId(value) : fail(value, 'objectId')
}

const CONVERSIONS: Readonly<Record<string, Convert>> = { int: whole('int'), long: whole('long'), double: convertDouble, decimal: convertDecimal, string: convertText, date: convertDate, objectId: convertObjectId, bool: isTrue }
const TYPE_NUMBERS: Readonly<Record<number, string>> = { 1: 'double', 2: 'string', 7: 'objectId', 8: 'bool', 9: 'date', 16: 'int', 18: 'long', 19: 'decimal' }

function conversionTo(to: unknown): Convert {
  const name = isDocument(to) ? to['type'] : to
  const conversion = CONVERSIONS[typeof name === 'number' ? (TYPE_NUMBERS[name] ?? '') : String(name)]
  if (conversion === undefined) throw new CommandFailure('BadValue', `Unknown type name: ${String(name)}`)
  return conversion
}

const $convert: ExpressionOperator = (document, operand, options) => {
  const { input, to, onError, onNull } = operand as Readonly<Record<string, unknown>>
  const value = evalExpr(document, input, options)
  if (isNullish(value)) return onNull === undefined ? null : evalExpr(document, onNull, options)
  const conversion = conversionTo(evalExpr(document, to, options))
  if (onError === undefined) return conversion(value)
  try {
    return conversion(value)
  } catch (error) {
    if (error instanceof CommandFailure && error.codeName === 'ConversionFailure') return evalExpr(document, onError, options)
    throw error
  }
}

const short = (to: string): ExpressionOperator => ofArguments(1, unlessNull(CONVERSIONS[to]!))

export const conversionOperators: ExpressionOperators = {
  $convert,
  $toInt: short('int'),
  $toLong: short('long'),
  $toDouble: short('double'),
  $toDecimal: short('decimal'),
  $toString: short('string'),
  $toDate: short('date'),
  $toObjectId: short('objectId'),
  $toBool: short('bool'),
  $type: ofArguments(1, typeName),
  $isNumber: ofArguments(1, isNumeric),
}
