import { createHash } from 'node:crypto'
import type { Catalog } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import { fieldAt } from '../../fetch/field-type.ts'
import type { Keyset, Literal, Ordering, Search } from '../../fetch/fetch.ts'
import { canonicalJson } from '../../fetch/shape.ts'

/** What a cursor is a place in: cursors of another entity, order or search are told apart by it. */
export interface CursorOrder {
  readonly entity: string
  readonly orderBy: readonly Ordering[]
  readonly search?: Search | undefined
}

/** Short, for it is in every cursor; a mistake is to be noticed, not an attack to be withstood. */
export const cursorFingerprint = ({ entity, orderBy, search }: CursorOrder): string =>
  createHash('sha256').update(canonicalJson([entity, orderBy, search])).digest('base64url').slice(0, 8)

/** Opaque to clients: base64url of JSON `[fingerprint, value, …]`; a bigint is text. */
export function writeCursor(fingerprint: string, keyset: Keyset): string {
  return Buffer.from(JSON.stringify([fingerprint, ...keyset.map((value) => (typeof value === 'bigint' ? String(value) : value))])).toString('base64url')
}

/** The place that a cursor names. Throws QUERY_CURSOR for what is no cursor, or one of another order. */
export function readCursor(catalog: Catalog, order: CursorOrder, cursor: string): Keyset {
  const [fingerprint, ...values] = parseCursor(cursor)
  if (fingerprint !== cursorFingerprint(order)) throw new CrossgraphError('QUERY_CURSOR', 'The cursor is of another orderBy', { hint: 'Pass a cursor to the same field with the same orderBy and search that it came from.' })
  if (values.length !== order.orderBy.length) throw noCursor()
  return values.map((value, i) => readValue(catalog, { entity: order.entity, ordering: order.orderBy[i]! }, value))
}

function parseCursor(cursor: string): readonly unknown[] {
  let parsed: unknown
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    throw noCursor()
  }
  if (!Array.isArray(parsed) || typeof parsed[0] !== 'string') throw noCursor()
  return parsed
}

function readValue(catalog: Catalog, { entity, ordering }: { readonly entity: string; readonly ordering: Ordering }, value: unknown): Literal | null {
  if (value === null) return null
  const type = ordering.count === true ? 'Int' : fieldAt(catalog, entity, ordering.field).type.name
  if (type === 'BigInt' && typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value)
  const wanted = type === 'Int' || type === 'Float' ? 'number' : type === 'Boolean' ? 'boolean' : 'string'
  if (typeof value !== wanted || (typeof value !== 'number' && typeof value !== 'boolean' && typeof value !== 'string')) throw noCursor()
  return value
}

const noCursor = (): CrossgraphError => new CrossgraphError('QUERY_CURSOR', 'That is no cursor', { hint: 'Cursors come from edges { cursor } or pageInfo { endCursor }.' })
