import { CrossgraphError } from '../../errors.ts'

/** What ends one call to Qdrant early: its caller's signal, or its time. */
export interface Deadline {
  readonly signal: AbortSignal
  /** Milliseconds that are left. */
  left(): number
  /** What to report once `signal` is aborted. */
  error(): CrossgraphError
}

export function startDeadline(source: string, { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined }): Deadline {
  const end = performance.now() + timeoutMs
  const timeout = AbortSignal.timeout(Math.max(1, Math.ceil(timeoutMs)))
  return {
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
    left: () => Math.max(1, end - performance.now()),
    error: () => (signal?.aborted === true ? cancelled(signal) : timedOut(source, timeoutMs)),
  }
}

const timedOut = (source: string, timeoutMs: number): CrossgraphError =>
  new CrossgraphError('SOURCE_TIMEOUT', `${source} did not answer within ${Math.round(timeoutMs)} ms`, { source, retryable: true })

/** A reason of our own (the request's deadline, say) is the better answer than the fact that the call was given up. */
function cancelled(signal: AbortSignal): CrossgraphError {
  if (signal.reason instanceof CrossgraphError) return signal.reason
  return new CrossgraphError('QUERY_CANCELLED', 'The request was cancelled by its caller')
}
