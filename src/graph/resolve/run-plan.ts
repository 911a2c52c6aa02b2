import DataLoader from 'dataloader'
import type { Entity } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'
import type { CallOrigin, Fetched } from '../../door/request.ts'
import { invariant } from '../../errors.ts'
import type { Fetch, Key } from '../../fetch/fetch.ts'
import { joinKey } from '../../fetch/key.ts'
import { withWhere } from '../../fetch/walk.ts'
import type { FetchPlan } from '../levels/level.ts'
import { crossesSources, lowerPredicate } from './across-sources.ts'
import type { GraphContext, KeyRequest, Match } from './graph-context.ts'
import type { Row } from './row-node.ts'

/** Runs a fetch without keys, once for all who ask for the same. */
export function fetchOnce(context: GraphContext, plan: FetchPlan, path: readonly string[]): Promise<Match> {
  const known = context.fetches.get(plan.shape) ?? runPlan(context, plan, { keys: null, origin: { parent: null, path } })
  context.fetches.set(plan.shape, known)
  return known.then((fetched) => ({ rows: fetched.rows, found: fetched.rows.rows, call: fetched.calls[0] ?? null }))
}

/** The source cuts a batch by itself where it must; this bounds what one batch may grow to. */
export const MOST_KEYS = 10_000

/** What a fetch finds for one key; the keys of a level become one batch. */
export const loadKey = (context: GraphContext, plan: FetchPlan, request: KeyRequest): Promise<Match> => loaderOf(context, plan).load(request)

/** The one loader of a shape in a request. */
export function loaderOf(context: GraphContext, plan: FetchPlan): DataLoader<KeyRequest, Match, string> {
  const known = context.loaders.get(plan.shape)
  if (known !== undefined) return known
  // A failure that were thrown would be forgotten: one that stands for each key is known like an answer, and no source is asked again.
  const load = (requests: readonly KeyRequest[]): Promise<readonly (Match | Error)[]> => loadBatch(context, plan, requests).catch((error: unknown) => requests.map(() => toError(error)))
  const loader = new DataLoader(load, { cacheKeyFn: ({ joined }: KeyRequest) => joined, maxBatchSize: MOST_KEYS })
  context.loaders.set(plan.shape, loader)
  return loader
}

const toError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** One fetch for many keys, past the loader: answers stand in the order of the requests. */
export async function loadBatch(context: GraphContext, plan: FetchPlan, requests: readonly KeyRequest[]): Promise<readonly Match[]> {
  const [first] = requests
  const origin = { parent: first?.parent ?? null, path: first?.path ?? [] }
  const { rows, calls } = await runPlan(context, plan, { keys: requests.map(({ key }) => key), origin })
  const byKey = groupByKey(rows)
  const call = calls[0] ?? null
  return requests.map(({ joined }) => ({ rows, found: byKey.get(joined) ?? [], call }))
}

function groupByKey({ rows, keysOf }: Fetched['rows']): ReadonlyMap<string, readonly Row[]> {
  invariant(keysOf !== undefined, 'rows of a batch know their keys')
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const group = groups.get(key)
      if (group === undefined) groups.set(key, [row])
      else group.push(row)
    }
  }
  return groups
}

export const keyRequest = (key: Key, { parent, path }: CallOrigin): KeyRequest => ({ key, joined: joinKey(key), parent, path })

/** The fetch as its own source understands it, through the door. */
async function runPlan(context: GraphContext, plan: FetchPlan, { keys, origin }: { readonly keys: readonly Key[] | null; readonly origin: CallOrigin }): Promise<Fetched> {
  const { graph, scope } = context
  const entity = entityOf(graph.catalog, plan.fetch.entity)
  const fetch = withKeys(await lowerFetch(context, entity, plan.fetch), keys)
  return graph.runFetch(scope, fetch, origin)
}

const withKeys = (fetch: Fetch, keys: readonly Key[] | null): Fetch => (keys === null || fetch.keys === undefined ? fetch : { ...fetch, keys: { ...fetch.keys, values: keys } })

/** Conditions on rows of other sources as conditions on the entity's own. */
async function lowerFetch(context: GraphContext, entity: Entity, fetch: Fetch): Promise<Fetch> {
  if (fetch.where === undefined || !crossesSources(context.graph.catalog, entity, fetch.where)) return fetch
  return withWhere(fetch, await lowerPredicate(context, entity, fetch.where))
}
