import type { ScalarName } from '../../catalog/model.ts'
import type { Codec, Site } from './codec.ts'
import { arrayWireDecoder, jsonWireDecoder } from './decode-json.ts'
import { numericOfText } from './codec-number.ts'
import { scalarCodec } from './codec-scalar.ts'
import { BOOLEAN, NUMERIC, TEXT } from './column-type.ts'
import type { ColumnType } from './column-type.ts'

/**
 * A scalar inside jsonb (`raw` is the jsonb value). JSON null and a missing path are NULL. A value of another JSON type
 * compares as NULL and is an error where it is read.
 */
export function jsonScalarCodec(site: Site): Codec {
  const { kind, type, sql } = jsonForm(site)
  const inner = scalarCodec({ ...site, field: { ...site.field, list: false } }, type)
  const value = { ...inner.value, sql: (raw: string) => inner.value.sql(sql(raw)) }
  const order = { ...inner.order, sql: (raw: string) => inner.order.sql(sql(raw)) }
  const timed = kind === 'time'
  return {
    ...inner, value, order,
    wire: timed ? (raw) => `coalesce(${inner.value.sql(sql(raw))}::text, ${raw} #>> '{}')` : (raw) => raw,
    decode: timed ? inner.decode : jsonWireDecoder(site),
    decodeValue: inner.decodeValue,
    text: (raw) => inner.text(sql(raw)),
    isNull: (raw) => `nullif(${raw}, 'null') IS NULL`,
  }
}

/** A list of scalars inside jsonb, as an array of text, numeric or boolean. */
export function jsonArrayCodec(site: Site): Codec {
  const element = jsonScalarCodec(site)
  const sql = (raw: string): string =>
    `(CASE WHEN jsonb_typeof(${raw}) = 'array' THEN ARRAY(SELECT ${element.value.sql('element')} FROM jsonb_array_elements(${raw}) AS element) END)`
  const decode = arrayWireDecoder(site)
  return { ...element, list: true, wire: (raw) => raw, decode, value: { ...element.value, sql }, decodeValue: decode, elementType: element.value.cast('int') }
}

interface JsonForm {
  readonly kind: 'plain' | 'time'
  /** The type that the value has once it is out of its JSON. */
  readonly type: ColumnType
  readonly sql: (raw: string) => string
}

const NUMBER_OR_TEXT = "IN ('number', 'string')"

function jsonForm(site: Site): JsonForm {
  if (site.field.type.kind === 'enum') return { kind: 'plain', type: TEXT, sql: textWhere(NUMBER_OR_TEXT) }
  switch (site.field.type.name as ScalarName) {
    case 'Int':
    case 'Float': return { kind: 'plain', type: NUMERIC, sql: numberWhere("= 'number'") }
    case 'BigInt':
    case 'Decimal': return { kind: 'plain', type: NUMERIC, sql: numberWhere(NUMBER_OR_TEXT) }
    case 'ID': return site.field.storedType === 'INT64' ? { kind: 'plain', type: NUMERIC, sql: numberWhere(NUMBER_OR_TEXT) } : { kind: 'plain', type: TEXT, sql: textWhere(NUMBER_OR_TEXT) }
    case 'Boolean': return { kind: 'plain', type: BOOLEAN, sql: (raw) => `(CASE WHEN jsonb_typeof(${raw}) = 'boolean' THEN (${raw} #>> '{}')::boolean END)` }
    case 'DateTime':
    case 'Date': return { kind: 'time', type: TEXT, sql: textWhere("= 'string'") }
    /** String and UUID; a JSON field is read whole and never comes here. */
    default: return { kind: 'plain', type: TEXT, sql: textWhere("= 'string'") }
  }
}

const textWhere = (types: string) => (raw: string): string => `(CASE WHEN jsonb_typeof(${raw}) ${types} THEN ${raw} #>> '{}' END)`
/** PostgreSQL writes numbers of jsonb without an exponent. */
const numberWhere = (types: string) => (raw: string): string => `(CASE WHEN jsonb_typeof(${raw}) ${types} THEN ${numericOfText(`(${raw} #>> '{}')`)} END)`
