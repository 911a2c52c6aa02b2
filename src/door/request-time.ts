import type { RequestScope } from './request.ts'
import { deadlinePassed, requestCancelled, sourceTimeout } from './source-failure.ts'

/** What a call leaves of the request's time, so that its failure can still be answered; milliseconds. */
const MARGIN_MS = 50
/** A source ends its work by itself at its time-out; one that does not is let go so much later. */
const GRACE_MS = 25

export const timeLeft = (scope: RequestScope): number => scope.deadline - performance.now()

/**
 * Runs work that ends when nobody waits any more: its signal is aborted when the caller went away or the deadline passed,
 * and the promise is settled at once, whether the work listens or not.
 * @throws LIMIT_DEADLINE, QUERY_CANCELLED
 */
export async function runForRequest<Result>(scope: RequestScope, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  if (scope.signal.aborted) throw endOf(scope)
  const left = timeLeft(scope) - MARGIN_MS
  if (left <= 0) throw deadlinePassed()
  const late = AbortSignal.timeout(Math.ceil(left) + 2 * GRACE_MS)
  return settleBefore(AbortSignal.any([scope.signal, late]), () => endOf(scope), run)
}

/**
 * Gives a source its time: the smaller of its own cap and what the request has left.
 * @throws SOURCE_TIMEOUT when the source took more than its cap, LIMIT_DEADLINE when the request had less left than that
 */
export async function runForSource<Result>(
  scope: RequestScope, { name, timeoutMs: cap, signal }: { readonly name: string; readonly timeoutMs: number; readonly signal: AbortSignal },
  run: (timeoutMs: number, signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const left = timeLeft(scope) - MARGIN_MS
  if (left <= 0) throw deadlinePassed()
  const timeoutMs = Math.min(cap, left)
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), timeoutMs + GRACE_MS)
  const error = (): Error => (left < cap ? deadlinePassed() : sourceTimeout(name, timeoutMs))
  try {
    return await settleBefore(late.signal, error, () => run(timeoutMs, AbortSignal.any([signal, late.signal])))
  } catch (thrown) {
    throw left < cap && isTimeout(thrown) ? deadlinePassed() : thrown
  } finally {
    clearTimeout(timer)
  }
}

const isTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'SOURCE_TIMEOUT'

const endOf = (scope: RequestScope): Error => (timeLeft(scope) <= MARGIN_MS ? deadlinePassed() : requestCancelled())

/** The work's result, or `error` as soon as the signal is aborted. */
function settleBefore<Result>(signal: AbortSignal, error: () => Error, run: (signal: AbortSignal) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(error())
    signal.addEventListener('abort', onAbort, { once: true })
    run(signal).then(resolve, (thrown: unknown) => reject(signal.aborted ? error() : thrown)).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
