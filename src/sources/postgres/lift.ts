import type { Fetch, FieldPath, Group, Ordering, Page, Predicate } from '../../fetch/fetch.ts'
import { Lifter } from './lifter.ts'
import type { Amount } from './lifter.ts'

/**
 * A fetch with its literals lifted out, so that all fetches of one shape share one statement: every literal is a mark that
 * names its place in `literals`. What changes the SQL stays in the shape: NULLs of a keyset, empty lists, the magnitude of
 * whole numbers, common limits.
 */
export interface Template {
  readonly entity: string
  readonly fields: readonly FieldPath[]
  readonly orderBy: readonly Ordering[]
  readonly where: Predicate | undefined
  readonly group: Group | undefined
  /** Places and direction; limit and offset are beside it. */
  readonly page: Page | undefined
  readonly limit: Amount
  readonly offset: Amount
  /** Without values. */
  readonly keys: Fetch['keys']
  /** A page for one key is a page of one list. */
  readonly isOneKey: boolean
  /** Equal for fetches that one statement serves. */
  readonly shape: string
  readonly literals: readonly unknown[]
}

/** Lifts the literals of a fetch. Runs for every call, so what does not change between calls is known by its identity. */
export function liftFetch(fetch: Fetch): Template {
  const { entity, fields, orderBy, page, keys } = fetch
  const lifter = new Lifter()
  const limit = lifter.limit(page?.limit)
  const offset = lifter.offset(page?.offset)
  const where = fetch.where === undefined ? undefined : lifter.predicate(fetch.where)
  const group = fetch.group === undefined ? undefined : lifter.group(fetch.group)
  const places = page === undefined ? undefined : lifter.page(page)
  const isOneKey = page !== undefined && keys?.values.length === 1
  const lifted = where === undefined && group === undefined && page === undefined ? '' : JSON.stringify([where, group, places, limit, offset, isOneKey])
  return { entity, fields, orderBy, where, group, page: places, limit, offset, keys, isOneKey, shape: frameOf(fetch) + lifted, literals: lifter.literals }
}

/** The part of a shape that holds no literal. */
interface Frame {
  readonly entity: string
  readonly orderBy: readonly Ordering[]
  readonly keys: string
  readonly text: string
}

const frames = new WeakMap<readonly FieldPath[], Frame>()

/** Callers keep the fields of an operation and hand over the same list each time. */
function frameOf({ entity, fields, orderBy, keys }: Fetch): string {
  const keyShape = keys === undefined ? '' : `${keys.fields.join(' ')} ${keys.types.join(' ')}`
  const known = frames.get(fields)
  if (known?.orderBy === orderBy && known.keys === keyShape && known.entity === entity) return known.text
  const text = JSON.stringify([entity, fields, orderBy, keyShape])
  frames.set(fields, { entity, orderBy, keys: keyShape, text })
  return text
}

/** Lifts a predicate of the catalog (a link's `where`); its marks are counted from `start`. */
export function liftConstants(predicate: Predicate, start: number): { readonly predicate: Predicate; readonly literals: readonly unknown[] } {
  const lifter = new Lifter(true, start)
  return { predicate: lifter.predicate(predicate), literals: lifter.literals }
}
