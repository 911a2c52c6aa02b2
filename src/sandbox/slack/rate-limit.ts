/** Calls a minute that Slack grants each method and token, by its published tiers; the special ones as measured. */
const TIER = { one: 1, two: 20, three: 50, four: 100, special: 600 } as const
export type Tier = keyof typeof TIER

const WINDOW_MS = 60_000

export interface RateLimiter {
  /** Null when the call may pass, else whole seconds until the next one may. */
  readonly take: (token: string, method: string, tier: Tier) => number | null
}

/**
 * A sliding minute per token and method.
 * @param rate scales the tiers: 1 as Slack, 10 ten times as much, Infinity no limit
 */
export function createRateLimiter(rate: number, now: () => number = Date.now): RateLimiter {
  const calls = new Map<string, number[]>()
  return {
    take(token, method, tier) {
      if (rate === Number.POSITIVE_INFINITY) return null
      const most = Math.max(1, Math.floor(TIER[tier] * rate))
      const key = `${token} ${method}`
      const time = now()
      const recent = (calls.get(key) ?? []).filter((at) => at > time - WINDOW_MS)
      calls.set(key, recent)
      if (recent.length < most) {
        recent.push(time)
        return null
      }
      return Math.max(1, Math.ceil((recent[recent.length - most]! + WINDOW_MS - time) / 1000))
    },
  }
}
