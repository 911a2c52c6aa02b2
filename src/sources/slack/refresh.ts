import type { SlackObject } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Freshness } from '../source.ts'
import type { SyncJob, SyncReport } from './sync.ts'
import { progressOf, syncWorkspace } from './sync.ts'
import { filesRefusal } from './sync-directory.ts'

/** What a pass says of itself to the log; fits pino. */
export interface SlackLog {
  readonly info: (fields: object, message: string) => void
  readonly warn: (fields: object, message: string) => void
}

export interface RefreshOptions extends SyncJob {
  readonly source: string
  /** How old the store may be when a query asks. */
  readonly maxAgeMs: number
  readonly log?: SlackLog | undefined
}

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 60_000

/** When to read Slack: at most one pass at a time, on demand, and after failures ever more rarely. */
export class SlackRefresh {
  readonly #options: RefreshOptions
  #running: Promise<SyncReport> | null = null
  #failure: { readonly error: CrossgraphError; readonly times: number; readonly until: number } | null = null
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(options: RefreshOptions) {
    this.#options = options
  }

  /** Joins the pass under way or starts one. */
  sync(): Promise<SyncReport> {
    this.#running ??= this.#pass().finally(() => (this.#running = null))
    return this.#running
  }

  /** Reads the workspace for the first time, again and again until it is whole. */
  start(): void {
    if (this.#asOf() !== null) return this.refreshIfOld()
    this.sync().catch(() => {
      this.#retry = setTimeout(() => this.start(), this.#pauseMs()).unref()
    })
  }

  /** Starts a pass in the background when the store is older than it may be; nobody waits for it. */
  refreshIfOld(): void {
    const asOf = this.#asOf()
    if (this.#running !== null || (asOf !== null && Date.now() - asOf < this.#options.maxAgeMs) || this.#pauseMs() > 0) return
    this.sync().catch(() => undefined)
  }

  /**
   * Returns once these objects were read whole, in this run or a former one.
   * @throws SOURCE_NOT_READY (retryable, with figures) when that takes longer, SOURCE_… when Slack cannot be read
   */
  async whenRead(objects: ReadonlySet<SlackObject>, { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal: AbortSignal | undefined }): Promise<void> {
    const { source, store } = this.#options
    const files = objects.has('FILES')
    if (this.#asOf() === null || (files && filesRefusal(store) === null)) await this.#firstPass(timeoutMs, signal)
    const refusal = files ? filesRefusal(store) : ''
    if (refusal) throw new CrossgraphError('SOURCE_REJECTED', `Slack refused files.list: ${refusal}`, { source, hint: 'Give the token the scope files:read' })
  }

  freshness(): Freshness | null {
    const asOf = this.#asOf()
    return asOf === null ? null : { asOf: new Date(asOf).toISOString(), ageSeconds: Math.max(0, Math.round((Date.now() - asOf) / 1000)) }
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    this.#options.api.close()
    await this.#running?.catch(() => undefined)
    clearTimeout(this.#retry)
  }

  #asOf(): number | null {
    const text = this.#options.store.fact('as_of')
    return text === null ? null : Number(text)
  }

  #pauseMs(): number {
    return Math.max(0, (this.#failure?.until ?? 0) - Date.now())
  }

  async #pass(): Promise<SyncReport> {
    const { source, log } = this.#options
    try {
      const report = await syncWorkspace(this.#options)
      this.#failure = null
      const refused = Object.keys(report.unreadable).length > 0
      log?.[refused ? 'warn' : 'info']({ source, ...report }, refused ? 'Slack kept channels from us' : 'Slack read')
      return report
    } catch (cause) {
      const error = this.#named(cause)
      const times = (this.#failure?.times ?? 0) + 1
      this.#failure = { error, times, until: Date.now() + Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (times - 1)) }
      if (!this.#closed) log?.warn({ source, code: error.code, failures: times }, error.message)
      throw error
    }
  }

  #named(cause: unknown): CrossgraphError {
    const { source } = this.#options
    if (!(cause instanceof CrossgraphError)) return new CrossgraphError('SOURCE_UNAVAILABLE', 'The local copy of Slack could not be written', { source, retryable: true, cause })
    return cause.source === source ? cause : new CrossgraphError(cause.code, cause.message, { source, hint: cause.hint, retryable: cause.retryable, details: cause.details })
  }

  async #firstPass(timeoutMs: number, signal: AbortSignal | undefined): Promise<void> {
    signal?.throwIfAborted()
    if (this.#running === null && this.#failure !== null && this.#pauseMs() > 0) throw this.#failure.error
    const { promise: late, reject } = Promise.withResolvers<never>()
    const timer = setTimeout(() => reject(this.#notReady()), timeoutMs)
    const onAbort = (): void => reject(signal?.reason)
    signal?.addEventListener('abort', onAbort, { once: true })
    try {
      await Promise.race([this.sync(), late])
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  #notReady(): CrossgraphError {
    const progress = progressOf(this.#options.store)
    return new CrossgraphError('SOURCE_NOT_READY', `Slack is being read for the first time: ${progress.channelsRead} of ${progress.channels} channels, ${progress.threadsRead} of ${progress.threads} threads, ${progress.messages} messages so far`, {
      source: this.#options.source, retryable: true, hint: 'Ask again in a while', details: { progress },
    })
  }
}
