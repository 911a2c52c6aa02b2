import type { Grain } from '../../fetch/fetch.ts'
import type { Family } from './column-type.ts'
import { quoteText } from './sql-text.ts'

/** The first instant (of a Date: the first day) of the period that a value lies in, by the calendar of the grain's zone. */
export function periodSql(sql: string, family: Family, grain: Grain): string {
  const unit = quoteText(grain.unit.toLowerCase())
  const shift = shiftOf(grain)
  if (family === 'date') return `${shifted(unit, `${sql}::timestamp`, shift)}::date`
  const instant = family === 'timestamp' ? `(${sql} AT TIME ZONE 'UTC')` : sql
  const zone = quoteText(grain.timeZone)
  if (shift === null) return `date_trunc(${unit}, ${instant}, ${zone})`
  return `(${shifted(unit, `(${instant} AT TIME ZONE ${zone})`, shift)} AT TIME ZONE ${zone})`
}

const shifted = (unit: string, local: string, shift: string | null): string =>
  shift === null ? `date_trunc(${unit}, ${local})` : `(date_trunc(${unit}, ${local} - ${shift}) + ${shift})`

/** How far the grain's periods start after the calendar's own. */
function shiftOf({ unit, weekStart, yearStart }: Grain): string | null {
  if (unit === 'WEEK' && weekStart !== 1) return `interval '${Math.trunc(weekStart) - 1} days'`
  if ((unit === 'QUARTER' || unit === 'YEAR') && yearStart !== 1) return `interval '${Math.trunc(yearStart) - 1} months'`
  return null
}
