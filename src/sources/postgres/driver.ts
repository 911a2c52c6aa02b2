import pg from 'pg'
import type { PoolClient } from 'pg'
import { CrossgraphError } from '../../errors.ts'
import { ControlConnection } from './control.ts'
import { failureOf, isConnectionLoss } from './failure.ts'
import { Session, sessionSql } from './session.ts'
import { TextQuery } from './text-query.ts'
import type { WireCall, WireRows } from './text-query.ts'

export interface DriverOptions {
  readonly source: string
  readonly uri: string
  /** Connections, calls waiting for one, and the longest a statement may take. */
  readonly limits: { readonly concurrency: number; readonly queue: number; readonly timeoutMs: number }
}

export interface RunContext {
  /** On the clock of `performance.now()`, milliseconds. */
  readonly deadline: number
  readonly maxBytes: number
  readonly signal?: AbortSignal | undefined
}

const QUEUE_WAIT_MS = 500
const CONNECT_MS = 2000
/** How finely a call's own timeout is set: few distinct ones, so that it is seldom set at all. */
const TIMEOUT_STEP_MS = 25
/** The server is given so long to stop by itself before it is told to. */
const STOP_GRACE_MS = 40
/** A cancelled backend that does not answer in this time loses its connection. */
const CANCEL_PATIENCE_MS = 1000

/** The only I/O of this folder: a pool of read-only sessions with a bounded queue, and cancellation that reaches the database. */
export class PostgresDriver {
  readonly #pool: pg.Pool
  readonly #control: ControlConnection
  readonly #options: DriverOptions
  readonly #sessions = new WeakMap<PoolClient, Session>()
  #connected = 0
  /** Counts losses of connections. */
  #generation = 0

