import type { Grain } from '../../fetch/fetch.ts'
import type { Codec } from './codec.ts'
import { literal } from './expression.ts'
import type { Expression } from './expression.ts'
import { Unpushable } from './unpushable.ts'

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
const MONTHS_OF = { QUARTER: 3, YEAR: 12 } as const

/** The first instant (of a Date: the first day) of the period that a value lies in, by the calendar of the grain's zone. NULL stays NULL. */
export function periodStart(value: Expression, { family }: Codec, grain: Grain): Expression {
  if (family !== 'instant' && family !== 'day') throw new Unpushable('only times have periods')
  const timezone = literal(family === 'day' ? 'UTC' : grain.timeZone)
  const truncate = (unit: string, more: Readonly<Record<string, unknown>> = {}): Expression => ({ $dateTrunc: { date: value, unit, timezone, ...more } })
  switch (grain.unit) {
    case 'DAY':
    case 'MONTH': return truncate(grain.unit.toLowerCase())
    case 'WEEK': return truncate('week', { startOfWeek: WEEKDAYS[grain.weekStart - 1] ?? 'monday' })
    case 'QUARTER':
    case 'YEAR': {
      if (grain.yearStart === 1) return truncate(grain.unit.toLowerCase())
      const into: Expression = { $mod: [{ $add: [{ $month: { date: value, timezone } }, 12 - grain.yearStart] }, MONTHS_OF[grain.unit]] }
      return { $dateSubtract: { startDate: truncate('month'), unit: 'month', amount: into, timezone } }
    }
  }
}
