import { entityOf } from '../../catalog/model.ts'
import { fieldAt } from '../../fetch/field-type.ts'
import type { Keyset, Literal, Ordering, Value } from '../../fetch/fetch.ts'
import { comparableOf, compareValues } from '../../fetch/value.ts'
import type { Comparable } from '../../fetch/value.ts'
import { COUNT } from '../levels/compile-aggregate.ts'
import { completeOrder } from '../arguments/order.ts'
import type { FarLink } from '../levels/fetch-of-level.ts'
import { farLink, identify, isMerged, keysOfLink, placeFields, restrictLink } from '../levels/fetch-of-level.ts'
import type { FetchPlan } from '../levels/level.ts'
import type { GraphContext, Match } from './graph-context.ts'
import { deriveFetch } from './graph-context.ts'
import { readLinkKeys } from './link-keys.ts'
import { readMatches } from './read-matches.ts'
import type { Row, RowReader } from './row-node.ts'
import { readerOf } from './row-node.ts'

/** A row whose place in an order is wanted; what `placeFields` names of it was fetched. */
export interface PlacedRow { readonly entity: string; readonly reader: RowReader; readonly row: Row; readonly call: number | null }

/** The row's values of `orderBy`, one each. What its own source did not read is fetched through links, batched. */
export function placeOf(context: GraphContext, orderBy: readonly Ordering[], at: PlacedRow): Promise<Keyset> {
  return Promise.all(orderBy.map((ordering) => valueAt(context, ordering, at)))
}

async function valueAt(context: GraphContext, ordering: Ordering, at: PlacedRow): Promise<Literal | null> {
  const { field, count = false } = ordering
  const far = farLink(context.graph.catalog, at.entity, { field, count })
  if (far === null) return literalOf(at.reader.value(at.row, field), count)
  const before = far.before.map((step) => `${step}.`).join('')
  const keys = readLinkKeys(context.graph.reading, far.link, { reader: at.reader, row: at.row, before })
  const plan = deriveFetch(context, far.link, { name: `${ordering.field} ${count}`, make: () => planFar(context, far, ordering) })
  const match = await readMatches(context, plan, { keys, parent: at.call, path: ['orderBy', ...field.split('.')] })
  return far.after.length === 0 ? countOf(plan, match) : valueBehind(context, { far, ordering }, match)
}

/** The linked rows' count, or what is read of the linked row. */
function planFar({ graph: { catalog } }: GraphContext, { link, after }: FarLink, ordering: Ordering): FetchPlan {
  const target = entityOf(catalog, link.to)
  const base = { entity: target.name, keys: keysOfLink(link) }
  if (after.length > 0) return identify(restrictLink({ ...base, fields: placeFields(catalog, target, [behind(after, ordering)]), orderBy: completeOrder(target, []) }, link))
  const wanted = isMerged(catalog, link) ? { fields: target.key } : { fields: [], group: { by: [], measures: [COUNT] } }
  return identify(restrictLink({ ...base, ...wanted, orderBy: [] }, link))
}

const behind = (after: readonly string[], ordering: Ordering): Ordering => ({ ...ordering, field: after.join('.') })

function countOf({ fetch }: FetchPlan, { rows, found: [group, ...others] }: Match): number {
  if (fetch.group === undefined) return group === undefined ? 0 : 1 + others.length
  return group === undefined ? 0 : Number(readerOf(rows).value(group, COUNT.as))
}

async function valueBehind(context: GraphContext, { far, ordering }: { readonly far: FarLink; readonly ordering: Ordering }, { rows, found: [row], call }: Match): Promise<Literal | null> {
  if (row === undefined) return null
  return valueAt(context, behind(far.after, ordering), { entity: far.link.to, reader: readerOf(rows), row, call })
}

function literalOf(value: Value, count: boolean): Literal | null {
  if (count) return Array.isArray(value) ? value.length : 0
  return typeof value === 'object' ? null : value
}

/** Compares places of one order as a source sorts them. */
export function comparePlaces({ graph: { catalog } }: GraphContext, entity: string, orderBy: readonly Ordering[]): (left: Keyset, right: Keyset) => number {
  const decoders = orderBy.map(({ field, count }) => (count === true ? Number : comparableOf(catalog, fieldAt(catalog, entity, field).type)))
  const decode = (keyset: Keyset, i: number): Comparable | null => {
    const value = keyset[i] ?? null
    return value === null ? null : decoders[i]!(value)
  }
  return (left, right) => {
    for (const [i, ordering] of orderBy.entries()) {
      const sign = compareNullable(ordering, decode(left, i), decode(right, i))
      if (sign !== 0) return sign
    }
    return 0
  }
}

function compareNullable({ direction, nulls }: Ordering, left: Comparable | null, right: Comparable | null): number {
  if (left !== null && right !== null) return direction === 'asc' ? compareValues(left, right) : compareValues(right, left)
  if (left === null && right === null) return 0
  return (left === null) === (nulls === 'first') ? -1 : 1
}
