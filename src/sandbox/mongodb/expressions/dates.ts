import { evalExpr } from 'mingo/core'
import { DateTime } from 'luxon'
import type { DurationLike } from 'luxon'
import { ObjectId } from 'bson'
import { CommandFailure } from '../failure.ts'
import { isDocument, isNullish, typeName, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { parseByFormat, parseIsoDate, printByFormat, zoneOf } from './date-format.ts'
import { ofNamed } from './operator.ts'
import type { ExpressionOperator, ExpressionOperators } from './operator.ts'

type Unit = 'year' | 'quarter' | 'month' | 'week' | 'day' | 'hour' | 'minute' | 'second' | 'millisecond'
const UNITS: readonly string[] = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond']
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday']

function asDate(operator: string, value: unknown): Date {
  if (value instanceof Date) return value
  if (value instanceof ObjectId) return value.getTimestamp()
  throw new CommandFailure('TypeMismatch', `${operator} requires a date, not ${typeName(value)}`)
}

function asUnit(value: unknown): Unit {
  if (typeof value !== 'string' || !UNITS.includes(value)) throw new CommandFailure('FailedToParse', `unknown time unit value: ${String(value)}`)
  return value as Unit
}

const localTime = (date: Date, zone: unknown): DateTime => DateTime.fromJSDate(date, { zone: zoneOf(zone) })

/** Evaluates `onNull` and `onError` only when they are needed, for they may fail themselves. */
const $dateFromString: ExpressionOperator = (document, operand, options) => {
  const spec = operand as Document
  const of = (name: string): unknown => evalExpr(document, spec[name], options)
  const text = of('dateString')
  if (isNullish(text)) return spec['onNull'] === undefined ? null : of('onNull')
  const format = of('format')
  const date = typeof text !== 'string' ? null : typeof format === 'string' ? parseByFormat(text, format, of('timezone')) : parseIsoDate(text, of('timezone'))
  if (date !== null) return date
  if (spec['onError'] !== undefined) return of('onError')
  throw new CommandFailure('ConversionFailure', `Error parsing date string of type ${typeName(text)}`)
}

const $dateToString = ofNamed(({ date, format, timezone, onNull }) => (isNullish(date) ? (onNull ?? null) : printByFormat(asDate('$dateToString', date), typeof format === 'string' ? format : '%Y-%m-%dT%H:%M:%S.%LZ', timezone)))

const $dateTrunc = ofNamed(({ date, unit, timezone, startOfWeek, binSize }) => {
  if (isNullish(date) || isNullish(unit)) return null
  if (binSize !== undefined && wholeNumber(binSize) !== 1) throw new CommandFailure('NotImplemented', '$dateTrunc with binSize other than 1')
  const local = localTime(asDate('$dateTrunc', date), timezone)
  return asUnit(unit) === 'week' ? startOfWeekOf(local, String(startOfWeek ?? 'sunday')) : local.startOf(asUnit(unit)).toJSDate()
})

function startOfWeekOf(local: DateTime, firstDay: string): Date {
  const first = WEEKDAYS.findIndex((day) => day === firstDay.toLowerCase() || day.slice(0, 3) === firstDay.toLowerCase()) + 1
  if (first === 0) throw new CommandFailure('FailedToParse', `unknown day of week value: ${firstDay}`)
  return local.startOf('day').minus({ days: (local.weekday - first + 7) % 7 }).startOf('day').toJSDate()
}

const shifted = (sign: 1 | -1): ExpressionOperator => ofNamed(({ startDate, unit, amount, timezone }) => {
  if (isNullish(startDate) || isNullish(unit) || isNullish(amount)) return null
  const count = wholeNumber(amount)
  if (count === undefined) throw new CommandFailure('TypeMismatch', '$dateAdd expects integer amount of time units')
  const duration: DurationLike = { [`${asUnit(unit)}s`]: sign * count }
  return localTime(asDate('$dateAdd', startDate), timezone).plus(duration).toJSDate()
})

/** Boundaries of the unit crossed between the two, as the real server counts. */
const $dateDiff = ofNamed(({ startDate, endDate, unit, timezone }) => {
  if (isNullish(startDate) || isNullish(endDate)) return null
  const [from, to] = [startDate, endDate].map((date) => localTime(asDate('$dateDiff', date), timezone).startOf(asUnit(unit)))
  return Math.round(to!.diff(from!, asUnit(unit)).as(asUnit(unit)))
})

const $dateFromParts = ofNamed((parts) => {
  const part = (name: string, absent: number): number => wholeNumber(parts[name] ?? absent) ?? NaN
  const start = DateTime.fromObject({ year: part('year', NaN) }, { zone: zoneOf(parts['timezone']) })
  return start.plus({ months: part('month', 1) - 1 }).plus({ days: part('day', 1) - 1, hours: part('hour', 0), minutes: part('minute', 0), seconds: part('second', 0), milliseconds: part('millisecond', 0) }).toJSDate()
})

/** `{$month: "$at"}` and `{$month: {date: "$at", timezone: "Europe/Berlin"}}`. */
const partOf = (read: (date: DateTime) => number): ExpressionOperator => (document, operand, options) => {
  const value = evalExpr(document, operand, options)
  const [date, zone] = isDocument(value) ? [value['date'], value['timezone']] : [Array.isArray(value) ? value[0] : value, undefined]
  return isNullish(date) ? null : read(localTime(asDate('date part', date), zone))
}

export const dateOperators: ExpressionOperators = {
  $dateFromString,
  $dateToString,
  $dateTrunc,
  $dateAdd: shifted(1),
  $dateSubtract: shifted(-1),
  $dateDiff,
  $dateFromParts,
  $year: partOf((date) => date.year),
  $month: partOf((date) => date.month),
  $dayOfMonth: partOf((date) => date.day),
  $dayOfYear: partOf((date) => date.ordinal),
  $dayOfWeek: partOf((date) => (date.weekday % 7) + 1),
  $isoDayOfWeek: partOf((date) => date.weekday),
  $isoWeek: partOf((date) => date.weekNumber),
  $isoWeekYear: partOf((date) => date.weekYear),
  $hour: partOf((date) => date.hour),
  $minute: partOf((date) => date.minute),
  $second: partOf((date) => date.second),
  $millisecond: partOf((date) => date.millisecond),
}
