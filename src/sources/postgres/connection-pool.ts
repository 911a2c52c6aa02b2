import pg from 'pg'
import type { ClientBase, PoolClient } from 'pg'
import type { CrossgraphError } from '../../errors.ts'
import { cancelled, overloaded, timedOut } from './driver-failure.ts'
import { failureOf } from './failure.ts'
import { Session, sessionSql } from './session.ts'

export interface PoolOptions {
  readonly source: string
  readonly uri: string
  /** Connections, calls waiting for one, and the longest a statement may take. */
  readonly limits: { readonly concurrency: number; readonly queue: number; readonly timeoutMs: number }
}

export interface AcquireContext {
  /** On the clock of `performance.now()`, milliseconds. */
  readonly deadline: number
  readonly signal?: AbortSignal | undefined
}

export interface Connection { readonly client: PoolClient; readonly session: Session }

const QUEUE_WAIT_MS = 500
const CONNECT_MS = 2000

/** Read-only sessions with a bounded queue before them. */
export class ConnectionPool {
  readonly #pool: pg.Pool
  readonly #options: PoolOptions
  readonly #sessions = new WeakMap<ClientBase, Session>()
  #connected = 0
  /** Counts losses of connections. */
  #generation = 0

  constructor(options: PoolOptions) {
    this.#options = options
    this.#pool = new pg.Pool({
      connectionString: options.uri, max: options.limits.concurrency, connectionTimeoutMillis: CONNECT_MS, idleTimeoutMillis: 30_000, keepAlive: true, application_name: 'crossgraph',
      onConnect: (client) => openSession(client, options.limits.timeoutMs),
    })
    this.#watch()
  }

  /** Without listeners a backend that is killed would end the process. */
  #watch(): void {
    this.#pool.on('error', () => {})
    this.#pool.on('remove', () => this.#connected--)
    this.#pool.on('connect', (client) => {
      this.#connected++
      client.on('error', () => {})
      this.#sessions.set(client, new Session(this.#options.limits.timeoutMs, this.#generation))
    })
  }

  /**
   * Where one connection was lost, those opened before it are likely dead as well: they are dropped, not tried.
   * @throws CrossgraphError SOURCE_OVERLOADED, SOURCE_UNAVAILABLE, SOURCE_TIMEOUT, SOURCE_CANCELLED
   */
  async acquire(context: AcquireContext): Promise<Connection> {
    for (;;) {
      const client = await this.#checkOut(context)
      const session = this.#sessions.get(client)
      if (session?.generation === this.#generation) return { client, session }
      client.release(true)
    }
  }

  /** Gives a connection back; a lost one is thrown away. */
  release({ client }: Connection, isLost: boolean): void {
    if (isLost) this.#generation++
    client.release(isLost)
  }

  #checkOut({ deadline, signal }: AcquireContext): Promise<PoolClient> {
    if (signal?.aborted === true) return Promise.reject(cancelled(this.#options.source))
    if (this.#pool.waitingCount >= this.#options.limits.queue) return Promise.reject(overloaded(this.#options))
    return new Promise((resolve, reject) => {
      let waiting = true
      const settle = (): void => {
        waiting = false
        clearTimeout(timer)
        signal?.removeEventListener('abort', onAbort)
      }
      const giveUp = (failure: CrossgraphError): void => {
        settle()
        reject(failure)
      }
      const onAbort = (): void => giveUp(cancelled(this.#options.source))
      const timer = this.#isServedAtOnce() ? undefined : setTimeout(() => giveUp(this.#waitedInVain()), this.#patience(deadline))
      signal?.addEventListener('abort', onAbort, { once: true })
      this.#pool.connect((error, client) => {
        if (!waiting) return client?.release()
        settle()
        return client === undefined ? reject(failureOf(this.#options.source, error)) : resolve(client)
      })
    })
  }

  #isServedAtOnce(): boolean {
    return this.#pool.idleCount > this.#pool.waitingCount
  }

  /** In the queue a short time; a new connection takes what it takes, within the deadline. */
  #patience(deadline: number): number {
    return Math.max(0, Math.min(deadline - performance.now(), this.#isFull() ? QUEUE_WAIT_MS : CONNECT_MS))
  }

  #isFull(): boolean {
    return this.#pool.totalCount >= this.#options.limits.concurrency
  }

  /** A pool full of connections that work is busy; otherwise the server takes connections and says nothing. */
  #waitedInVain(): CrossgraphError {
    return this.#isFull() && this.#connected > 0 ? overloaded(this.#options) : timedOut(this.#options.source)
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}

/** A server that takes the connection and then says nothing must not hold its place in the pool. */
async function openSession(client: ClientBase, timeoutMs: number): Promise<void> {
  const timer = setTimeout(() => destroy(client), CONNECT_MS)
  try {
    await client.query(sessionSql(timeoutMs))
  } finally {
    clearTimeout(timer)
  }
}

/** Ends a connection from this side, whatever the server does. */
export function destroy(client: ClientBase): void {
  if (client instanceof pg.Client) client.connection.stream.destroy()
}
