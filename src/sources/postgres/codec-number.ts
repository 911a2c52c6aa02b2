import { asStored, asText, isNullSql, misfitAt, rejectLiteral, rejectType } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import { BOOLEAN } from './column-type.ts'
import type { ColumnType, Family } from './column-type.ts'
import { BIGINT_DECODER, BOOLEAN_DECODER, INT_DECODER, bigIntDecoder, decimalDecoder, floatDecoder, intDecoder } from './decode.ts'
import type { Decoder } from './decode.ts'
import type { Form, Magnitude } from './parameter.ts'

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,4})?$/

/** Int, BigInt, Float or Decimal out of a number, or out of text that holds one. */
export function numberCodec(site: Site, type: ColumnType): Codec {
  const sql = numberSql(site, type)
  const decode = numberDecoder(site, type)
  const form = numberForm(site, type, sql)
  return { list: false, family: type.family === 'text' ? 'numeric' : type.family, wire: asStored, decode, value: form, decodeValue: decode, order: form, text: asText, isNull: isNullSql }
}

function numberForm(site: Site, type: ColumnType, sql: (raw: string) => string): Form {
  const whole = type.family === 'integer' && (site.field.type.name === 'Int' || site.field.type.name === 'BigInt')
  const encode = (literal: unknown): string => {
    const text = String(literal)
    return NUMBER.test(text) ? text : rejectLiteral(site, literal)
  }
  return { sql, cast: (magnitude) => (whole ? integerCast(type, magnitude) : type.family === 'float' ? 'double precision' : 'numeric'), encode }
}

/** Types of one operator family, so that an index on a narrower column still serves; a literal beyond the column is merely unequal. */
export function integerCast(type: ColumnType, magnitude: Magnitude): string {
  if (magnitude === 'huge') return 'numeric'
  return magnitude === 'long' || type.size === 8 ? 'bigint' : 'integer'
}

function numberSql(site: Site, type: ColumnType): (raw: string) => string {
  switch (type.family) {
    case 'integer':
    case 'numeric': return asStored
    /** A real compares as it is shown: 0.1 is 0.1. */
    case 'float': return type.size === 4 ? (raw) => `${raw}::text::double precision` : asStored
    case 'text': return numericOfText
    default: return rejectType(site, type)
  }
}

/** The number that a text holds, NULL for one that holds none. */
export const numericOfText = (raw: string): string => `(CASE WHEN ${raw} ~ '^[+-]?[0-9]{1,200}(\\.[0-9]{1,200})?$' THEN ${raw}::numeric END)`

function numberDecoder(site: Site, type: ColumnType): Decoder {
  switch (site.field.type.name) {
    case 'Int': return type.family === 'integer' && type.size < 8 ? INT_DECODER : intDecoder(misfitAt(site))
    case 'BigInt': return type.family === 'integer' ? BIGINT_DECODER : bigIntDecoder(misfitAt(site))
    case 'Float': return type.family === 'integer' && type.size < 8 ? INT_DECODER : floatDecoder(misfitAt(site))
    default: return decimalDecoder(misfitAt(site))
  }
}

const booleanOfText = (raw: string): string =>
  `(CASE WHEN lower(${raw}) IN ('true', 't', 'yes', '1') THEN true WHEN lower(${raw}) IN ('false', 'f', 'no', '0') THEN false END)`

const BOOLEAN_SQL: Readonly<Partial<Record<Family, (raw: string) => string>>> = {
  boolean: asStored, text: booleanOfText, integer: (raw) => `(CASE ${raw} WHEN 0 THEN false WHEN 1 THEN true END)`,
}

export function booleanCodec(site: Site, type: ColumnType): Codec {
  const sql = BOOLEAN_SQL[type.family] ?? rejectType(site, type)
  const form: Form = { sql, cast: () => BOOLEAN.name, encode: String }
  const wire = type.family === 'boolean' ? asStored : (raw: string) => `coalesce(${sql(raw)}::text, ${raw}::text)`
  const decode = type.family === 'boolean' ? BOOLEAN_DECODER : booleanTextDecoder(site)
  return { list: false, family: 'boolean', wire, decode, value: form, decodeValue: BOOLEAN_DECODER, order: form, text: asText, isNull: isNullSql }
}

function booleanTextDecoder(site: Site): Decoder {
  const misfit = misfitAt(site)
  const read = (wire: unknown): boolean | null => (wire === null ? null : wire === 'true' ? true : wire === 'false' ? false : misfit())
  return { toValue: read, toJson: (wire) => String(read(wire)) }
}
