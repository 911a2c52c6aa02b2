import { BSONRegExp, Binary, Decimal128, Double, Int32, Long, ObjectId, deserialize, serialize } from 'bson'

/**
 * Documents as the server holds them. An Int32 is a JavaScript number; Double, Long and Decimal128 stay objects of `bson`,
 * so that a value's type and all its digits survive from the wire to the wire. A missing field is `undefined`, never null.
 */
export interface Document {
  [name: string]: unknown
}

/** @throws BSONError for bytes that are no document. */
export function readDocument(bytes: Uint8Array): Document {
  return openNumbers(deserialize(bytes, { promoteValues: false, bsonRegExp: true })) as Document
}

export function writeDocument(document: Document): Uint8Array {
  return serialize(document, { ignoreUndefined: true })
}

/** Int32 objects become numbers, in place. */
function openNumbers(value: unknown): unknown {
  if (value instanceof Int32) return value.value
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = openNumbers(value[i])
  } else if (isDocument(value)) {
    for (const name of Object.keys(value)) value[name] = openNumbers(value[name])
  }
  return value
}

export const isDocument = (value: unknown): value is Document => {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

export const isNullish = (value: unknown): value is null | undefined => value === null || value === undefined

/** The real server's truth: false, null, missing and zero of any numeric type are false, all else is true. */
export function isTrue(value: unknown): boolean {
  if (isNullish(value) || value === false || value === 0) return false
  if (value instanceof Double) return value.value !== 0
  if (value instanceof Long) return !value.isZero()
  if (value instanceof Decimal128) return !/^-?0(\.0*)?(E[+-]?\d+)?$/.test(value.toString())
  return true
}

/** The server's word for a value's type, as `$type` gives it. */
export function typeName(value: unknown): string {
  switch (typeof value) {
    case 'undefined': return 'missing'
    case 'number': return 'int'
    case 'string': return 'string'
    case 'boolean': return 'bool'
  }
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (isDocument(value)) return 'object'
  for (const [type, name] of TYPES) if (value instanceof type) return name
  return String((value as { _bsontype?: string })._bsontype ?? 'object').toLowerCase()
}

const TYPES = [[Double, 'double'], [Long, 'long'], [Decimal128, 'decimal'], [Date, 'date'], [ObjectId, 'objectId'], [Binary, 'binData'], [BSONRegExp, 'regex']] as const

/** A whole number of a command's option, whatever numeric type it came in; undefined when absent. */
export function wholeNumber(value: unknown): number | undefined {
  const number = typeof value === 'number' ? value : value instanceof Double ? value.value : value instanceof Long ? value.toNumber() : value instanceof Decimal128 ? Number(value.toString()) : NaN
  return Number.isInteger(number) ? number : undefined
}
