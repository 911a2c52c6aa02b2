import type { Json, JsonObject } from './json.ts'
import { formatError } from './failure.ts'
import { isArray, isObject } from './json.ts'

/** Reading the parts of a request's body; each throws the server's format error for another shape. */

export function readObject(value: Json | undefined, what: string): JsonObject {
  if (!isObject(value)) throw formatError(`invalid type for ${what}, expected an object`)
  return value
}

export function readArray(value: Json | undefined, what: string): readonly Json[] {
  if (!isArray(value)) throw formatError(`invalid type for ${what}, expected a sequence`)
  return value
}

export function readString(value: Json | undefined, what: string): string {
  if (typeof value !== 'string') throw formatError(`invalid type for ${what}, expected a string`)
  return value
}

export function readNumber(value: Json | undefined, what: string): number {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw formatError(`invalid type for ${what}, expected a number`)
  return Number(value)
}

/** A whole number from 0 on, or the default where it is absent. */
export function readCount(value: Json | undefined, what: string, absent: number): number {
  if (value === undefined || value === null) return absent
  const count = readNumber(value, what)
  if (!Number.isInteger(count) || count < 0) throw formatError(`invalid value for ${what}, expected usize`)
  return count
}

/** One thing or a list of them, as the filter's clauses allow. */
export const readMany = (value: Json | undefined): readonly Json[] => value === undefined || value === null ? [] : isArray(value) ? value : [value]
