import type { Fetch, Rows } from '../fetch/fetch.ts'

/** One request of a caller: its deadline, its cancellation, and what is noted of its calls. Everything a fetch needs to know of its asker. */
export interface RequestScope {
  /** On the clock of `performance.now()`, milliseconds. */
  readonly deadline: number
  readonly signal: AbortSignal
  /** Filled by the door, one record for each fetch that was run, in the order of their start; null when nobody asked. */
  readonly calls: CallRecord[] | null
  /** Filled by the door: the sources that this request has read from. */
  readonly touched?: Set<string> | undefined
}

/** Where in the answer a fetch belongs. */
export interface CallOrigin {
  /** The id of the call whose rows gave the keys; null for a root field. */
  readonly parent: number | null
  /** Response path without list positions: `['customers', 'orders']`. */
  readonly path: readonly string[]
}

export type CacheState = 'off' | 'miss' | 'hit' | 'stale' | 'shared' | 'materialized'

/** One element of `extensions.crossgraph.explain.calls`. */
export interface CallRecord {
  readonly id: number
  readonly parent: number | null
  readonly source: string
  readonly kind: string
  readonly path: readonly string[]
  readonly native: string
  readonly keys: number
  readonly rows: number
  readonly bytes: number
  readonly ms: number
  readonly cache: CacheState
  /** Named steps that the gateway did itself, such as `filter: rating > 3` or `sort: text asc`. */
  readonly residual: readonly string[]
}

/** Rows, and the ids of the calls that brought them (several when the keys were cut into chunks). */
export interface Fetched { readonly rows: Rows; readonly calls: readonly number[] }

/**
 * The one door to the sources: policy, deadline, queue, limits, retries, breaker, residual steps and explain, in that
 * order. Nothing calls a Source around it.
 */
export type RunFetch = (scope: RequestScope, fetch: Fetch, origin: CallOrigin) => Promise<Fetched>
