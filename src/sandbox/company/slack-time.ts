import type { Random } from './random.ts'
import { BORDER_INSTANTS, DAY_MS, END_INSTANT, drawInstant, drawSeasonalInstant } from './calendar.ts'

/** When somebody wrote, in milliseconds: on workdays rather than at weekends; now and then when a period turns. */
export function drawSlackInstant(random: Random, longAgo: boolean): number {
  if (longAgo) return drawInstant(random, Date.UTC(2024, 0, 2), Date.UTC(2024, 5, 1))
  if (random.chance(0.015)) return Math.floor(Date.parse(random.pick(BORDER_INSTANTS)) / 1000) * 1000
  const instant = drawSeasonalInstant(random)
  const weekday = new Date(instant).getUTCDay()
  const isFree = weekday === 0 || weekday === 6
  return isFree && random.chance(0.7) ? Math.max(instant - 2 * DAY_MS, Date.UTC(2024, 0, 1)) : instant
}

/** Of one to six answers, each some minutes or hours after the one before. */
export function drawThreadTimes(random: Random, head: number): number[] {
  let at = head
  return Array.from({ length: random.weighted([[1, 5], [2, 4], [3, 3], [6, 1]]) }, () => (at += random.between(20, 9_000) * 1000)).filter((time) => time < END_INSTANT)
}

/** Slack's time stamp: seconds and microseconds. */
export function stampOfInstant(random: Random, instant: number): string {
  return `${Math.floor(instant / 1000)}.${String(random.int(1_000_000)).padStart(6, '0')}`
}
