import type { Catalog } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { FieldPath, Key, KeyType } from '../../fetch/fetch.ts'
import type { Health, Source } from '../source.ts'
import { mongoCapabilities } from './capabilities.ts'
import { compileFetch } from './compile-fetch.ts'
import { MongoDriver } from './driver.ts'
import { estimateRows } from './estimate.ts'
import { introspectMongo } from './introspect.ts'
import { problemOfKey } from './key-form.ts'
import { operandOf } from './operand.ts'
import { printCall } from './print-call.ts'
import { openScope } from './join.ts'
import { runFetch } from './run-fetch.ts'

export interface MongoSourceOptions {
  readonly name: string
  /** `mongodb://…`; it never appears in an error. */
  readonly uri: string
  readonly database?: string | undefined
  readonly catalog: Catalog
  readonly limits: {
    /** Connections at once, and calls that may wait for one. */
    readonly concurrency: number
    readonly queue: number
    /** Milliseconds for calls that have no time of their own: estimates, introspection, health. */
    readonly timeoutMs: number
    /** Most keys of one batch; default 1,000. */
    readonly keys?: number
  }
}

/** MongoDB as a source. Nothing is sent before the first call; a database that is down is tried anew by each. */
export function createMongoSource({ name, uri, database, catalog, limits }: MongoSourceOptions): Source {
  const driver = new MongoDriver({ source: name, uri, database, limits })
  const site = { catalog, source: name }
  return {
    name,
    kind: 'mongodb',
    capabilities: mongoCapabilities(site, limits.keys ?? 1_000),
    keyProblem: (entity, fields, types, key) => keyProblem(catalog, entity, { fields, types, key }),
    fetch: (fetch, context) => runFetch(site, driver, { fetch, context }),
    explain: async (fetch) => printCall(compileFetch(site, fetch)),
    estimate: (fetch) => estimateRows(site, driver, fetch),
    introspect: () => introspectMongo(driver),
    health: () => checkHealth(driver),
    close: () => driver.close(),
  }
}

interface KeyShape { readonly fields: readonly FieldPath[]; readonly types: readonly KeyType[]; readonly key: Key }

function keyProblem(catalog: Catalog, entity: string, { fields, types, key }: KeyShape): string | null {
  const scope = openScope(catalog, entity)
  const problems = fields.map((field, i) => problemOfKey(operandOf(scope, field), types[i]!, key[i]!))
  return problems.find((problem) => problem !== null) ?? null
}

async function checkHealth(driver: MongoDriver): Promise<Health> {
  const started = performance.now()
  try {
    await driver.command({ ping: 1 })
    return { status: 'up', latencyMs: Math.round(performance.now() - started) }
  } catch (error) {
    return { status: 'down', ...(error instanceof CrossgraphError ? { code: error.code, message: error.message } : {}) }
  }
}
