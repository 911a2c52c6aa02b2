import type { Logger } from 'pino'
import { CrossgraphError } from '../errors.ts'
import type { Fetch, Rows } from '../fetch/fetch.ts'
import type { Source } from '../sources/source.ts'
import { createBreaker } from './breaker.ts'
import type { CallLimits } from './call-limits.ts'
import { createQueue } from './call-queue.ts'
import { runForSource } from './request-time.ts'
import type { RequestScope } from './request.ts'
import { createRetry } from './retry.ts'

/** The way to one source, the same for all requests: it bounds what the source is asked for at once. */
export type SourceGate = (scope: RequestScope, fetch: Fetch, call: AbortController) => Promise<Rows>

export interface GateOptions {
  readonly source: Source
  readonly limits: CallLimits
  readonly log: Pick<Logger, 'info' | 'warn'>
}

/**
 * In this order: one retry, a place in the queue, the breaker, the source's own time, the call, its
 * limits. A retry stands outside the queue, so that one that waits for its second try holds no place.
 * @throws SOURCE_*, LIMIT_*
 */
export function createGate({ source, limits, log }: GateOptions): SourceGate {
  const retry = createRetry()
  const queue = createQueue(source.name, limits)
  const breaker = createBreaker(source.name, log)
  const bounds = { maxRows: limits.rows, maxBytes: limits.bytes }
  return (scope, fetch, call) =>
    retry(scope, call.signal, () =>
      queue(call.signal, () =>
        breaker(() =>
          runForSource(scope, { name: source.name, timeoutMs: limits.timeoutMs, call }, async (timeoutMs) =>
            checkSize(source.name, limits, await source.fetch(fetch, { ...bounds, timeoutMs, signal: call.signal }))))))
}

/** Never a cut: an answer beyond the limits is an error with the figures. */
function checkSize(source: string, limits: CallLimits, rows: Rows): Rows {
  if (rows.rows.length > limits.rows) throw tooMuch('LIMIT_ROWS', source, { limit: limits.rows, found: rows.rows.length, unit: 'rows' })
  if (rows.call.bytes > limits.bytes) throw tooMuch('LIMIT_BYTES', source, { limit: limits.bytes, found: rows.call.bytes, unit: 'bytes' })
  return rows
}

function tooMuch(code: string, source: string, details: { readonly limit: number; readonly found: number; readonly unit: string }): CrossgraphError {
  const message = `Source ${source} answered with ${details.found} ${details.unit}, the most is ${details.limit}`
  return new CrossgraphError(code, message, { source, details, hint: 'Filter, give a limit, or page through the rows' })
}
