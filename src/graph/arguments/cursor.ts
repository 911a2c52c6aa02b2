import { createHash } from 'node:crypto'
import type { Catalog } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import { fieldAt } from '../../fetch/field-type.ts'
import type { Keyset, Literal, Ordering, Search } from '../../fetch/fetch.ts'
import { canonicalJson } from '../../fetch/shape.ts'

/** What cursors are places in. */
export interface CursorOrder {
  /** Cursors of another entity, order or search begin with another one. */
  readonly fingerprint: string
  /** The type of each value of a place. */
  readonly types: readonly string[]
}

/** The order of a list; `ranked` is a search of another type whose best score stands before everything else. */
export function cursorOrder(catalog: Catalog, entity: string, { orderBy, search, ranked }: { readonly orderBy: readonly Ordering[]; readonly search: Search | undefined; readonly ranked: boolean }): CursorOrder {
  const types = orderBy.map(({ field, count }) => (count === true ? 'Int' : fieldAt(catalog, entity, field).type.name))
  // Short, for it is in every cursor: a mistake is to be noticed, not an attack to be withstood.
  const fingerprint = createHash('sha256').update(canonicalJson([entity, orderBy, search, ranked])).digest('base64url').slice(0, 8)
  return { fingerprint, types: ranked ? ['Float', ...types] : types }
}

/** Opaque to clients: base64url of JSON `[fingerprint, value, …]`; a bigint is text. */
export function writeCursor({ fingerprint }: CursorOrder, keyset: Keyset): string {
  return Buffer.from(JSON.stringify([fingerprint, ...keyset.map((value) => (typeof value === 'bigint' ? String(value) : value))])).toString('base64url')
}

/** The place that a cursor names. Throws QUERY_CURSOR for what is no cursor, or one of another order. */
export function readCursor({ fingerprint, types }: CursorOrder, cursor: string): Keyset {
  const [mark, ...values] = parseCursor(cursor)
  if (mark !== fingerprint) throw new CrossgraphError('QUERY_CURSOR', 'The cursor is of another orderBy', { hint: 'Pass a cursor to the same field with the same orderBy and search that it came from.' })
  if (values.length !== types.length) throw noCursor()
  return values.map((value, i) => readValue(types[i]!, value))
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

function readValue(type: string, value: unknown): Literal | null {
  if (value === null) return null
  if (type === 'BigInt' && typeof value === 'string' && /^-?\d+$/.test(value)) return BigInt(value)
  const wanted = type === 'Int' || type === 'Float' ? 'number' : type === 'Boolean' ? 'boolean' : 'string'
  if (typeof value !== wanted || (typeof value !== 'number' && typeof value !== 'boolean' && typeof value !== 'string')) throw noCursor()
  return value
}

const noCursor = (): CrossgraphError => new CrossgraphError('QUERY_CURSOR', 'That is no cursor', { hint: 'Cursors come from edges { cursor } or pageInfo { endCursor }.' })
