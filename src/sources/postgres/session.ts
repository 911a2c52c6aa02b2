import { LRUCache } from 'lru-cache'

/** Statements that one connection keeps prepared; each holds a plan in the server's memory. */
const MAX_PREPARED = 200

/** What is known of one connection's session. */
export class Session {
  /** The session's `statement_timeout`, milliseconds. */
  timeoutMs: number
  /** How many connections had been lost when this one was opened. */
  readonly generation: number
  readonly #prepared: LRUCache<string, true>
  #evicted: string[] = []

  constructor(timeoutMs: number, generation: number) {
    this.timeoutMs = timeoutMs
    this.generation = generation
    this.#prepared = new LRUCache({ max: MAX_PREPARED, dispose: (_, name, reason) => { if (reason === 'evict') this.#evicted.push(name) } })
  }

  isPrepared(name: string): boolean {
    return this.#prepared.get(name) === true
  }

  addPrepared(name: string): void {
    this.#prepared.set(name, true)
  }

  forget(name: string): void {
    this.#prepared.delete(name)
  }

  /** Names to close, each told once. */
  takeEvicted(): readonly string[] {
    const evicted = this.#evicted
    this.#evicted = []
    return evicted
  }
}

/** Every setting that answers depend on is pinned, whatever the role's or the database's defaults are. Nothing can be written. */
export function sessionSql(timeoutMs: number): string {
  const settings: Readonly<Record<string, string>> = {
    default_transaction_read_only: 'on', statement_timeout: String(Math.trunc(timeoutMs)), search_path: 'pg_catalog, public, pg_temp',
    TimeZone: 'UTC', DateStyle: 'ISO, YMD', IntervalStyle: 'iso_8601', extra_float_digits: '1', bytea_output: 'hex',
    standard_conforming_strings: 'on', jit: 'off',
  }
  return `SELECT ${Object.entries(settings).map(([name, value]) => `set_config('${name}', '${value}', false)`).join(', ')}`
}
