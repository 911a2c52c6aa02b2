import { Decimal128, Double, Long } from 'mongodb'
import type { ScalarName, StoredType } from '../../catalog/model.ts'
import type { Literal, Value } from '../../fetch/fetch.ts'
import type { Codec } from './codec.ts'
import { plainBound } from './codec.ts'
import type { Expression } from './expression.ts'
import type { Misfit } from './misfit.ts'
import { Unpushable } from './unpushable.ts'

const NUMBER_TYPES: readonly string[] = ['int', 'long', 'double', 'decimal']
export const EXACT_TYPES: readonly string[] = ['int', 'long', 'decimal']
const INTEGER = /^-?\d+$/
const MAX_INT = 2 ** 31
const MAX_DIGITS = 34

/** Numbers compare by value across the four stored types, so a literal may be written in any that holds it exactly. */
export function numberCodec(name: ScalarName, storedType: StoredType | undefined): Codec {
  const encode = storedType === 'DOUBLE' ? encodeDouble : encodeExact
  const codec: Codec = { family: 'number', types: NUMBER_TYPES, encode, bound: plainBound(encode), decode: decoderOf(name, storedType) }
  return storedType === 'STRING' ? { ...codec, comparable: fromText(name), decode: textDecoder(name) } : codec
}

const encodeDouble = (literal: Literal): Double => new Double(Number(literal))

/** Int32 and doubles as they are, larger integers as Long, all else as Decimal128. A text that is no number equals none. */
export function encodeExact(literal: Literal): unknown {
  if (typeof literal === 'number') return literal
  const text = String(literal)
  if (INTEGER.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)) return Number.isSafeInteger(Number(text)) && Math.abs(Number(text)) < MAX_INT ? Number(text) : Long.fromString(text)
  if (!/^-?\d+(\.\d+)?$/.test(text)) return undefined
  if (significantDigits(text) > MAX_DIGITS) throw new Unpushable('more digits than a Decimal128 holds')
  return Decimal128.fromString(text)
}

const significantDigits = (text: string): number => text.replace(/^-?0*\.?0*|\./g, '').length

type Decode = Codec['decode']

function decoderOf(name: ScalarName, storedType: StoredType | undefined): Decode {
  switch (name) {
    case 'Int': return decodeInt
    case 'BigInt': return decodeBigInt
    case 'Float': return decodeFloat
    case 'Decimal': return storedType === 'DOUBLE' ? decodeDecimalOfDouble : decodeDecimal
    default: return decodeNumberKey
  }
}

/** The digits of a whole number of any numeric type; null for a fraction, and for a double that stands for several. */
function wholeDigits(wire: unknown): string | null {
  if (typeof wire === 'bigint') return String(wire)
  if (typeof wire === 'number') return Number.isSafeInteger(wire) ? String(wire === 0 ? 0 : wire) : null
  const text = wire instanceof Decimal128 ? decimalText(wire) : null
  return text === null ? null : (/^(-?\d+)(?:\.0*)?$/.exec(text)?.[1] ?? null)
}

function decodeInt(wire: unknown, misfit: Misfit): Value {
  const digits = wholeDigits(wire)
  const value = Number(digits ?? NaN)
  return value >= -MAX_INT && value < MAX_INT ? value : misfit()
}

const decodeBigInt = (wire: unknown, misfit: Misfit): Value => BigInt(wholeDigits(wire) ?? misfit())
const decodeNumberKey = (wire: unknown, misfit: Misfit): Value => wholeDigits(wire) ?? misfit('Its stored type is named by @column(type:).')

/** A Long or a decimal is a Float where no digit is lost. */
export function decodeFloat(wire: unknown, misfit: Misfit): Value {
  if (typeof wire === 'number') return Number.isFinite(wire) ? wire : misfit()
  const value = Number(wholeDigits(wire) ?? NaN)
  return Number.isSafeInteger(value) ? value : misfit()
}

function decodeDecimal(wire: unknown, misfit: Misfit): Value {
  if (wire instanceof Decimal128) return decimalText(wire) ?? misfit()
  return wholeDigits(wire) ?? misfit(typeof wire === 'number' ? 'A decimal stored as a double is declared by @column(type: DOUBLE).' : undefined)
}

function decodeDecimalOfDouble(wire: unknown, misfit: Misfit): Value {
  return typeof wire === 'number' && Number.isFinite(wire) ? writeOut(String(wire)) : decodeDecimal(wire, misfit)
}

/** The digits as they are stored, an exponent written out; null for NaN and the infinities. */
export function decimalText(value: Decimal128): string | null {
  const text = value.toString()
  return /^-?[\d.]+(E[+-]?\d+)?$/.test(text) ? writeOut(text) : null
}

/** `1.5E-7` as `0.00000015`. */
function writeOut(text: string): string {
  const [mantissa = '', exponent] = text.toLowerCase().split('e')
  if (exponent === undefined) return text
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d*)\.?(\d*)$/.exec(mantissa) ?? []
  const point = whole.length + Number(exponent)
  const digits = `${'0'.repeat(Math.max(0, -point))}${whole}${fraction}`.padEnd(Math.max(0, point), '0')
  const at = Math.max(point, 0)
  const left = digits.slice(0, at).replace(/^0+(?=\d)/, '') || '0'
  return `${sign}${left}${at < digits.length ? `.${digits.slice(at)}` : ''}`
}

/** Numbers kept as text: converted by the server, which fails for a text that is none. */
function fromText(name: ScalarName): (stored: Expression) => Expression {
  const to = name === 'Decimal' ? 'decimal' : name === 'Float' ? 'double' : 'long'
  return (stored) => ({ $convert: { input: stored, to } })
}

function textDecoder(name: ScalarName): Decode {
  return (wire, misfit) => {
    const text = typeof wire === 'string' ? wire : (wholeDigits(wire) ?? misfit())
    if (name === 'Float') return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : misfit()
    if (name === 'Decimal') return /^-?\d+(\.\d+)?$/.test(text) ? text : misfit()
    const digits = /^[+-]?\d+$/.test(text) ? BigInt(text) : misfit()
    return name === 'Int' ? decodeInt(digits, misfit) : digits
  }
}
