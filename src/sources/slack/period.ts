import { DateTime } from 'luxon'

/** A calendar: the unit it is cut into, in which time zone, on which day of the week (1 = Monday) and in which month its weeks and years begin. */
export interface Period {
  readonly unit: string
  readonly zone: string
  readonly weekStart: number
  readonly yearStart: number
}

/** One period, in microseconds since 1970; the end is outside. */
interface Span { readonly start: number; readonly end: number }

const DAY_MICROS = 86_400_000_000
const KEPT_DAYS = 50_000
/** Periods found before, by calendar and by the UTC day they touch: a calendar's arithmetic costs fifty times a look-up. */
const found = new Map<string, Span[]>()

/** The first instant of the period that holds an instant; both in microseconds. */
export function startOfPeriod(micros: number, period: Period): number {
  const key = `${period.unit} ${period.zone} ${period.weekStart} ${period.yearStart} ${Math.floor(micros / DAY_MICROS)}`
  const spans = found.get(key) ?? []
  const known = spans.find(({ start, end }) => start <= micros && micros < end)
  if (known !== undefined) return known.start
  const span = spanOf(micros, period)
  if (found.size >= KEPT_DAYS) found.clear()
  found.set(key, [...spans, span])
  return span.start
}

const STEPS: Readonly<Record<string, object>> = { DAY: { days: 1 }, WEEK: { weeks: 1 }, MONTH: { months: 1 }, QUARTER: { months: 3 }, YEAR: { years: 1 } }

function spanOf(micros: number, period: Period): Span {
  const day = DateTime.fromMillis(Math.floor(micros / 1000), { zone: period.zone }).startOf('day')
  const first = firstDay(day, period)
  const end = first.plus(STEPS[period.unit] ?? {}).startOf('day')
  return { start: first.startOf('day').toMillis() * 1000, end: end.toMillis() * 1000 }
}

function firstDay(day: DateTime, { unit, weekStart, yearStart }: Period): DateTime {
  if (unit === 'DAY') return day
  if (unit === 'WEEK') return day.minus({ days: (day.weekday - weekStart + 7) % 7 })
  const monthOfYear = (day.month - yearStart + 12) % 12
  const back = unit === 'QUARTER' ? monthOfYear % 3 : unit === 'YEAR' ? monthOfYear : 0
  return day.startOf('month').minus({ months: back })
}
