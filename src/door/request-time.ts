import type { RequestScope } from './request.ts'
import { deadlinePassed, requestCancelled, sourceTimeout } from './source-failure.ts'

/** What a call leaves of the request's time, so that its failure can still be answered; milliseconds. */
const MARGIN_MS = 50
/** A source ends its work by itself at its time-out; one that does not is let go so much later. */
const GRACE_MS = 25

export const timeLeft = (scope: RequestScope): number => scope.deadline - performance.now()

/**
 * Runs work that ends when nobody waits any more: its controller is aborted when the caller went away or the deadline
 * passed, and the promise is settled at once, whether the work listens or not. One controller serves the whole call, for
 * combined signals cost more than all else that the door does.
 * @throws LIMIT_DEADLINE, QUERY_CANCELLED
 */
export function runForRequest<Result>(scope: RequestScope, run: (call: AbortController) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const left = timeLeft(scope) - MARGIN_MS
    if (left <= 0 || scope.signal.aborted) return reject(endOf(scope))
    const call = new AbortController()
    const end = (): void => {
      reject(endOf(scope))
      call.abort()
    }
    const timer = setTimeout(end, left + 2 * GRACE_MS)
    scope.signal.addEventListener('abort', end)
    const settled = (): void => {
      clearTimeout(timer)
      scope.signal.removeEventListener('abort', end)
    }
    run(call).then((result) => { settled(); resolve(result) }, (error: unknown) => { settled(); reject(error) })
  })
}

export interface SourceTime { readonly name: string; readonly timeoutMs: number; readonly call: AbortController }

/**
 * Gives a source its time: the smaller of its own cap and what the request has left. The call is over when it is.
 * @throws SOURCE_TIMEOUT when the source took more than its cap, LIMIT_DEADLINE when the request had less left than that
 */
export function runForSource<Result>(scope: RequestScope, { name, timeoutMs: cap, call }: SourceTime, run: (timeoutMs: number) => Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const left = timeLeft(scope) - MARGIN_MS
    if (left <= 0) return reject(deadlinePassed())
    const timeoutMs = Math.min(cap, left)
    const late = (): Error => (left < cap ? deadlinePassed() : sourceTimeout(name, timeoutMs))
    const timer = setTimeout(() => {
      reject(late())
      call.abort()
    }, timeoutMs + GRACE_MS)
    run(timeoutMs).then(
      (result) => { clearTimeout(timer); resolve(result) },
      (error: unknown) => { clearTimeout(timer); reject(left < cap && isTimeout(error) ? deadlinePassed() : error) })
  })
}

const isTimeout = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'SOURCE_TIMEOUT'

const endOf = (scope: RequestScope): Error => (timeLeft(scope) <= MARGIN_MS ? deadlinePassed() : requestCancelled())
