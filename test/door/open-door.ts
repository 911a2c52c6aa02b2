import type { CallLimits } from '../../src/door/call-limits.ts'
import { createDoor } from '../../src/door/door.ts'
import type { Door } from '../../src/door/door.ts'
import type { CallOrigin, CallRecord, RequestScope } from '../../src/door/request.ts'
import type { Source } from '../../src/sources/source.ts'
import { smallCatalog } from './small-company.ts'

export const LIMITS: CallLimits = { concurrency: 2, queue: 2, waitMs: 60, timeoutMs: 400, rows: 1_000, bytes: 100_000, keys: 1_000 }
const catalog = smallCatalog()
export const ORIGIN: CallOrigin = { parent: null, path: ['buyers'] }

export function openDoor(sources: readonly Source[], { maxParallel, ...limits }: Partial<CallLimits> & { readonly maxParallel?: number } = {}): Door {
  return createDoor({
    catalog,
    sources: new Map(sources.map((source) => [source.name, source])),
    limits: new Map(sources.map((source) => [source.name, { ...LIMITS, ...limits }])),
    log: { info: () => {}, warn: () => {} },
    maxParallel,
  })
}

export interface TestScope extends RequestScope { readonly calls: CallRecord[] }

/** A request with so many milliseconds left. */
export const scopeOf = (leftMs = 5_000, signal: AbortSignal = new AbortController().signal): TestScope => ({ deadline: performance.now() + leftMs, signal, calls: [] })
