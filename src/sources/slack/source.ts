import type { Catalog, SlackObject } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Fetch, Rows } from '../../fetch/fetch.ts'
import type { Estimate, FetchContext, Health, Source } from '../source.ts'
import { slackCapabilities } from './capabilities.ts'
import type { SqlQuery } from './compile-fetch.ts'
import { compileCount, compileFetch } from './compile-fetch.ts'
import { derivationsOf, slackEntities } from './derivation.ts'
import { slackShape } from './introspect.ts'
import { keyProblem } from './key-problem.ts'
import { readRows } from './read-rows.ts'
import type { SlackLog } from './refresh.ts'
import { SlackRefresh } from './refresh.ts'
import type { SlackApi } from './slack-api.ts'
import { createSlackApi } from './slack-api.ts'
import { SlackStore } from './store.ts'
import { STORED_OBJECTS } from './stored-objects.ts'
import type { SyncReport } from './sync.ts'

export interface SlackSourceOptions {
  readonly name: string
  readonly token: string
  /** `https://slack.com/api/` unless given. */
  readonly apiUrl?: string | undefined
  readonly catalog: Catalog
  /** Of the SQLite file with the copy; made with its folder, and safe to delete while nobody uses it. */
  readonly storePath: string
  /** Calls to Slack at once, milliseconds for one of them, keys of one batch. */
  readonly limits: { readonly concurrency: number; readonly timeoutMs: number; readonly keys: number }
  /** How old the copy may be before a query has it brought up to date; 30 s by default. */
  readonly maxAgeMs?: number | undefined
  readonly log?: SlackLog | undefined
}

export interface SlackSource extends Source {
  freshness(): ReturnType<NonNullable<Source['freshness']>>
  /** Reads what is new; joins a pass that is under way. */
  sync(): Promise<SyncReport>
  /** Begins to read the workspace before anybody asks, and goes on trying until it was read once. */
  start(): void
}

/** A health check is no older than this. */
const HEALTH_MS = 5000
/** What is left to a query that waited for the first pass. */
const ANSWER_MS = 50

/** A Slack workspace, answered from a local copy that is kept fresh: also while Slack is down. */
export function createSlackSource(options: SlackSourceOptions): SlackSource {
  const { name, catalog } = options
  const store = new SlackStore(options.storePath, derivationsOf(catalog, name))
  const { concurrency, timeoutMs } = options.limits
  const api = createSlackApi({ source: name, token: options.token, apiUrl: options.apiUrl, timeoutMs, concurrency })
  const wanted = new Set(slackEntities(catalog, name).map(({ object }) => object))
  const refresh = new SlackRefresh({ source: name, api, store, concurrency, wanted, maxAgeMs: options.maxAgeMs ?? 30_000, log: options.log })
  const rowsOf = (object: SlackObject): number => Number(store.all(`select count(*) as n from ${STORED_OBJECTS[object].table}`)[0]?.['n'])
  return {
    name, kind: 'slack',
    capabilities: slackCapabilities(catalog, options.limits.keys),
    keyProblem: (entity, fields, types, key) => keyProblem(catalog, entity, { fields, types, key }),
    fetch: (fetch, context) => answer({ name, catalog, store, refresh }, fetch, context),
    explain: async (fetch) => compileFetch(catalog, fetch).sql,
    estimate: async (fetch) => estimateRows(store, catalog, { fetch, read: refresh.freshness() !== null }),
    introspect: async () => slackShape(rowsOf),
    health: healthCheck(api),
    freshness: () => refresh.freshness(),
    sync: () => refresh.sync(),
    start: () => refresh.start(),
    async close() {
      await refresh.close()
      store.close()
    },
  }
}

interface Desk { readonly name: string; readonly catalog: Catalog; readonly store: SlackStore; readonly refresh: SlackRefresh }

async function answer({ name, catalog, store, refresh }: Desk, fetch: Fetch, context: FetchContext): Promise<Rows> {
  const started = performance.now()
  const query = compileFetch(catalog, fetch)
  await refresh.whenRead(query.objects, { timeoutMs: Math.max(0, context.timeoutMs - ANSWER_MS), signal: context.signal })
  context.signal?.throwIfAborted()
  refresh.refreshIfOld()
  const { rows, bytes } = runQuery(store, query, { source: name, context })
  const call = { native: query.sql, rows: rows.length, bytes, ms: performance.now() - started, keys: fetch.keys?.values.length ?? 0 }
  return { columns: query.columns, rows, call, ...(query.keyed ? { keysOf: (row: readonly unknown[]) => [String(row[query.columns.length])] } : {}) }
}

/** SQLite's own errors tell texts of queries and rows: only their kind goes on. */
function runQuery(store: SlackStore, query: SqlQuery, caller: { readonly source: string; readonly context: FetchContext }): ReturnType<typeof readRows> {
  try {
    return readRows(store, query, caller)
  } catch (cause) {
    if (cause instanceof CrossgraphError) throw cause
    throw new CrossgraphError('SOURCE_UNAVAILABLE', 'The local copy of Slack could not be read', { source: caller.source, retryable: true, cause })
  }
}

/** The copy is at hand: its rows are counted, not guessed. */
function estimateRows(store: SlackStore, catalog: Catalog, { fetch, read }: { readonly fetch: Fetch; readonly read: boolean }): Estimate {
  const query = compileCount(catalog, fetch)
  const [row] = store.iterate(query.sql, query.parameters)
  return { rows: Number(row?.[0] ?? 0), exact: read }
}

/** Asks Slack itself, not the copy, and no more than once in a few seconds. */
function healthCheck(api: SlackApi): () => Promise<Health> {
  let known: { readonly at: number; readonly health: Promise<Health> } | null = null
  return () => {
    if (known === null || performance.now() - known.at > HEALTH_MS) known = { at: performance.now(), health: askHealth(api) }
    return known.health
  }
}

async function askHealth(api: SlackApi): Promise<Health> {
  const started = performance.now()
  try {
    await api.authTest()
    return { status: 'up', latencyMs: Math.round(performance.now() - started) }
  } catch (error) {
    const { code, message } = error instanceof CrossgraphError ? error : { code: 'SOURCE_UNAVAILABLE', message: 'Slack could not be reached' }
    return { status: 'down', code, message }
  }
}
