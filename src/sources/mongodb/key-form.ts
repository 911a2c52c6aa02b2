import { BSONRegExp } from 'mongodb'
import type { KeyType } from '../../fetch/fetch.ts'
import { KeyError, canonicalKey } from '../../fetch/key.ts'
import { encodeExact } from './codec-number.ts'
import type { Expression, Query } from './expression.ts'
import { literal } from './expression.ts'
import { foldPatterns } from './fold-pattern.ts'
import { comparableOf } from './operand.ts'
import type { Operand } from './operand.ts'
import { Unpushable } from './unpushable.ts'

/** How keys of a type meet a stored field. */
export interface KeyForm {
  /** Stored values compare to these; null where they are only found by a pattern. */
  readonly encode: ((key: string) => unknown) | null
  /** The stored value as a key: itself, or what is worked out of it. */
  readonly value: Expression
  /** Rows whose value is one of the keys. */
  readonly within: (keys: readonly string[]) => Query
  /** Whether a stored path can be compared with `encode`'s values. */
  readonly path: string | null
}

/** @throws Unpushable for a field whose values are no keys. */
export function keyForm(operand: Operand, type: KeyType): KeyForm {
  const { family, comparable } = operand.codec
  if (comparable !== undefined || operand.field.derive?.kind === 'regex') return computedForm(operand, type)
  if (family === 'text' && type === 'STRING_CI') return patternForm(operand, foldPatterns)
  if (family === 'text' && type === 'UUID') return patternForm(operand, (keys) => keys.map((key) => `^${[...key.replaceAll('-', '')].map((digit, i) => `${[8, 12, 16, 20].includes(i) ? '-?' : ''}${/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit}`).join('')}(?![\\s\\S])`))
  if (family === 'text' && type === 'OBJECT_ID') return patternForm(operand, foldPatterns)
  if (family === 'text' && (type === 'INT64' || type === 'DECIMAL')) return numberOfTextForm(operand, type)
  return storedForm(operand, encoderOf(operand, type))
}

/** Only texts that are canonical can equal the key of a stored value of another kind. */
function encoderOf({ codec }: Operand, type: KeyType): (key: string) => unknown {
  switch (codec.family) {
    case 'text': return codec.encode
    case 'number': return type === 'STRING' || type === 'NATIVE' ? (key) => (isCanonicalNumber(key) ? encodeExact(key) : undefined) : encodeExact
    case 'objectId':
    case 'uuid': return (key) => (key === key.toLowerCase() ? codec.encode(key) : undefined)
    case 'enum': return codec.encode
    case 'boolean': return (key) => (key === 'true' || key === 'false' ? codec.encode(key === 'true') : undefined)
    default: throw new Unpushable('values that are no keys')
  }
}

const isCanonicalNumber = (key: string): boolean => /^(?:0|-?[1-9]\d*)(?:\.\d+)?$/.test(key)

function storedForm(operand: Operand, encode: (key: string) => unknown): KeyForm {
  const { path, stored } = operand
  const known = (keys: readonly string[]): readonly unknown[] => keys.map(encode).filter((value) => value !== undefined)
  return { encode, value: stored, path, within: (keys) => (path === null ? { $expr: { $in: [stored, literal(known(keys))] } } : { [path]: { $in: known(keys) } }) }
}

function patternForm({ path, stored }: Operand, patternsOf: (keys: readonly string[]) => readonly string[]): KeyForm {
  if (path === null) throw new Unpushable('a text that is not read by its path')
  return { encode: null, value: stored, path: null, within: (keys) => ({ [path]: { $in: patternsOf(keys).map((pattern) => new BSONRegExp(pattern)) } }) }
}

/** Numbers kept as text: `01`, `+1` and `1` are one key; a text that is no number has no match. */
function numberOfTextForm(operand: Operand, type: KeyType): KeyForm {
  const pattern = type === 'INT64' ? '^[+-]?[0-9]{1,19}(?![\\s\\S])' : '^[+-]?[0-9]+(?:\\.[0-9]*)?(?![\\s\\S])'
  if (operand.list) throw new Unpushable('a list of numbers kept as text')
  const isNumber: Expression = { $and: [{ $eq: [{ $type: operand.stored }, 'string'] }, { $regexMatch: { input: { $convert: { input: operand.stored, to: 'string', onError: '', onNull: '' } }, regex: pattern } }] }
  const value: Expression = { $cond: [isNumber, { $convert: { input: operand.stored, to: 'decimal', onError: null, onNull: null } }, null] }
  return computed(value, encodeExact)
}

function computedForm(operand: Operand, type: KeyType): KeyForm {
  if (type === 'STRING_CI' || operand.codec.family === 'instant' || operand.codec.family === 'day') throw new Unpushable('keys that are worked out, without letter case')
  const value = comparableOf(operand)
  const encode = encoderOf(operand, type)
  if (!operand.list) return computed(value, encode)
  return { ...computed(value, encode), within: (keys) => ({ $expr: { $gt: [{ $size: { $setIntersection: [literal(keys.map(encode).filter((one) => one !== undefined)), { $ifNull: [value, []] }] } }, 0] } }) }
}

const computed = (value: Expression, encode: (key: string) => unknown): KeyForm => ({
  encode, value, path: null, within: (keys) => ({ $expr: { $in: [value, literal(keys.map(encode).filter((one) => one !== undefined))] } }),
})

/** What keeps a key from being compared; null for none. A key that no stored value equals can be compared, and finds nothing. */
export function problemOfKey(operand: Operand, type: KeyType, key: string): string | null {
  try {
    canonicalKey(type === 'NATIVE' ? nativeType(operand) : type, key)
    return null
  } catch (error) {
    if (error instanceof KeyError) return error.message
    throw error
  }
}

function nativeType({ codec }: Operand): KeyType {
  switch (codec.family) {
    case 'number': return 'DECIMAL'
    case 'objectId': return 'OBJECT_ID'
    case 'uuid': return 'UUID'
    default: return 'NATIVE'
  }
}
