import { quoteText, quoteTexts } from './sql-text.ts'

/**
 * Instants and days that are stored as text. A text that fits no format, or names a day that is none (30 February), is
 * NULL in SQL and never an error, for one bad row must not fail a whole statement; where it is read, it is a field's error.
 */
export function instantOfText(raw: string, formats: readonly string[] | undefined, zone: string): string {
  return anyOf(formats, (format) => parseSql(raw, format, (parts) => instantSql(parts, zone)))
}

export function dayOfText(raw: string, formats: readonly string[] | undefined, zone: string): string {
  return anyOf(formats, (format) => parseSql(raw, format, (parts) => (parts.zone === undefined ? daySql(parts) : `(${instantSql(parts, zone)} AT TIME ZONE ${quoteText(zone)})::date`)))
}

const anyOf = (formats: readonly string[] | undefined, parse: (format: string) => string): string => `coalesce(${(formats ?? ISO_FORMATS).map(parse).join(', ')})`

/** What a DateTime or Date kept as text looks like when no format is declared. */
const ISO_FORMATS = ['YYYY-MM-DDTHH:mm:ss.SSSZ', 'YYYY-MM-DDTHH:mm:ssZ', 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD HH:mm', 'YYYY-MM-DD']

const TOKEN = /YYYY|Mon|MM|DD|HH|mm|ss|SSS|Z/g
type Token = 'YYYY' | 'Mon' | 'MM' | 'DD' | 'HH' | 'mm' | 'ss' | 'SSS' | 'Z'

const PATTERNS: Readonly<Record<Token, string>> = {
  YYYY: '((?!0000)[0-9]{4})', MM: '(0[1-9]|1[0-2])', Mon: '([A-Za-z]{3})', DD: '(0[1-9]|[12][0-9]|3[01])',
  HH: '([01][0-9]|2[0-3])', mm: '([0-5][0-9])', ss: '([0-5][0-9])', SSS: '([0-9]{1,6})', Z: '(Z|[+-][0-9]{2}:?[0-9]{2})',
}
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** SQL of each part of a format's match `m`; the absent ones are what they mean when nothing is written. */
interface Parts { readonly year: string; readonly month: string; readonly day: string; readonly time: string; readonly zone: string | undefined }

function parseSql(raw: string, format: string, value: (parts: Parts) => string): string {
  const tokens: string[] = []
  let end = 0
  let pattern = ''
  for (const found of format.matchAll(TOKEN)) {
    pattern += escapeRegex(format.slice(end, found.index)) + PATTERNS[found[0] as Token]
    tokens.push(found[0])
    end = found.index + found[0].length
  }
  const regex = quoteText(`^${pattern}${escapeRegex(format.slice(end))}$`)
  const parts = partsOf((token) => (tokens.includes(token) ? `m[${tokens.indexOf(token) + 1}]` : undefined))
  const exists = `extract(day FROM ${firstOfMonth(parts)} + (${parts.day} - 1)) = ${parts.day}`
  return `(SELECT CASE WHEN ${exists} THEN ${value(parts)} END FROM regexp_match(${raw}, ${regex}) AS m)`
}

function partsOf(part: (token: Token) => string | undefined): Parts {
  const named = part('Mon')
  const month = named === undefined ? `${part('MM') ?? "'1'"}::integer` : `array_position(${quoteTexts(MONTHS)}::text[], lower(${named}))`
  const seconds = `(${part('ss') ?? "'0'"} || '.' || ${part('SSS') ?? "'0'"})::double precision`
  const time = `make_time(${part('HH') ?? "'0'"}::integer, ${part('mm') ?? "'0'"}::integer, ${seconds})`
  return { year: `${part('YYYY')}::integer`, month, day: `${part('DD') ?? "'1'"}::integer`, time, zone: part('Z') }
}

const firstOfMonth = ({ year, month }: Parts): string => `make_date(${year}, ${month}, 1)`
const daySql = (parts: Parts): string => `(${firstOfMonth(parts)} + (${parts.day} - 1))`

function instantSql(parts: Parts, zone: string): string {
  const local = `(${daySql(parts)} + ${parts.time})`
  if (parts.zone === undefined) return `(${local} AT TIME ZONE ${quoteText(zone)})`
  const offset = `(CASE ${parts.zone} WHEN 'Z' THEN '0' ELSE left(${parts.zone}, 3) || ':' || right(${parts.zone}, 2) END)::interval`
  return `((${local} - ${offset}) AT TIME ZONE 'UTC')`
}

const escapeRegex = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
