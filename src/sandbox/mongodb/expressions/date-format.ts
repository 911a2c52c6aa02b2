import { DateTime, FixedOffsetZone, IANAZone } from 'luxon'
import type { Zone } from 'luxon'
import { CommandFailure } from '../failure.ts'

const zones = new Map<unknown, Zone>()

/** `Europe/Berlin`, `UTC`, `+02:00`. @throws CommandFailure for a name that is no zone. */
export function zoneOf(name: unknown): Zone {
  const cached = zones.get(name)
  if (cached !== undefined) return cached
  const zone = readZone(name)
  zones.set(name, zone)
  return zone
}

function readZone(name: unknown): Zone {
  if (name === undefined || name === null || name === 'UTC' || name === 'GMT' || name === 'Z') return FixedOffsetZone.utcInstance
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(String(name))
  if (offset !== null) return FixedOffsetZone.instance((offset[1] === '-' ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3] ?? 0)))
  const zone = IANAZone.create(String(name))
  if (!zone.isValid) throw new CommandFailure('Location5447000', `unrecognized time zone identifier: "${String(name)}"`)
  return zone
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** What each specifier of `$dateFromString` reads. */
const SPECIFIERS: Readonly<Record<string, { readonly pattern: string; readonly part: string }>> = {
  '%Y': { pattern: '(\\d{4})', part: 'year' },
  '%m': { pattern: '(\\d{1,2})', part: 'month' },
  '%d': { pattern: '(\\d{1,2})', part: 'day' },
  '%H': { pattern: '(\\d{1,2})', part: 'hour' },
  '%M': { pattern: '(\\d{1,2})', part: 'minute' },
  '%S': { pattern: '(\\d{1,2})', part: 'second' },
  '%L': { pattern: '(\\d{1,3})', part: 'millisecond' },
  '%b': { pattern: '([A-Za-z]{3})', part: 'monthName' },
  '%B': { pattern: '([A-Za-z]+)', part: 'monthName' },
  '%z': { pattern: '(Z|[+-]\\d\\d:?\\d\\d)', part: 'offset' },
}

interface ReadFormat { readonly pattern: RegExp; readonly parts: readonly string[] }

const known = new Map<string, ReadFormat>()

function readFormat(format: string): ReadFormat {
  const cached = known.get(format)
  if (cached !== undefined) return cached
  const parts: string[] = []
  const pattern = format.replace(/%.|[^%]+/gs, (piece) => {
    if (!piece.startsWith('%')) return piece.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
    if (piece === '%%') return '%'
    const specifier = SPECIFIERS[piece]
    if (specifier === undefined) throw new CommandFailure('FailedToParse', `Invalid format character '${piece}' in format string`)
    parts.push(specifier.part)
    return specifier.pattern
  })
  const read = { pattern: new RegExp(`^${pattern}$`), parts }
  known.set(format, read)
  return read
}

/** A text read by a format, all of it; null where it does not fit or is no day of the calendar. */
export function parseByFormat(text: string, format: string, zone: unknown): Date | null {
  const { pattern, parts } = readFormat(format)
  const match = pattern.exec(text)
  return match === null ? null : fromParts(new Map(parts.map((part, i) => [part, match[i + 1]!])), zone)
}

function fromParts(parts: ReadonlyMap<string, string>, zone: unknown): Date | null {
  const name = parts.get('monthName')
  const month = name === undefined ? Number(parts.get('month')) : MONTHS.indexOf(name.slice(0, 3).toLowerCase()) + 1
  const number = (part: string): number => Number(parts.get(part) ?? 0)
  const fields = { year: number('year'), month, day: number('day'), hour: number('hour'), minute: number('minute'), second: number('second'), millisecond: Number((parts.get('millisecond') ?? '0').padEnd(3, '0')) }
  const date = DateTime.fromObject(fields, { zone: zoneOf(parts.get('offset') ?? zone) })
  return date.isValid ? date.toJSDate() : null
}

/** The free form of `$toDate` and of `$dateFromString` without a format: ISO 8601. */
export function parseIsoDate(text: string, zone: unknown): Date | null {
  const date = DateTime.fromISO(text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'), { zone: zoneOf(zone) })
  return date.isValid ? date.toJSDate() : null
}

export function printByFormat(date: Date, format: string, zone: unknown): string {
  const local = DateTime.fromJSDate(date, { zone: zoneOf(zone) })
  return format.replace(/%./g, (piece) => {
    const print = PRINTED[piece]
    if (print === undefined) throw new CommandFailure('FailedToParse', `Invalid format character '${piece}' in format string`)
    return print(local)
  })
}

const PRINTED: Readonly<Record<string, (date: DateTime) => string>> = {
  '%Y': (date) => date.toFormat('yyyy'),
  '%m': (date) => date.toFormat('MM'),
  '%d': (date) => date.toFormat('dd'),
  '%H': (date) => date.toFormat('HH'),
  '%M': (date) => date.toFormat('mm'),
  '%S': (date) => date.toFormat('ss'),
  '%L': (date) => date.toFormat('SSS'),
  '%b': (date) => date.setLocale('en').toFormat('MMM'),
  '%B': (date) => date.setLocale('en').toFormat('MMMM'),
  '%j': (date) => date.toFormat('ooo'),
  '%G': (date) => String(date.weekYear).padStart(4, '0'),
  '%V': (date) => String(date.weekNumber).padStart(2, '0'),
  '%u': (date) => String(date.weekday),
  '%z': (date) => date.toFormat('ZZZ'),
  '%Z': (date) => `${date.offset < 0 ? '-' : '+'}${String(Math.abs(date.offset)).padStart(3, '0')}`,
  '%%': () => '%',
}
