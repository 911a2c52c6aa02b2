import type { Arguments } from './fault.ts'
import type { Tier } from './rate-limit.ts'
import type { WorkspaceState } from './state.ts'

/** One method of the Web API. */
export interface Method {
  readonly tier: Tier
  /** Any one of these scopes suffices; none: every token may call it. */
  readonly scopes: readonly string[]
  /** Scopes that these very arguments need, all of them. */
  readonly needs?: (args: Arguments) => readonly string[]
  /** Only user tokens (`xoxp-…`) may call it, not bots. */
  readonly userTokenOnly?: boolean
  /** What stands beside `ok: true`; throws a SlackFault for `ok: false`. */
  readonly answer: (state: WorkspaceState, args: Arguments) => Readonly<Record<string, unknown>>
}
