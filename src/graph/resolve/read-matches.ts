import type { Entity, Link } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'
import { joinKey } from '../../fetch/key.ts'
import type { Key } from '../../fetch/fetch.ts'
import { plainColumn } from '../../residual/plain-column.ts'
import { conjunctionOf, withWhere } from '../../fetch/walk.ts'
import { identify } from '../levels/fetch-of-level.ts'
import type { FetchPlan, Via } from '../levels/level.ts'
import type { GraphContext, Match } from './graph-context.ts'
import { deriveFetch } from './graph-context.ts'
import { readLinkKeys } from './link-keys.ts'
import type { RowNode } from './row-node.ts'
import { readerOf } from './row-node.ts'
import { fetchOnce, keyRequest, loadKey } from './run-plan.ts'
import { searchVia } from './search-via.ts'

/** From where rows are reached: from the root (`keys` is null), or from a row above by its keys. */
export interface Reach {
  readonly keys: readonly Key[] | null
  readonly parent: number | null
  readonly path: readonly string[]
}

/** Throws SOURCE_KEY when the row's key cannot be converted. */
export function reachFrom(context: GraphContext, { link, path }: { readonly link: Link | null; readonly path: readonly string[] }, node: RowNode | null): Reach {
  if (link === null || node === null) return { keys: null, parent: null, path }
  return { keys: readLinkKeys(context.graph.reading, link, { reader: node.set.reader, row: node.row }), parent: node.set.call, path }
}

const NOTHING: Match = { rows: { columns: [], rows: [], call: { native: '', rows: 0, bytes: 0, ms: 0, keys: 0 } }, found: [], call: null }

/** The rows that a fetch finds from there; rows found by several keys are there once, in no order. */
export async function readMatches(context: GraphContext, wanted: FetchPlan, reach: Reach): Promise<Match> {
  const plan = wanted.via === null ? wanted : await restrictToFound(context, wanted, wanted.via)
  if (reach.keys === null) return fetchOnce(context, plan, reach.path)
  const [key, ...others] = reach.keys
  if (key === undefined) return NOTHING
  if (others.length === 0) return loadKey(context, plan, keyRequest(key, reach))
  const matches = await Promise.all(reach.keys.map((each) => loadKey(context, plan, keyRequest(each, reach))))
  return mergeMatches(entityOf(context.graph.catalog, plan.fetch.entity), plan, matches)
}

/** Only rows that the search of another type leads to. */
async function restrictToFound(context: GraphContext, plan: FetchPlan, via: Via): Promise<FetchPlan> {
  const { where } = await searchVia(context, via)
  const conditions = [plan.fetch.where, where].filter((part) => part !== undefined)
  return deriveFetch(context, plan, { name: 'found', make: () => identify(withWhere(plan.fetch, conjunctionOf(conditions))) })
}

/** Answers of several batches have columns of their own: their rows are read, and stand as values from there on. */
function mergeMatches(entity: Entity, { fetch: { fields } }: FetchPlan, matches: readonly Match[]): Match {
  const distinct = new Map<string, readonly unknown[]>()
  for (const { rows, found } of matches) {
    const reader = readerOf(rows)
    for (const row of found) {
      const identity = joinKey(entity.key.map((field) => String(reader.value(row, field))))
      if (!distinct.has(identity)) distinct.set(identity, fields.map((field) => reader.value(row, field)))
    }
  }
  const found = [...distinct.values()]
  return { rows: { ...NOTHING.rows, columns: fields.map(plainColumn), rows: found }, found, call: matches[0]?.call ?? null }
}
