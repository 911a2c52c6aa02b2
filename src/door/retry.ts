import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestScope } from './request.ts'
import { timeLeft } from './request-time.ts'
import { isRetryable } from './source-failure.ts'

export type Retry = <Result>(scope: RequestScope, signal: AbortSignal, run: () => Promise<Result>) => Promise<Result>

const LEAST_MS = 50
const MOST_MS = 1_000
/** A retry costs one; a call earns a tenth. So many are at hand after a quiet time. */
const EARNED = 0.1
const AT_HAND = 10

/** One more try of a call that may succeed a moment later, with full jitter, for at most a tenth of all calls: retries never double the load of a source in trouble. */
export function createRetry(): Retry {
  let budget = AT_HAND
  return async (scope, signal, run) => {
    budget = Math.min(AT_HAND, budget + EARNED)
    try {
      return await run()
    } catch (error) {
      const delay = LEAST_MS + Math.random() * (MOST_MS - LEAST_MS)
      if (!isRetryable(error) || budget < 1 || timeLeft(scope) < delay + 2 * LEAST_MS) throw error
      budget -= 1
      await sleep(delay, undefined, { signal })
      return run()
    }
  }
}
