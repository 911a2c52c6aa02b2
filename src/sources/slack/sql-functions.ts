import type { DatabaseSync } from 'node:sqlite'
import { canonicalKey } from '../../fetch/key.ts'
import type { KeyType } from '../../fetch/fetch.ts'
import { printInstant } from '../../fetch/instant.ts'
import { startOfPeriod } from './period.ts'

/** Registers what SQLite lacks: Unicode's letter case, keys in canonical form, calendar periods in a time zone. */
export function registerFunctions(db: DatabaseSync): void {
  const pure = { deterministic: true }
  db.function('like_text', pure, (text, pattern, fold) => (text === null ? null : Number(patternOf(String(pattern), fold === 1).test(String(text)))))
  db.function('key_text', pure, (type, value) => (value === null ? null : keyText(String(type), String(value))))
  db.function('instant_text', pure, (micros) => (micros === null ? null : printInstant(BigInt(Number(micros)))))
  db.function('period_start', pure, (micros, unit, zone, weekStart, yearStart) =>
    (micros === null ? null : startOfPeriod(Number(micros), { unit: String(unit), zone: String(zone), weekStart: Number(weekStart), yearStart: Number(yearStart) })))
}

const KEPT_PATTERNS = 200
const patterns = new Map<string, RegExp>()

/** SQL's LIKE with a backslash as escape; folded one character at a time, as Unicode's simple case folding does. */
export function patternOf(like: string, fold: boolean): RegExp {
  const key = `${fold ? 'i' : ''} ${like}`
  const known = patterns.get(key)
  if (known !== undefined) return known
  const body = [...like.matchAll(/\\([^])|[^]/gu)].map(([part, escaped]) =>
    escaped === undefined ? (part === '%' ? '[^]*' : part === '_' ? '[^]' : literal(part)) : literal(escaped)).join('')
  const pattern = new RegExp(`^${body}$`, fold ? 'iu' : 'u')
  if (patterns.size >= KEPT_PATTERNS) patterns.clear()
  patterns.set(key, pattern)
  return pattern
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')

/** A stored value that is no key of the type matches nothing. */
function keyText(type: string, value: string): string | null {
  try {
    return canonicalKey(type as KeyType, value)
  } catch {
    return null
  }
}
