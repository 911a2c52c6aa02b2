import { asStored, asText, isNullSql, misfitAt, rejectLiteral, rejectType } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import { DATE, TIMESTAMPTZ } from './column-type.ts'
import type { ColumnType, Family } from './column-type.ts'
import type { Decoder } from './decode.ts'
import { dayDecoder, instantDecoder, localInstantDecoder } from './decode-time.ts'
import type { Form } from './parameter.ts'
import { quoteText } from './sql-text.ts'
import { dayOfText, instantOfText } from './text-time.ts'

const isUtc = (zone: string): boolean => zone === 'UTC' || zone === 'Etc/UTC'

/** DateTime: a column without a zone lies in the project's. */
export function instantCodec(site: Site, type: ColumnType): Codec {
  const zone = site.catalog.timeZone
  if (type.family === 'timestamp' && isUtc(zone)) return timeCodec(site, { family: 'timestamp', sql: asStored, cast: 'timestamp', decode: localInstantDecoder(misfitAt(site)) })
  return timeCodec(site, { family: 'timestamptz', sql: instantSql(site, type), cast: TIMESTAMPTZ.name, decode: instantDecoder(misfitAt(site)) }, type.family)
}

/** Date: a day never shifts; of an instant, the day in the project's zone. */
export function dayCodec(site: Site, type: ColumnType): Codec {
  return timeCodec(site, { family: 'date', sql: daySql(site, type), cast: DATE.name, decode: dayDecoder(misfitAt(site)) }, type.family)
}

interface TimeForm { readonly family: Family; readonly sql: (raw: string) => string; readonly cast: string; readonly decode: Decoder }

function timeCodec(site: Site, { family, sql, cast, decode }: TimeForm, stored: Family = family): Codec {
  const pattern = family === 'date' ? DAY : INSTANT
  const form: Form = { sql, cast: () => cast, encode: (literal) => (pattern.test(String(literal)) ? String(literal) : rejectLiteral(site, literal)) }
  const wire = stored === 'text' ? (raw: string) => `coalesce(${sql(raw)}::text, ${raw})` : sql
  return { list: false, family, wire, decode, value: form, decodeValue: decode, order: form, text: asText, isNull: isNullSql }
}

const DAY = /^\d{4,6}-\d\d-\d\d$/
const INSTANT = /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)$/

function instantSql(site: Site, type: ColumnType): (raw: string) => string {
  const zone = quoteText(site.catalog.timeZone)
  switch (type.family) {
    case 'timestamptz': return asStored
    case 'timestamp': return (raw) => `(${raw} AT TIME ZONE ${zone})`
    case 'date': return (raw) => `(${raw}::timestamp AT TIME ZONE ${zone})`
    case 'text': return (raw) => instantOfText(raw, site.field.formats, site.catalog.timeZone)
    default: return rejectType(site, type)
  }
}

function daySql(site: Site, type: ColumnType): (raw: string) => string {
  const zone = quoteText(site.catalog.timeZone)
  switch (type.family) {
    case 'date': return asStored
    case 'timestamp': return (raw) => `${raw}::date`
    case 'timestamptz': return (raw) => `(${raw} AT TIME ZONE ${zone})::date`
    case 'text': return (raw) => dayOfText(raw, site.field.formats, site.catalog.timeZone)
    default: return rejectType(site, type)
  }
}
