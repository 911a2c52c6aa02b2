import type { Catalog, Field, ScalarName } from '../../catalog/model.ts'
import type { Value } from '../../fetch/fetch.ts'
import { dayOfText, instantOfText } from '../../fetch/text-time.ts'
import { Decimal } from '../../fetch/value.ts'

/** The canonical value of what is stored, which is never null; undefined for one that does not fit the field's type. */
export type DecodeScalar = (wire: unknown) => Value | undefined

const INTEGER = /^[+-]?\d{1,400}$/
const PLAIN_DECIMAL = /^-?\d+(\.\d+)?$/
const ANY_DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function scalarDecoder(catalog: Catalog, field: Field, name: ScalarName): DecodeScalar {
  const how = { formats: field.formats, timeZone: catalog.timeZone }
  switch (name) {
    case 'String': return textOnly
    case 'ID': return field.storedType === 'INT64' ? integerText : field.storedType === 'UUID' ? uuidOnly : textOnly
    case 'UUID': return uuidOnly
    case 'Int': return (wire) => (typeof wire === 'number' && (wire | 0) === wire ? wire : undefined)
    case 'BigInt': return integerOnly
    case 'Float': return floatOnly
    case 'Decimal': return decimalOnly
    case 'Boolean': return (wire) => (typeof wire === 'boolean' ? wire : undefined)
    case 'DateTime': return (wire) => (typeof wire === 'string' ? instantOfText(wire, how) ?? undefined : undefined)
    case 'Date': return (wire) => (typeof wire === 'string' ? dayOfText(wire, how) ?? undefined : undefined)
    case 'JSON': return plainValue
  }
}

const textOnly: DecodeScalar = (wire) => (typeof wire === 'string' ? wire : undefined)
/** One notation only: a filter compares letter by letter. */
const uuidOnly: DecodeScalar = (wire) => (typeof wire === 'string' && UUID.test(wire) ? wire : undefined)

function integerOnly(wire: unknown): bigint | undefined {
  if (typeof wire === 'bigint') return wire
  return Number.isSafeInteger(wire) ? BigInt(Number(wire)) : undefined
}

const integerText: DecodeScalar = (wire) => integerOnly(wire)?.toString()

/** A 64-bit integer that no double equals does not fit a Float. */
function floatOnly(wire: unknown): number | undefined {
  if (typeof wire === 'number') return wire
  return typeof wire === 'bigint' && BigInt(Number(wire)) === wire ? Number(wire) : undefined
}

/** A number is the shortest decimal that stands for it; text keeps its digits. */
function decimalOnly(wire: unknown): string | undefined {
  if (typeof wire === 'bigint') return String(wire)
  const text = typeof wire === 'number' ? String(wire) : wire
  if (typeof text !== 'string' || !ANY_DECIMAL.test(text)) return undefined
  return PLAIN_DECIMAL.test(text) ? text : new Decimal(text).toFixed()
}

/** JSON as it is. */
function plainValue(wire: unknown): Value {
  if (wire === null || typeof wire === 'string' || typeof wire === 'number' || typeof wire === 'boolean' || typeof wire === 'bigint') return wire
  if (Array.isArray(wire)) return wire.map(plainValue)
  return Object.fromEntries(Object.entries(wire ?? {}).map(([name, inner]) => [name, plainValue(inner)]))
}

/** For `derive: {cast}` and for numbers kept as text: what a single stored value is when it is written down, as JSON would hold it. */
export function castTo(name: ScalarName, wire: unknown): unknown {
  if (typeof wire === 'object') return wire
  const text = String(wire)
  switch (name) {
    case 'Int':
    case 'Float': return ANY_DECIMAL.test(text) ? Number(text) : undefined
    case 'BigInt': return INTEGER.test(text) ? BigInt(text) : undefined
    case 'Boolean': return text === 'true' ? true : text === 'false' ? false : undefined
    case 'JSON': return wire
    default: return text
  }
}
