import type { Logger } from 'pino'
import { entityOf } from '../catalog/model.ts'
import type { Catalog } from '../catalog/model.ts'
import { CrossgraphError, invariant } from '../errors.ts'
import type { Fetch, Rows } from '../fetch/fetch.ts'
import { plainColumn } from '../residual/plain-column.ts'
import { printStep, runSteps } from '../residual/steps.ts'
import type { Health, Source } from '../sources/source.ts'
import type { CallLimits } from './call-limits.ts'
import { noteCall } from './call-log.ts'
import { createRequestQueue } from './call-queue.ts'
import { chunkKeys, joinChunks } from './chunk-keys.ts'
import { createProbe } from './health-probe.ts'
import { lowerFetch } from './lower-fetch.ts'
import { runForRequest } from './request-time.ts'
import type { RequestScope, RunFetch } from './request.ts'
import { createGate } from './source-gate.ts'
import type { SourceGate } from './source-gate.ts'
import { splitFetch } from './split-fetch.ts'

export interface DoorOptions {
  readonly catalog: Catalog
  readonly sources: ReadonlyMap<string, Source>
  /** By name of source. */
  readonly limits: ReadonlyMap<string, CallLimits>
  readonly log: Pick<Logger, 'info' | 'warn'>
  /** Calls of one request that run at once; without it as many as the sources take. */
  readonly maxParallel?: number | undefined
}

export interface Door {
  readonly runFetch: RunFetch
  /** By name of source. Answers within about a second, whatever the sources do. */
  health(): Promise<Readonly<Record<string, Health>>>
  /** Closes the sources. */
  close(): Promise<void>
}

interface Way { readonly source: Source; readonly limits: CallLimits; readonly gate: SourceGate; readonly probe: () => Promise<Health> }

/** The one door to the sources. */
export function createDoor(options: DoorOptions): Door {
  const ways = new Map([...options.sources].map(([name, source]) => [name, openWay(source, options)]))
  const queueOf = createRequestQueue(options.maxParallel)

  /** The whole of a fetch, in its order: ask other sources for conditions on theirs, split by what the source can do, cut by keys, call, join, do what is left. */
  const runFetch: RunFetch = async (scope, asked, origin) => {
    const way = wayOf(ways, options.catalog, asked)
    if (asked.keys?.values.length === 0) return { rows: emptyRows(asked), calls: [] }
    const fetch = await lowerFetch(scope, { fetch: asked, origin }, { ...options, runFetch })
    scope.touched?.add(way.source.name)
    const { pushed, steps } = splitFetch(options.catalog, way.source.capabilities, fetch)
    const residual = steps.map(printStep)
    const chunks = chunkKeys(pushed, Math.min(way.limits.keys, way.source.capabilities.maxKeys))
    const answers = await runChunks(scope, chunks, (chunkScope, chunk) =>
      runForRequest(chunkScope, (call) =>
        queueOf(scope)(call.signal, () =>
          noteCall(scope, { source: way.source, fetch: chunk, origin, residual }, () =>
            way.gate(chunkScope, chunk, call)))))
    const rows = runSteps(options.catalog, pushed, { rows: joinChunks(answers.map((answer) => answer.rows)), steps })
    return { rows: onlyAskedFor(fetch, rows), calls: answers.flatMap(({ id }) => (id === null ? [] : [id])) }
  }

  return {
    runFetch,
    health: async () => Object.fromEntries(await Promise.all([...ways].map(async ([name, { probe }]) => [name, await probe()] as const))),
    close: async () => { await Promise.all([...options.sources.values()].map((source) => source.close())) },
  }
}

function openWay(source: Source, { limits: all, log }: DoorOptions): Way {
  const limits = all.get(source.name)
  invariant(limits !== undefined, `source ${source.name} has limits`)
  return { source, limits, gate: createGate({ source, limits, log }), probe: createProbe(source) }
}

function wayOf(ways: ReadonlyMap<string, Way>, catalog: Catalog, fetch: Fetch): Way {
  const name = entityOf(catalog, fetch.entity).source
  const way = ways.get(name)
  if (way === undefined) throw new CrossgraphError('SOURCE_UNAVAILABLE', `Source ${name} is switched off`, { source: name })
  return way
}

/** All chunks at once; the first that fails cancels the others. */
async function runChunks<Answer>(scope: RequestScope, chunks: readonly Fetch[], run: (scope: RequestScope, chunk: Fetch) => Promise<Answer>): Promise<readonly Answer[]> {
  const failed = new AbortController()
  const chunkScope = chunks.length === 1 ? scope : { ...scope, signal: AbortSignal.any([scope.signal, failed.signal]) }
  try {
    return await Promise.all(chunks.map((chunk) => run(chunkScope, chunk)))
  } catch (error) {
    failed.abort()
    throw error
  }
}

/** The answer to no keys at all, for which nothing is called. */
function emptyRows({ fields, group }: Fetch): Rows {
  const names = group === undefined ? fields : [...group.by, ...group.measures].map(({ as }) => as)
  return { columns: names.map(plainColumn), rows: [], keysOf: () => [], call: { native: '', rows: 0, bytes: 0, ms: 0, keys: 0 } }
}

/** Hides what only the residual steps read: the columns asked for come first. */
function onlyAskedFor({ fields, group }: Fetch, rows: Rows): Rows {
  return group !== undefined || rows.columns.length === fields.length ? rows : { ...rows, columns: rows.columns.slice(0, fields.length) }
}
