import { DateTime, IANAZone } from 'luxon'
import { parseDay, parseInstant, printInstant } from './instant.ts'

/** What a DateTime or Date kept as text looks like when no format is declared. */
const ISO_FORMATS = [
  'YYYY-MM-DDTHH:mm:ss.SSSZ', 'YYYY-MM-DDTHH:mm:ssZ', 'YYYY-MM-DDTHH:mm:ss.SSS', 'YYYY-MM-DDTHH:mm:ss',
  'YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD HH:mm', 'YYYY-MM-DD',
]

/** How stored texts are read: `formats` are tried in order, a text without a zone lies in `timeZone`. */
export interface TextTime { readonly formats?: readonly string[] | undefined; readonly timeZone: string }

/** The canonical instant that a stored text means; null for a text that fits no format or names a day that is none. */
export function instantOfText(text: string, how: TextTime): string | null {
  const parts = partsOfText(text, how)
  if (parts === null) return null
  if (parts.zone === undefined) return localInstant(parts, how.timeZone)
  const instant = parseInstant(`${parts.day}T${parts.time}${zoneText(parts.zone)}`)
  return instant === null ? null : printInstant(instant)
}

/** The canonical day that a stored text means. A text with a zone is an instant, and its day that of `timeZone`. */
export function dayOfText(text: string, how: TextTime): string | null {
  const parts = partsOfText(text, how)
  if (parts === null) return null
  if (parts.zone === undefined) return parseDay(parts.day) === null ? null : parts.day
  const instant = instantOfText(text, how)
  return instant === null ? null : DateTime.fromISO(instant, { zone: how.timeZone }).toISODate()
}

function localInstant({ day, time }: Parts, timeZone: string): string | null {
  const local = parseInstant(`${day}T${time}Z`)
  return local === null ? null : printInstant(local - BigInt(offsetAt(Number(local / 1000n), timeZone)) * 60_000_000n)
}

const DAY_MS = 86_400_000

/**
 * Minutes between local time and UTC, as PostgreSQL has it: of two instants where the clock is set back the later, and in
 * the gap where it is set forward the offset before it.
 */
function offsetAt(localMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0
  const zone = IANAZone.create(timeZone)
  const [before, after] = [zone.offset(localMs - DAY_MS), zone.offset(localMs + DAY_MS)]
  return zone.offset(localMs - after * 60_000) === after ? after : before
}

interface Parts { readonly day: string; readonly time: string; readonly zone: string | undefined }

function partsOfText(text: string, { formats = ISO_FORMATS }: TextTime): Parts | null {
  for (const format of formats) {
    const groups = patternOf(format).exec(text)?.groups
    const month = groups?.['Mon'] === undefined ? groups?.['MM'] ?? '01' : monthOf(groups['Mon'])
    if (groups === undefined || month === null) continue
    const day = `${groups['YYYY']}-${month}-${groups['DD'] ?? '01'}`
    const time = `${groups['HH'] ?? '00'}:${groups['mm'] ?? '00'}:${groups['ss'] ?? '00'}.${groups['SSS'] ?? '0'}`
    return { day, time, zone: groups['Z'] }
  }
  return null
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function monthOf(name: string): string | null {
  const place = MONTHS.indexOf(name.toLowerCase())
  return place < 0 ? null : String(place + 1).padStart(2, '0')
}

const zoneText = (zone: string): string => (zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`)

const TOKENS: Readonly<Record<string, string>> = {
  YYYY: '(?!0000)[0-9]{4}', MM: '0[1-9]|1[0-2]', Mon: '[A-Za-z]{3}', DD: '0[1-9]|[12][0-9]|3[01]',
  HH: '[01][0-9]|2[0-3]', mm: '[0-5][0-9]', ss: '[0-5][0-9]', SSS: '[0-9]{1,6}', Z: 'Z|[+-][0-9]{2}:?[0-9]{2}',
}
const PART = /YYYY|Mon|MM|DD|HH|mm|ss|SSS|Z|[^]/gu
const patterns = new Map<string, RegExp>()

function patternOf(format: string): RegExp {
  const known = patterns.get(format)
  if (known !== undefined) return known
  const source = format.replace(PART, (part) => (TOKENS[part] === undefined ? part.replace(/[.*+?^${}()|[\]\\/]/, '\\$&') : `(?<${part}>${TOKENS[part]})`))
  const pattern = new RegExp(`^${source}$`, 'u')
  patterns.set(format, pattern)
  return pattern
}
