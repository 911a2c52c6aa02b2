import type { EmbedOptions } from './embedder.ts'
import { CrossgraphError } from '../errors.ts'

const DEFAULT_TIMEOUT_MS = 15_000

/** What ends one call early: its caller's signal, or its time. */
export interface CallLimit {
  readonly signal: AbortSignal
  /** The error to report once `signal` is aborted. */
  error(): CrossgraphError
}

export function callLimit({ signal, timeoutMs = DEFAULT_TIMEOUT_MS }: EmbedOptions): CallLimit {
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)))
  return {
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    error: () => signal?.aborted === true ? cancelled(signal) : timedOut(timeoutMs),
  }
}

/** Waits for `work` no longer than the limit allows. The work itself goes on: it belongs to the one who started it. */
export function waitWithin<T>(limit: CallLimit, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(limit.error())
    if (limit.signal.aborted) stop()
    limit.signal.addEventListener('abort', stop, { once: true })
    work.then(resolve, reject).finally(() => limit.signal.removeEventListener('abort', stop))
  })
}

const timedOut = (timeoutMs: number): CrossgraphError =>
  new CrossgraphError('SOURCE_TIMEOUT', `the embedding model did not answer within ${timeoutMs} ms`, { retryable: true })

/** A reason of our own (a deadline's error, say) is the better answer than the fact that the call was given up. */
function cancelled(signal: AbortSignal): CrossgraphError {
  if (signal.reason instanceof CrossgraphError) return signal.reason
  return new CrossgraphError('QUERY_CANCELLED', 'The request was cancelled by its caller')
}
