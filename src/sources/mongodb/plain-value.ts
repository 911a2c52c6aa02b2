import { Binary, Decimal128, ObjectId } from 'mongodb'
import type { Value } from '../../fetch/fetch.ts'
import { decimalText } from './codec-number.ts'
import type { Misfit } from './misfit.ts'

/**
 * A document of no declared shape as a plain value: dates and ids as text, decimals as their digits, a Long beyond 2^53 as
 * a bigint. What JSON cannot say (NaN, a regular expression) is a misfit.
 */
export function plainValue(wire: unknown, misfit: Misfit): Value {
  switch (typeof wire) {
    case 'undefined': return null
    case 'string':
    case 'boolean': return wire
    case 'number': return Number.isFinite(wire) ? wire : misfit()
    case 'bigint': return Number.isSafeInteger(Number(wire)) ? Number(wire) : wire
  }
  if (wire === null) return null
  if (Array.isArray(wire)) return wire.map((element) => plainValue(element, misfit))
  if (wire instanceof Date) return Number.isNaN(wire.getTime()) ? misfit() : wire.toISOString()
  if (wire instanceof ObjectId) return wire.toHexString()
  if (wire instanceof Decimal128) return decimalText(wire) ?? misfit()
  if (wire instanceof Binary) return wire.sub_type === Binary.SUBTYPE_UUID ? wire.toUUID().toHexString() : Buffer.from(wire.value()).toString('base64')
  if (!isDocument(wire)) return misfit()
  return Object.fromEntries(Object.entries(wire).map(([name, inner]) => [name, plainValue(inner, misfit)]))
}

/** A plain object, not one of the driver's classes. */
export function isDocument(wire: unknown): wire is Readonly<Record<string, unknown>> {
  return typeof wire === 'object' && wire !== null && Object.getPrototypeOf(wire) === Object.prototype
}
