import type { Field } from '../../catalog/model.ts'
import type { Literal } from '../../fetch/fetch.ts'
import type { PointId } from './request.ts'
import { plainInteger } from './match-kind.ts'

const INTEGER = /^[+-]?\d+$/
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * A literal as the id of a point. Null for an integer that no point has: negative, or beyond 64 bits.
 * Undefined for a text that is no id of this entity's points at all.
 */
export function pointIdOf(field: Field, literal: Literal): PointId | null | undefined {
  const text = String(literal)
  if (INTEGER.test(text) && takesIntegers(field)) {
    const integer = BigInt(text)
    return BigInt.asUintN(64, integer) === integer ? plainInteger(integer) : null
  }
  return UUID.test(text) && takesUuids(field) ? text.toLowerCase() : undefined
}

/** An `ID` without a stored type may be either. */
const takesIntegers = ({ type, storedType }: Field): boolean => type.name === 'Int' || type.name === 'BigInt' || (type.name !== 'UUID' && storedType !== 'UUID')
const takesUuids = ({ type, storedType }: Field): boolean => type.name === 'UUID' || ((type.name === 'ID' || type.name === 'String') && storedType !== 'INT64')
