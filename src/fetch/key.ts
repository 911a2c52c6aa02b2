import type { Key, KeyType, Value } from './fetch.ts'

/** A value that cannot be a key of the declared type. */
export class KeyError extends Error {
  readonly type: KeyType
  constructor(type: KeyType, value: unknown) {
    super(`${JSON.stringify(String(value)).slice(0, 80)} is no ${type} key`)
    this.name = 'KeyError'
    this.type = type
  }
}

const INTEGER = /^[+-]?\d{1,19}$/
const DECIMAL = /^([+-]?)0*(\d+?)(?:\.(\d*?)0*)?$/
const UUID = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const OBJECT_ID = /^[0-9a-f]{24}$/i

/**
 * The canonical text of a key value: 1, "1", "01" and an int8 1 are one INT64 key. Null has no match.
 * @throws KeyError for a value that cannot be converted.
 */
export function canonicalKey(type: KeyType, value: Value): string | null {
  if (value === null) return null
  const text = String(value)
  switch (type) {
    case 'STRING': return text
    case 'NATIVE': return text
    case 'STRING_CI': return lowerKey(text)
    case 'INT64': return integerKey(text)
    case 'DECIMAL': return decimalKey(text)
    case 'UUID': if (!UUID.test(text)) throw new KeyError(type, value); return uuidKey(text)
    case 'OBJECT_ID': if (!OBJECT_ID.test(text)) throw new KeyError(type, value); return text.toLowerCase()
  }
}

const ASCII = /^[\0-\x7f]*$/

/**
 * One character at a time, as databases lower text: a Σ at a word's end is not ς, and İ is one letter.
 */
function lowerKey(text: string): string {
  return ASCII.test(text) ? text.toLowerCase() : Array.from(text, (character) => String.fromCodePoint(character.toLowerCase().codePointAt(0)!)).join('')
}

/** Canonical already, and within 64 bits whatever its digits. */
const PLAIN_INTEGER = /^(?:0|-?[1-9]\d{0,17})$/

function integerKey(text: string): string {
  if (PLAIN_INTEGER.test(text)) return text
  if (!INTEGER.test(text)) throw new KeyError('INT64', text)
  const n = BigInt(text)
  if (BigInt.asIntN(64, n) !== n) throw new KeyError('INT64', text)
  return String(n)
}

function decimalKey(text: string): string {
  const parts = DECIMAL.exec(text)
  if (parts === null) throw new KeyError('DECIMAL', text)
  const [, sign, whole, fraction = ''] = parts
  const digits = fraction === '' ? whole! : `${whole}.${fraction}`
  return sign === '-' && digits !== '0' ? `-${digits}` : digits
}

function uuidKey(text: string): string {
  const hex = text.toLowerCase().replaceAll('-', '')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

/** One text for a whole key; parts cannot run into each other. */
export const joinKey = (key: Key): string => (key.length === 1 ? key[0]! : key.map((part) => `${part.length}:${part}`).join(''))