  constructor(options: DriverOptions) {
    this.#options = options
    this.#control = new ControlConnection(options.uri)
    this.#pool = new pg.Pool({
      connectionString: options.uri, max: options.limits.concurrency, connectionTimeoutMillis: CONNECT_MS, idleTimeoutMillis: 30_000, application_name: 'crossgraph',
      onConnect: async (client) => { await client.query(sessionSql(options.limits.timeoutMs)) },
    })
    this.#watchPool()
  }

  /** Without listeners a backend that is killed would end the process. */
  #watchPool(): void {
    this.#pool.on('error', () => {})
    this.#pool.on('remove', () => this.#connected--)
    this.#pool.on('connect', (client) => {
      this.#connected++
      client.on('error', () => {})
      this.#sessions.set(client, new Session(this.#options.limits.timeoutMs, this.#generation))
    })
  }

  /** @throws CrossgraphError SOURCE_OVERLOADED, SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, LIMIT_BYTES, or the server's own error. */
  async run(call: WireCall, context: RunContext): Promise<WireRows> {
    return this.#execute(await this.#acquireLiving(context), call, context)
  }

  /** Where one connection was lost, those opened before it are likely dead as well: they are dropped, not tried. */
  async #acquireLiving(context: RunContext): Promise<PoolClient> {
    for (;;) {
      const client = await this.#acquire(context)
      if (this.#sessions.get(client)?.generation === this.#generation) return client
      client.release(true)
    }
  }

  #acquire({ deadline, signal }: RunContext): Promise<PoolClient> {
    if (signal?.aborted === true) return Promise.reject(this.#cancelled())
    if (this.#pool.waitingCount >= this.#options.limits.queue) return Promise.reject(this.#overloaded())
    return new Promise((resolve, reject) => {
      let waiting = true
      const giveUp = (failure: CrossgraphError): void => {
        waiting = false
        finish()
        reject(failure)
      }
      const onAbort = (): void => giveUp(this.#cancelled())
      const timer = this.#pool.idleCount > 0 ? undefined : setTimeout(() => giveUp(this.#notConnected()), this.#patience(deadline))
      const finish = (): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#pool.connect((error, client) => {
        if (!waiting) return client?.release()
        finish()
        return client === undefined ? reject(failureOf(this.#options.source, error)) : resolve(client)
      })
    })
  }

  /** In the queue a short time; a new connection takes what it takes, within the deadline. */
  #patience(deadline: number): number {
    const isFull = this.#pool.totalCount >= this.#options.limits.concurrency
    return Math.max(0, Math.min(deadline - performance.now(), isFull ? QUEUE_WAIT_MS : CONNECT_MS))
  }

  #execute(client: PoolClient, call: WireCall, context: RunContext): Promise<WireRows> {
    const { signal, deadline, maxBytes } = context
    return new Promise((resolve, reject) => {
      let stopping: Promise<void> | undefined
      const stop = (failure: CrossgraphError): void => {
        reject(failure)
        stopping ??= this.#cancel(client)
      }
      const onAbort = (): void => stop(this.#cancelled())
      const timer = setTimeout(() => stop(this.#timedOut()), Math.max(0, deadline - performance.now()) + STOP_GRACE_MS)
      const end = (error: Error | null, answer: WireRows): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        /** A cancel must not hit the connection's next statement: it is back in the pool only when the cancel has been answered. */
        const isLost = error !== null && isConnectionLoss(error)
        if (isLost) this.#generation++
        void (stopping ?? Promise.resolve()).then(() => client.release(isLost))
        if (error === null) resolve(answer)
        else reject(error)
      }
      signal?.addEventListener('abort', onAbort, { once: true })
      const tooLarge = (): void => stop(this.#tooLarge(maxBytes))
      client.query(new TextQuery(call, this.#sessions.get(client)!, { end, tooLarge, maxBytes, timeoutMs: this.#statementTimeout(deadline) }))
    })
  }

  /** The session's own, unless what is left is clearly shorter. */
  #statementTimeout(deadline: number): number {
    const cap = this.#options.limits.timeoutMs
    const left = Math.ceil(Math.max(1, deadline - performance.now()) / TIMEOUT_STEP_MS) * TIMEOUT_STEP_MS
    return left > cap - 4 * TIMEOUT_STEP_MS ? cap : left
  }

  async #cancel(client: PoolClient): Promise<void> {
    const patience = setTimeout(() => destroy(client), CANCEL_PATIENCE_MS)
    try {
      await this.#control.cancel(processIdOf(client))
    } catch {
      destroy(client)
    } finally {
      clearTimeout(patience)
    }
  }

  async ping(): Promise<void> {
    await this.#control.ping()
  }

  /** Calls that are being stopped still need the control connection. */
  async close(): Promise<void> {
    await this.#pool.end()
    await this.#control.close()
  }

  #overloaded(): CrossgraphError {
    const { source, limits } = this.#options
    return new CrossgraphError('SOURCE_OVERLOADED', `The source ${source} is busy: ${limits.concurrency} calls are running and others wait`, { source, retryable: true, details: limits })
  }

  #notConnected(): CrossgraphError {
    return this.#connected > 0 ? this.#overloaded() : failureOf(this.#options.source, null)
  }

  #timedOut(): CrossgraphError {
    const { source } = this.#options
    return new CrossgraphError('SOURCE_TIMEOUT', `The source ${source} took too long and was stopped`, { source, retryable: true })
  }

  #cancelled(): CrossgraphError {
    const { source } = this.#options
    return new CrossgraphError('SOURCE_CANCELLED', `The call to the source ${source} was cancelled, for nobody waits for it`, { source })
  }

  #tooLarge(maxBytes: number): CrossgraphError {
    const { source } = this.#options
    return new CrossgraphError('LIMIT_BYTES', `The answer of the source ${source} is larger than ${maxBytes} bytes`, { source, hint: 'Ask for fewer rows or fields.', details: { maxBytes } })
  }
}

/** The driver keeps it, though its types do not say so. */
const processIdOf = (client: PoolClient): number => (client as PoolClient & { readonly processID: number }).processID

const destroy = (client: PoolClient): void => void client.connection.stream.destroy()
