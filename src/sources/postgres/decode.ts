import { CrossgraphError } from '../../errors.ts'
import type { Value } from '../../fetch/fetch.ts'

/**
 * Reading a column's text. A decoder is chosen once per column; rows are arrays of PostgreSQL's own text, for no type
 * parser is faster than none and no digit can be lost.
 */
export interface Decoder {
  readonly toValue: (wire: unknown) => Value
  readonly toJson: (wire: unknown) => string
}

/** Throws SOURCE_VALUE for a stored value that is none of the field's type; the value itself is not told. */
export type Misfit = () => never

export function misfitOf(source: string, label: string, type: string): Misfit {
  return () => {
    throw new CrossgraphError('SOURCE_VALUE', `${label} holds a value that is no ${type}`, { source, details: { field: label, type } })
  }
}

/** A decoder by what it makes of text; NULL is null. */
export function decoderOf(value: (text: string) => Value, json: (text: string) => string): Decoder {
  return {
    toValue: (wire) => (wire === null ? null : value(wire as string)),
    toJson: (wire) => (wire === null ? 'null' : json(wire as string)),
  }
}

/** Where JSON holds just what the value is. */
export const decoderOfValue = (value: (text: string) => Value): Decoder => decoderOf(value, (text) => jsonOf(value(text)))

/** A Value as GraphQL serialises it: a bigint is a string, so that no digit is lost on the way. */
function jsonOf(value: Value): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const FIRST_PRINTABLE = 0x20

/** JSON of a text without surrogate halves. A loop over short texts is quicker than JSON.stringify, which is for the rare rest. */
function jsonText(text: string): string {
  if (text.length > 256) return JSON.stringify(text)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === QUOTE || unit === BACKSLASH || unit < FIRST_PRINTABLE) return JSON.stringify(text)
  }
  return `"${text}"`
}

const same = (text: string): string => text
const quoted = (text: string): string => `"${text}"`

export const TEXT_DECODER: Decoder = decoderOf(same, jsonText)
/** Digits, UUIDs: text that needs no escape. */
export const PLAIN_DECODER: Decoder = decoderOf(same, quoted)
export const BOOLEAN_DECODER: Decoder = decoderOf((text) => text === 't', (text) => (text === 't' ? 'true' : 'false'))

/** JSON text as PostgreSQL stores it. */
export const JSON_DECODER: Decoder = decoderOf((text) => JSON.parse(text) as Value, same)

/** int2 and int4 are JSON as they are. */
export const INT_DECODER: Decoder = decoderOf(Number, same)
export const BIGINT_DECODER: Decoder = decoderOf(BigInt, quoted)

const INTEGER = /^[+-]?\d+(?:\.0*)?$/
const FINITE = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/
const MAX_INT = 2 ** 31

/** Int out of a wider type: a value beyond 32 bits, or with a fraction, is none. */
export function intDecoder(misfit: Misfit): Decoder {
  const read = (text: string): number => {
    const value = INTEGER.test(text) ? Number(text) : NaN
    return value >= -MAX_INT && value < MAX_INT ? value : misfit()
  }
  return decoderOf(read, (text) => String(read(text)))
}

export function bigIntDecoder(misfit: Misfit): Decoder {
  const read = (text: string): bigint => (INTEGER.test(text) ? BigInt(text.replace(/^\+|\.0*$/g, '')) : misfit())
  return decoderOf(read, (text) => `"${read(text)}"`)
}

/** The nearest double; NaN and the infinities, which JSON cannot hold, are none. */
export function floatDecoder(misfit: Misfit): Decoder {
  const read = (text: string): number => {
    const value = FINITE.test(text) ? Number(text) : NaN
    return Number.isFinite(value) ? value : misfit()
  }
  return decoderOf(read, (text) => String(read(text)))
}

/** The digits as they are stored; an exponent (of a float) is written out. */
export function decimalDecoder(misfit: Misfit): Decoder {
  const read = (text: string): string => {
    const code = text.charCodeAt(text.length - 1)
    if (code < 0x30 || code > 0x39 || !FINITE.test(text)) return misfit()
    return text.includes('e') || text.includes('E') ? writeOut(text) : text
  }
  return decoderOf(read, (text) => `"${read(text)}"`)
}

/** `1.5e-7` as `0.00000015`. */
export function writeOut(text: string): string {
  const [mantissa = '', exponent] = text.toLowerCase().split('e')
  const [, sign = '', whole = '', fraction = ''] = /^([+-]?)(\d*)\.?(\d*)$/.exec(mantissa) ?? []
  const point = whole.length + Number(exponent)
  const digits = (whole + fraction).padEnd(point, '0').padStart((whole + fraction).length - Math.min(point, 0), '0')
  const at = Math.max(point, 0)
  const left = digits.slice(0, at).replace(/^0+(?=\d)/, '') || '0'
  const right = digits.slice(at)
  return `${sign === '-' ? '-' : ''}${left}${right === '' ? '' : `.${right}`}`
}

/** Stored value → name in the SDL. */
export function enumDecoder(names: ReadonlyMap<string, string>, misfit: Misfit): Decoder {
  const json = new Map([...names].map(([stored, name]) => [stored, JSON.stringify(name)]))
  return decoderOf((text) => names.get(text) ?? misfit(), (text) => json.get(text) ?? misfit())
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function uuidTextDecoder(misfit: Misfit): Decoder {
  const read = (text: string): string => {
    const lower = text.toLowerCase()
    return UUID.test(lower) ? lower : misfit()
  }
  return decoderOf(read, (text) => `"${read(text)}"`)
}
