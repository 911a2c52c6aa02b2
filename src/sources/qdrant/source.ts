import type { Catalog } from '../../catalog/model.ts'
import type { Embedder } from '../../embeddings/embedder.ts'
import type { Fetch, Rows } from '../../fetch/fetch.ts'
import type { FetchContext, Health, Source } from '../source.ts'
import { CrossgraphError } from '../../errors.ts'
import { qdrantCapabilities } from './capabilities.ts'
import { compileFetch } from './compile-fetch.ts'
import { keyProblem } from './compile-keys.ts'
import { startDeadline } from './deadline.ts'
import { QdrantDriver } from './driver.ts'
import { estimateRows } from './estimate.ts'
import { fetchCounts } from './fetch-counts.ts'
import { fetchRows } from './fetch-rows.ts'
import { introspectQdrant } from './introspect.ts'
import { printRequest } from './request.ts'

export interface QdrantSourceOptions {
  readonly name: string
  /** `http://host:6333`, with a path before the API where a proxy has one. */
  readonly url: string
  readonly apiKey?: string | undefined
  readonly catalog: Catalog
  /** Makes vectors of the texts that are searched for; it belongs to the caller, who closes it. */
  readonly embedder: Embedder
  readonly limits: {
    /** Connections at once. */
    readonly concurrency: number
    /** Milliseconds for calls that have no time of their own: estimates, introspection, health. */
    readonly timeoutMs: number
    /** Most keys of one batch; default 1,000. */
    readonly keys?: number
  }
}

/** Qdrant as a source. Nothing is sent before the first call. */
export function createQdrantSource({ name, url, apiKey, catalog, embedder, limits }: QdrantSourceOptions): Source {
  const driver = new QdrantDriver({ name, url, apiKey, connections: limits.concurrency })
  const ownDeadline = () => startDeadline(name, { timeoutMs: limits.timeoutMs })
  return {
    name,
    kind: 'qdrant',
    capabilities: qdrantCapabilities(catalog, limits.keys ?? 1_000),
    keyProblem: (entity, fields, _types, key) => keyProblem(catalog, entity, { fields, key }),
    fetch: (fetch, context) => runFetch({ driver, embedder, catalog, name }, fetch, context),
    explain: async (fetch) => printRequest(compileFetch(catalog, fetch).request),
    estimate: (fetch) => estimateRows(catalog, fetch, { driver, deadline: ownDeadline() }),
    introspect: () => introspectQdrant(driver, ownDeadline()),
    health: () => checkHealth(driver, ownDeadline()),
    // Idle connections keep no process alive and end by themselves; a call that is on its way ends at its deadline.
    close: async () => {},
  }
}

interface Parts { readonly driver: QdrantDriver; readonly embedder: Embedder; readonly catalog: Catalog; readonly name: string }

async function runFetch({ driver, embedder, catalog, name }: Parts, fetch: Fetch, context: FetchContext): Promise<Rows> {
  const deadline = startDeadline(name, context)
  const call = { driver, embedder, source: name, fetch, context, deadline, compiled: compileFetch(catalog, fetch) }
  return fetch.group === undefined ? fetchRows(call) : fetchCounts(call)
}

async function checkHealth(driver: QdrantDriver, deadline: ReturnType<typeof startDeadline>): Promise<Health> {
  const started = performance.now()
  try {
    await driver.collections(deadline)
    return { status: 'up', latencyMs: Math.round(performance.now() - started) }
  } catch (error) {
    const failure = error instanceof CrossgraphError ? { code: error.code, message: error.message } : {}
    return { status: 'down', ...failure }
  }
}
