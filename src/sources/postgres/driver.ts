import type { PoolClient } from 'pg'
import type { CrossgraphError } from '../../errors.ts'
import { ConnectionPool, destroy } from './connection-pool.ts'
import type { AcquireContext, Connection, PoolOptions } from './connection-pool.ts'
import { ControlConnection } from './control.ts'
import { cancelled, timedOut, tooLarge } from './driver-failure.ts'
import { isConnectionLoss } from './failure.ts'
import { TextQuery } from './text-query.ts'
import type { WireCall, WireRows } from './text-query.ts'

export interface RunContext extends AcquireContext {
  readonly maxBytes: number
}

/** How finely a call's own timeout is set: few distinct ones, so that it is seldom set at all. */
const TIMEOUT_STEP_MS = 25
/** The server is given so long to stop by itself before it is told to. */
const STOP_GRACE_MS = 40
/** A cancelled backend that does not answer in this time loses its connection. */
const CANCEL_PATIENCE_MS = 1000

/** The only I/O of this folder: statements over pooled sessions, with timeouts and cancellation that reach the database. */
export class PostgresDriver {
  readonly #pool: ConnectionPool
  readonly #control: ControlConnection
  readonly #source: string
  readonly #capMs: number

  constructor(options: PoolOptions) {
    this.#pool = new ConnectionPool(options)
    this.#control = new ControlConnection(options.uri)
    this.#source = options.source
    this.#capMs = options.limits.timeoutMs
  }

  /** @throws CrossgraphError SOURCE_OVERLOADED, SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, SOURCE_CANCELLED, LIMIT_BYTES, or the server's own error. */
  async run(call: WireCall, context: RunContext): Promise<WireRows> {
    return this.#execute(await this.#pool.acquire(context), call, context)
  }

  #execute(connection: Connection, call: WireCall, { signal, deadline, maxBytes }: RunContext): Promise<WireRows> {
    const { client, session } = connection
    return new Promise((resolve, reject) => {
      let stopping: Promise<void> | undefined
      const stop = (failure: CrossgraphError): void => {
        reject(failure)
        stopping ??= this.#cancel(client)
      }
      const onAbort = (): void => stop(cancelled(this.#source))
      const timer = setTimeout(() => stop(timedOut(this.#source)), Math.max(0, deadline - performance.now()) + STOP_GRACE_MS)
      signal?.addEventListener('abort', onAbort, { once: true })
      const end = (error: Error | null, answer: WireRows): void => {
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
        this.#giveBack(connection, error !== null && isConnectionLoss(error), stopping)
        if (error === null) resolve(answer)
        else reject(error)
      }
      const onTooLarge = (): void => stop(tooLarge(this.#source, maxBytes))
      client.query(new TextQuery(call, session, { end, tooLarge: onTooLarge, maxBytes, timeoutMs: this.#statementTimeout(deadline) }))
    })
  }

  /** A cancel must not hit the connection's next statement: it is back in the pool only when the cancel has been answered. */
  #giveBack(connection: Connection, isLost: boolean, stopping: Promise<void> | undefined): void {
    if (stopping === undefined) this.#pool.release(connection, isLost)
    else void stopping.then(() => this.#pool.release(connection, isLost))
  }

  /** The session's own, unless what is left is clearly shorter. */
  #statementTimeout(deadline: number): number {
    const left = Math.ceil(Math.max(1, deadline - performance.now()) / TIMEOUT_STEP_MS) * TIMEOUT_STEP_MS
    return left > this.#capMs - 4 * TIMEOUT_STEP_MS ? this.#capMs : left
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
    await this.#pool.close()
    await this.#control.close()
  }
}

/** The driver keeps it, though its types do not say so. */
const processIdOf = (client: PoolClient): number => (client as PoolClient & { readonly processID: number }).processID
