import { LRUCache } from 'lru-cache'
import type { Catalog } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Fetch, Rows } from '../../fetch/fetch.ts'
import type { Estimate, FetchContext, Health, Source, SourceShape } from '../source.ts'
import { capabilitiesOf } from './capabilities.ts'
import type { LiveShape } from './column-type.ts'
import { compileFetch } from './compile-fetch.ts'
import { PostgresDriver } from './driver.ts'
import type { PoolOptions } from './connection-pool.ts'
import type { RunContext } from './driver.ts'
import { readEstimate } from './estimate.ts'
import { failureOf, isStaleShape, isStaleStatement } from './failure.ts'
import { introspectDatabase } from './introspect.ts'
import { keyCheckOf } from './key-problem.ts'
import type { KeyCheck } from './key-problem.ts'
import { liftFetch } from './lift.ts'
import type { Template } from './lift.ts'
import { readLiveShape } from './live-shape.ts'
import type { ReadRows } from './live-shape.ts'
import { bindStatement } from './statement.ts'
import type { Statement } from './statement.ts'
import type { WireRows } from './text-query.ts'

export interface PostgresOptions {
  readonly name: string
  readonly uri: string
  readonly catalog: Catalog
  readonly limits: PoolOptions['limits']
}

/** A PostgreSQL database as a source. Nothing is sent before the first call. */
export const createPostgresSource = (options: PostgresOptions): Source => new PostgresSource(options)

const MAX_STATEMENTS = 2000
const RECHECK_MS = 500

class PostgresSource implements Source {
  readonly name: string
  readonly kind = 'postgres'
  readonly capabilities: Source['capabilities']
  readonly #catalog: Catalog
  readonly #driver: PostgresDriver
  readonly #timeoutMs: number
  /** By the shape of the fetch and its limit of rows; written for the live shape of their time. */
  readonly #statements = new LRUCache<string, Statement>({ max: MAX_STATEMENTS })
  readonly #keyChecks = new Map<string, KeyCheck>()
  #live: LiveShape | undefined
  #reading: Promise<LiveShape> | undefined
  /** When the live shape was read, on the clock of `performance.now()`. */
  #readAt = 0

  constructor({ name, uri, catalog, limits }: PostgresOptions) {
    this.name = name
    this.#catalog = catalog
    this.#timeoutMs = limits.timeoutMs
    this.#driver = new PostgresDriver({ source: name, uri, limits })
    this.capabilities = capabilitiesOf(catalog)
  }

