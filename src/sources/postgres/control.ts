import pg from 'pg'

/** A server that does not answer in this time is not there; the connection is given up with the query. */
const ANSWER_MS = 2000

/** A connection beside the pool, for what must work while the pool is exhausted: cancelling, and asking whether the server lives. */
export class ControlConnection {
  readonly #pool: pg.Pool

  constructor(uri: string) {
    this.#pool = new pg.Pool({
      connectionString: uri, max: 1, connectionTimeoutMillis: ANSWER_MS, query_timeout: ANSWER_MS, idleTimeoutMillis: 10_000, application_name: 'crossgraph', allowExitOnIdle: true,
    })
    this.#pool.on('error', () => {})
    this.#pool.on('connect', (client) => client.on('error', () => {}))
  }

  /** Stops what a backend is doing. @throws the driver's error. */
  async cancel(processId: number): Promise<void> {
    await this.#pool.query('SELECT pg_cancel_backend($1)', [processId])
  }

  async ping(): Promise<void> {
    await this.#pool.query('SELECT 1')
  }

  async close(): Promise<void> {
    await this.#pool.end()
  }
}
