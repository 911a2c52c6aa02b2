import { DateTime } from 'luxon'
import type { FieldType } from '../catalog/model.ts'
import { CrossgraphError, invariant } from '../errors.ts'
import type { Grain, Literal } from '../fetch/fetch.ts'
import { parseDay, parseInstant, printDay, printInstant } from '../fetch/instant.ts'

/**
 * The beginning of the period that a time lies in: a DateTime's first instant in the grain's zone, a Date's first day. A
 * day begins at its first instant, also where the clocks skip midnight or pass it twice.
 */
export function periodStart(grain: Grain, type: FieldType): (value: Literal) => Literal {
  if (type.name === 'Date') return (value) => startDay(grain, String(value))
  invariant(type.name === 'DateTime', `${type.name} has no grain`)
  return (value) => startInstant(grain, String(value))
}

function startDay(grain: Grain, text: string): string {
  const days = parseDay(text)
  invariant(days !== null, 'a Date in canonical form')
  const local = DateTime.fromMillis(days * 86_400_000, { zone: 'utc' })
  return printDay(Math.round(startOf(grain, local).toMillis() / 86_400_000))
}

function startInstant(grain: Grain, text: string): string {
  const microseconds = parseInstant(text)
  invariant(microseconds !== null, 'a DateTime in canonical form')
  const local = DateTime.fromMillis(Number(floorDiv(microseconds, 1000n)), { zone: grain.timeZone })
  if (!local.isValid) throw new CrossgraphError('QUERY_TIME_ZONE', `There is no time zone ${JSON.stringify(grain.timeZone)}`)
  const start = startOf(grain, local)
  const [first = start] = start.getPossibleOffsets()
  return printInstant(BigInt(first.toMillis()) * 1000n)
}

const floorDiv = (value: bigint, by: bigint): bigint => (value - (((value % by) + by) % by)) / by

function startOf(grain: Grain, local: DateTime): DateTime {
  const day = local.startOf('day')
  switch (grain.unit) {
    case 'DAY': return day
    case 'WEEK': return day.minus({ days: (day.weekday - grain.weekStart + 7) % 7 }).startOf('day')
    case 'MONTH': return day.startOf('month')
    case 'QUARTER': return startOfMonths(day, grain.yearStart, 3)
    case 'YEAR': return startOfMonths(day, grain.yearStart, 12)
  }
}

/** The beginning of the `length` months, counted from the first month of the fiscal year. */
function startOfMonths(day: DateTime, yearStart: number, length: number): DateTime {
  const into = (day.month - yearStart + 12) % length
  return day.startOf('month').minus({ months: into }).startOf('month')
}