  keyProblem(...[entity, fields, types, key]: Parameters<Source['keyProblem']>): string | null {
    const shape = JSON.stringify([entity, fields, types])
    const known = this.#keyChecks.get(shape)
    if (known !== undefined) return known(key)
    const check = keyCheckOf({ catalog: this.#catalog, live: this.#live, source: this.name }, { entity, fields, types })
    this.#keyChecks.set(shape, check)
    return check(key)
  }

  async fetch(fetch: Fetch, context: FetchContext): Promise<Rows> {
    const started = performance.now()
    const call = { ...context, deadline: started + context.timeoutMs }
    const template = liftFetch(fetch)
    const [statement, answer] = await this.#answer(template, fetch, call)
    const { rows, bytes } = answer
    if (rows.length > context.maxRows) throw this.#tooMany(fetch, context.maxRows)
    if (statement.reversed) rows.reverse()
    const keys = fetch.keys === undefined || statement.keysOf === undefined ? {} : { keysOf: statement.keysOf(fetch.keys) }
    return {
      columns: statement.columns, rows, ...keys,
      call: { native: statement.text, rows: rows.length, bytes, ms: performance.now() - started, keys: fetch.keys?.values.length ?? 0 },
    }
  }

  /** Where the database has changed under a statement, it is written anew and run once more. */
  async #answer(template: Template, fetch: Fetch, call: RunContext & { readonly maxRows: number }): Promise<readonly [Statement, WireRows]> {
    try {
      return await this.#run(template, fetch, call)
    } catch (error) {
      if (!this.#mayHaveChanged(error)) throw failureOf(this.name, error)
      this.#forgetShape()
    }
    try {
      return await this.#run(template, fetch, call)
    } catch (error) {
      throw failureOf(this.name, error)
    }
  }

  /** The server's own word that a statement is stale is followed at once; a schema that does not fit is compared again after a while. */
  #mayHaveChanged(error: unknown): boolean {
    if (error instanceof CrossgraphError) return error.code === 'SOURCE_REJECTED' && performance.now() - this.#readAt > RECHECK_MS
    return isStaleShape(error) || isStaleStatement(error)
  }

  async #run(template: Template, fetch: Fetch, call: RunContext & { readonly maxRows: number }): Promise<readonly [Statement, WireRows]> {
    const live = this.#live ?? await this.#readShape()
    const statement = this.#statementOf(template, call.maxRows, live)
    const values = bindStatement(statement, { literals: template.literals, fetch })
    return [statement, await this.#driver.run({ name: statement.name, text: statement.text, values }, call)]
  }

  #statementOf(template: Template, maxRows: number, live: LiveShape): Statement {
    const shape = `${maxRows}${template.shape}`
    const known = this.#statements.get(shape)
    if (known !== undefined) return known
    const statement = compileFetch({ catalog: this.#catalog, live, source: this.name }, template, maxRows)
    this.#statements.set(shape, statement)
    return statement
  }

  #readShape(): Promise<LiveShape> {
    this.#reading ??= readLiveShape(this.#readRows, this.#catalog, this.name)
      .then((live) => this.#rememberShape(live))
      .finally(() => (this.#reading = undefined))
    return this.#reading
  }

  #rememberShape(live: LiveShape): LiveShape {
    this.#live = live
    this.#readAt = performance.now()
    this.#keyChecks.clear()
    return live
  }

  #forgetShape(): void {
    this.#live = undefined
    this.#statements.clear()
    this.#keyChecks.clear()
  }

  readonly #readRows: ReadRows = async (text, values) => {
    const answer = await this.#driver.run({ text, values }, { deadline: performance.now() + this.#timeoutMs, maxBytes: Number.MAX_SAFE_INTEGER })
    return answer.rows
  }

  async explain(fetch: Fetch): Promise<string> {
    try {
      return this.#statementOf(liftFetch(fetch), USUAL_ROWS, this.#live ?? await this.#readShape()).text
    } catch (error) {
      throw failureOf(this.name, error)
    }
  }

  async estimate(fetch: Fetch): Promise<Estimate> {
    try {
      const template = liftFetch(fetch)
      const statement = this.#statementOf(template, USUAL_ROWS, this.#live ?? await this.#readShape())
      return await readEstimate(this.#readRows, statement, bindStatement(statement, { literals: template.literals, fetch }))
    } catch (error) {
      throw failureOf(this.name, error)
    }
  }

  async introspect(): Promise<SourceShape> {
    try {
      return await introspectDatabase(this.#readRows)
    } catch (error) {
      throw failureOf(this.name, error)
    }
  }

  async health(): Promise<Health> {
    const started = performance.now()
    try {
      await this.#driver.ping()
      return { status: 'up', latencyMs: Math.round(performance.now() - started) }
    } catch (error) {
      const { code, message } = failureOf(this.name, error)
      return { status: 'down', code, message }
    }
  }

  async close(): Promise<void> {
    await this.#driver.close()
  }

  #tooMany({ entity }: Fetch, maxRows: number): CrossgraphError {
    return new CrossgraphError('LIMIT_ROWS', `${entity}: the source ${this.name} has more than ${maxRows} rows for this`, {
      source: this.name, hint: 'Give a limit, narrow the filter, or page through a connection.', details: { entity, maxRows },
    })
  }
}

/** The limit of rows that `explain` and `estimate` write into the statement: the default of a call. */
const USUAL_ROWS = 10_000
