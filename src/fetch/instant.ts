/**
 * Instants and days in canonical text. Microseconds are kept, for PostgreSQL has six decimals where a JavaScript Date has
 * three. Instants are bigint microseconds since 1970-01-01T00:00:00Z, days are numbers of days since that day.
 */

const INSTANT = /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?:Z|([+-])(\d\d):(\d\d))$/
const DAY = /^([+-]\d{6}|\d{4})-(\d\d)-(\d\d)$/
const DAY_MS = 86_400_000

/** `2026-10-01T00:00:00.000Z` (also with an offset, or without decimals) in microseconds; null for a text that is no instant. */
export function parseInstant(text: string): bigint | null {
  const parts = INSTANT.exec(text)
  if (parts === null) return null
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour, offsetMinute] = parts
  const days = daysOf(Number(year), Number(month), Number(day))
  if (days === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const offset = sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(offsetHour) * 60 + Number(offsetMinute))
  const seconds = days * 86_400 + Number(hour) * 3600 + (Number(minute) - offset) * 60 + Number(second)
  return BigInt(seconds) * 1_000_000n + BigInt(fraction.padEnd(6, '0'))
}

/** Canonical text: UTC with `Z`, three decimals, or six where the last three are not zero. */
export function printInstant(microseconds: bigint): string {
  const below = ((microseconds % 1000n) + 1000n) % 1000n
  const text = new Date(Number((microseconds - below) / 1000n)).toISOString()
  return below === 0n ? text : `${text.slice(0, -1)}${String(below).padStart(3, '0')}Z`
}

/** `2026-10-01` in days; null for a text that is no day of the calendar. */
export function parseDay(text: string): number | null {
  const parts = DAY.exec(text)
  return parts === null ? null : daysOf(Number(parts[1]), Number(parts[2]), Number(parts[3]))
}

export const printDay = (days: number): string => new Date(days * DAY_MS).toISOString().slice(0, -'T00:00:00.000Z'.length)

function daysOf(year: number, month: number, day: number): number | null {
  const date = new Date(0)
  date.setUTCFullYear(year, month - 1, day)
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.getTime() / DAY_MS : null
}
