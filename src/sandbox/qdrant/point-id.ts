import type { Json } from './json.ts'
import { formatError } from './failure.ts'

/** An unsigned 64-bit integer (bigint beyond 2^53) or a UUID in lower case with hyphens. */
export type PointId = number | bigint | string

const UUID = /^(?:urn:uuid:)?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/i

export function readPointId(value: Json | undefined): PointId {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  if (typeof value === 'bigint' && value >= 0n) return value
  const parts = typeof value === 'string' ? UUID.exec(value) : null
  if (parts === null) throw formatError(`value ${String(value)} is not a valid point ID, valid values are either an unsigned integer or a UUID`)
  return parts.slice(1).join('-').toLowerCase()
}

/** An id as a path of the URL has it. */
export function readPathId(text: string): PointId {
  if (!/^\d{1,20}$/.test(text)) return readPointId(text)
  const id = BigInt(text)
  return readPointId(id <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(id) : id)
}

/** One text for each id; digits and UUIDs never meet. */
export const idKey = (id: PointId): string => String(id)

/** Integers by value, then UUIDs. */
export function compareIds(a: PointId, b: PointId): number {
  if (typeof a === 'string' && typeof b !== 'string') return 1
  if (typeof a !== 'string' && typeof b === 'string') return -1
  return a < b ? -1 : a > b ? 1 : 0
}
