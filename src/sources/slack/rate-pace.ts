import { setTimeout as timer } from 'node:timers/promises'

const MINUTE_MS = 60_000

/** Keeps one method's calls within so many a sliding minute, and quiet while Slack asked for quiet. */
export interface RatePace {
  /** Resolves when the next call may go out; rejects when the signal aborts. */
  readonly take: (signal: AbortSignal) => Promise<void>
  /** Slack answered 429: nothing for so many seconds, and from now on the method's published rate. */
  readonly pause: (seconds: number) => void
}

export interface Clock {
  readonly now: () => number
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>
}
const wallClock: Clock = { now: Date.now, sleep: (ms, signal) => timer(ms, undefined, { signal }) }

/**
 * @param perMinute the method's published rate
 * @param trusted whether that rate holds from the start; if not, only once a 429 has shown that there is one
 */
export function createRatePace(perMinute: number, trusted: boolean, { now, sleep }: Clock = wallClock): RatePace {
  const sent: number[] = []
  let limited = trusted
  let quietUntil = 0
  /** Milliseconds until the next call may go out. */
  const waitMs = (time: number): number => {
    while (sent[0] !== undefined && sent[0] <= time - MINUTE_MS) sent.shift()
    const oldest = sent[sent.length - perMinute]
    return Math.max(quietUntil - time, limited && oldest !== undefined ? oldest + MINUTE_MS - time : 0)
  }
  return {
    async take(signal) {
      for (let wait = waitMs(now()); wait > 0; wait = waitMs(now())) await sleep(wait, signal)
      signal.throwIfAborted()
      sent.push(now())
    },
    pause(seconds) {
      limited = true
      quietUntil = Math.max(quietUntil, now() + seconds * 1000)
    },
  }
}
