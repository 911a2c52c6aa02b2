import type { Random } from './random.ts'
import { elementAt } from './random.ts'

/** The company's first instant and the first one after its last day, in milliseconds. */
export const FIRST_INSTANT = Date.UTC(2024, 0, 1)
export const END_INSTANT = Date.UTC(2026, 10, 1)

export const DAY_MS = 86_400_000

/**
 * Instants on which time zones and calendar periods turn: ends of years, quarters and months, midnights of Berlin, New
 * York and Tokyo, changes to and from summer time, a leap day, ISO week 1. Some are finer than a millisecond.
 */
export const BORDER_INSTANTS: readonly string[] = [
  '2024-01-01T00:00:00Z',
  '2024-01-31T23:59:59.999Z',
  '2024-02-29T12:00:00Z',
  '2024-03-10T06:59:59Z',
  '2024-03-10T07:00:00Z',
  '2024-03-31T00:59:59.999999Z',
  '2024-03-31T01:00:00Z',
  '2024-06-30T22:00:00Z',
  '2024-10-27T00:30:00Z',
  '2024-10-27T01:30:00Z',
  '2024-12-30T00:00:00Z',
  '2024-12-31T23:00:00Z',
  '2024-12-31T23:59:59.999999Z',
  '2025-01-01T00:00:00Z',
  '2025-01-01T00:00:00.000001Z',
  '2025-03-30T00:59:59.999Z',
  '2025-03-30T01:00:00Z',
  '2025-03-31T15:00:00Z',
  '2025-06-30T22:00:00Z',
  '2025-10-26T00:30:00Z',
  '2025-10-26T01:30:00Z',
  '2025-11-30T23:59:59Z',
  '2025-12-29T00:00:00Z',
  '2026-01-01T04:59:59Z',
  '2026-01-01T05:00:00Z',
  '2026-02-28T23:59:59.5Z',
  '2026-03-29T01:00:00Z',
  '2026-06-30T23:59:59.999Z',
  '2026-07-01T00:00:00Z',
  '2026-09-30T22:30:00Z',
  '2026-10-01T00:00:00Z',
  '2026-10-25T00:59:59Z',
  '2026-10-25T01:00:00Z',
  '2026-10-31T23:30:00Z',
  '2026-10-31T23:59:59.999Z',
]

/** January to December: gifts before Christmas, the hiking season in spring, holidays in summer. */
const SEASON = [0.8, 0.75, 0.95, 1.1, 1.2, 1.15, 1.3, 1.0, 0.9, 0.95, 1.45, 1.7] as const

/** How much of the trade falls into each month from January 2024 on: the season on top of steady growth. */
const MONTH_WEIGHTS: readonly (readonly [month: number, weight: number])[] = Array.from({ length: 34 }, (_, month) => [
  month,
  elementAt(SEASON, month % 12) * (1 + month * 0.035),
])

/** An instant of the company's time, in milliseconds, as likely as the trade of its month. */
export function drawSeasonalInstant(random: Random): number {
  const month = random.weighted(MONTH_WEIGHTS)
  const start = Date.UTC(2024, month, 1)
  const end = Date.UTC(2024, month + 1, 1)
  return random.between(start / 1000, end / 1000 - 1) * 1000
}

/** Any instant from `from` (included) to `to` (excluded), to the second, both in milliseconds. */
export function drawInstant(random: Random, from: number, to: number): number {
  return random.between(Math.ceil(from / 1000), Math.max(Math.ceil(from / 1000), Math.floor(to / 1000) - 1)) * 1000
}

/** ISO 8601 in UTC, without a fraction where it is zero. */
export function toIso(instant: number): string {
  return new Date(instant).toISOString().replace('.000Z', 'Z')
}

/** The day of an instant, `YYYY-MM-DD`. */
export function toDay(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}
