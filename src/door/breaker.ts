import { BrokenCircuitError, circuitBreaker, ExponentialBackoff, handleWhen, noJitterGenerator, SamplingBreaker } from 'cockatiel'
import type { Logger } from 'pino'
import { isSourceFailure, sourceLeftAlone } from './source-failure.ts'

export type Breaker = <Result>(run: () => Promise<Result>) => Promise<Result>

/** Of at least 20 calls within 10 s more than half failed: open for 5 s, doubling to 60 s; three calls that succeed close it. */
const SAMPLING = { duration: 10_000, threshold: 0.5, minimumRps: 2 }
const OPEN_FOR = { initialDelay: 5_000, maxDelay: 60_000, exponent: 2, generator: noJitterGenerator }
const PROBES = { calls: 3, threshold: 0 }

/**
 * Leaves a source alone that fails all the time, and tries it again by itself.
 * @throws SOURCE_UNAVAILABLE, retryable, while it is open
 */
export function createBreaker(source: string, log: Pick<Logger, 'info' | 'warn'>): Breaker {
  const policy = circuitBreaker(handleWhen(isSourceFailure), {
    breaker: new SamplingBreaker(SAMPLING),
    halfOpenAfter: new ExponentialBackoff(OPEN_FOR),
    halfOpenSampling: PROBES,
  })
  policy.onBreak(() => log.warn({ source }, 'source fails too often: left alone for a moment'))
  policy.onReset(() => log.info({ source }, 'source answers again'))
  return async (run) => {
    try {
      return await policy.execute(run)
    } catch (error) {
      throw error instanceof BrokenCircuitError ? sourceLeftAlone(source, error) : error
    }
  }
}
