import { invariant } from '../errors.ts'
import type { Column, FieldPath, Value } from '../fetch/fetch.ts'

/** A column whose rows hold canonical Values already. */
export const plainColumn = (field: FieldPath): Column => ({ field, toValue: valueOf, toJson: (wire) => jsonOf(valueOf(wire)) })

function valueOf(wire: unknown): Value {
  invariant(isValue(wire), 'a canonical value')
  return wire
}

function isValue(wire: unknown): wire is Value {
  return wire === null || typeof wire === 'object' || typeof wire === 'string' || typeof wire === 'number' || typeof wire === 'bigint' || typeof wire === 'boolean'
}

/** The serialised GraphQL value: a BigInt is a string, so that no digit is lost. */
const jsonOf = (value: Value): string => JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
