import { invariant } from '../errors.ts'
import type { FetchPlan } from '../graph/levels/level.ts'
import type { GraphContext, KeyRequest, Match } from '../graph/resolve/graph-context.ts'
import { loadBatch, loaderOf, MOST_KEYS } from '../graph/resolve/run-plan.ts'

/**
 * All that one request asks of one shape by key. It batches as the ordinary path's loader does, but has one promise for a
 * batch and not one for each key.
 */
export class KeyBatch {
  readonly #context: GraphContext
  readonly #plan: FetchPlan
  readonly #answers = new Map<string, { readonly request: KeyRequest; readonly call: Promise<void> }>()
  readonly #matches = new Map<string, Match>()
  readonly #failures = new Map<string, Error>()
  #waiting: { readonly requests: KeyRequest[]; readonly call: Promise<void> } | null = null

  constructor(context: GraphContext, plan: FetchPlan) {
    this.#context = context
    this.#plan = plan
  }

  /** Resolves when all of them have been answered. */
  async load(requests: Iterable<KeyRequest>): Promise<void> {
    const calls = new Set<Promise<void>>()
    for (const request of requests) calls.add(this.#callFor(request))
    await Promise.all(calls)
  }

  /** The same through the ordinary path's loader, where connections ask it too: an aggregate may be the count of their rows. */
  async loadBesideConnections(requests: Iterable<KeyRequest>): Promise<void> {
    const loader = loaderOf(this.#context, this.#plan)
    await Promise.all(Array.from(requests, async (request) => this.#matches.set(request.joined, await loader.load(request))))
  }

  match(joined: string): Match {
    const match = this.#matches.get(joined)
    invariant(match !== undefined, 'a key is loaded before it is read')
    return match
  }

  /** What is known of any key goes to the ordinary path's loader, failures too. */
  handOver(): void {
    const loader = loaderOf(this.#context, this.#plan)
    for (const [joined, { request }] of this.#answers) {
      const answer = this.#failures.get(joined) ?? this.#matches.get(joined)
      if (answer !== undefined) loader.prime(request, answer)
    }
  }

  #callFor(request: KeyRequest): Promise<void> {
    const known = this.#answers.get(request.joined)
    if (known !== undefined) return known.call
    if (this.#waiting === null || this.#waiting.requests.length === MOST_KEYS) this.#waiting = this.#open()
    this.#waiting.requests.push(request)
    this.#answers.set(request.joined, { request, call: this.#waiting.call })
    return this.#waiting.call
  }

  /** A batch stays open until everything that is ready now has asked, as a DataLoader's does. */
  #open(): { readonly requests: KeyRequest[]; readonly call: Promise<void> } {
    const requests: KeyRequest[] = []
    const call = new Promise<void>((resolve) => void Promise.resolve().then(() => process.nextTick(resolve))).then(() => this.#send(requests))
    return { requests, call }
  }

  async #send(requests: readonly KeyRequest[]): Promise<void> {
    if (this.#waiting?.requests === requests) this.#waiting = null
    try {
      const matches = await loadBatch(this.#context, this.#plan, requests)
      for (const [i, { joined }] of requests.entries()) this.#matches.set(joined, matches[i]!)
    } catch (error) {
      invariant(error instanceof Error, 'what is thrown is an Error')
      for (const { joined } of requests) this.#failures.set(joined, error)
      throw error
    }
  }
}
