import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { SlackObject } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { SqlParameter } from './compilation.ts'
import type { Derivation } from './derivation.ts'
import { deriveValues } from './derivation.ts'
import { openSqlite } from './open-sqlite.ts'
import { STORE_SCHEMA, STORE_VERSION } from './store-schema.ts'
import { STORED_OBJECTS } from './stored-objects.ts'

/** A derivation that no schema declared for so long is forgotten: a schema that is being replaced may still be answered from. */
const KEPT_DERIVATION_MS = 3_600_000

/** One row of an object, by stored names. */
export type StoredRow = Readonly<Record<string, SqlParameter>>

/**
 * The local copy of a workspace in one SQLite file. All of it is synchronous: a statement of a few thousand rows takes
 * milliseconds, during which nothing else runs in the process; a workspace of millions of messages wants a thread of its own.
 */
export class SlackStore {
  readonly #db: DatabaseSync
  /** All that the file keeps, also those of another process or of a schema that is being replaced. */
  #derivations: readonly Derivation[] = []
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string, derivations: readonly Derivation[]) {
    this.#db = openSqlite(path, { version: STORE_VERSION, sql: STORE_SCHEMA })
    this.transaction(() => this.#declare(derivations))
  }

  /** All or nothing; not to be nested. */
  transaction<T>(work: () => T): T {
    this.#db.exec('begin immediate')
    try {
      this.#derivations = this.all('select * from derivations').map(derivationOfRow)
      const result = work()
      this.#db.exec('commit')
      return result
    } catch (error) {
      this.#db.exec('rollback')
      throw error
    }
  }

  /** Rows as arrays, one by one. */
  iterate(sql: string, parameters: readonly SqlParameter[]): Iterable<readonly unknown[]> {
    const statement = this.#db.prepare(sql)
    statement.setReturnArrays(true)
    return statement.iterate(...parameters) as Iterable<unknown> as Iterable<readonly unknown[]>
  }

  all(sql: string, ...parameters: readonly SqlParameter[]): readonly Readonly<Record<string, unknown>>[] {
    return this.#prepare(sql).all(...parameters)
  }

  run(sql: string, ...parameters: readonly SqlParameter[]): number {
    return Number(this.#prepare(sql).run(...parameters).changes)
  }

  /** Adds a row, or brings the one of the same identity up to date, and with it what is derived from it. */
  write(object: SlackObject, identity: string, row: StoredRow): void {
    const names = Object.keys(row)
    const written = this.all(
      `insert into ${STORED_OBJECTS[object].table} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})
       on conflict (${identity}) do update set ${names.map((name) => `${name} = excluded.${name}`).join(', ')} returning row`,
      ...Object.values(row),
    )
    for (const derivation of this.#derivations) {
      if (derivation.object === object) this.#derive(derivation, Number(written[0]?.['row']), textOf(row[derivation.column]))
    }
  }

  /** Removes rows and what is derived from them; how many. */
  remove(object: SlackObject, where: string, ...parameters: readonly SqlParameter[]): number {
    const { table } = STORED_OBJECTS[object]
    for (const { id } of this.#derivations.filter((derivation) => derivation.object === object)) {
      this.run(`delete from derived where derivation = '${id}' and row in (select row from ${table} where ${where})`, ...parameters)
    }
    return this.run(`delete from ${table} where ${where}`, ...parameters)
  }

  fact(name: string): string | null {
    return textOf(this.all('select value from facts where name = ?', name)[0]?.['value'])
  }

  setFact(name: string, value: string): void {
    this.run('insert into facts (name, value) values (?, ?) on conflict (name) do update set value = excluded.value', name, value)
  }

  /** Forgets everything: the workspace is another one. */
  clear(): void {
    for (const table of [...Object.values(STORED_OBJECTS).map((object) => object.table), 'derived', 'channel_sync', 'facts']) this.run(`delete from ${table}`)
  }

  close(): void {
    this.#statements.clear()
    if (this.#db.isOpen) this.#db.close()
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql)
    if (known !== undefined) return known
    const statement = this.#db.prepare(sql)
    this.#statements.set(sql, statement)
    return statement
  }

  /** Fills what the catalog newly declares from the stored texts, and drops what nobody has declared for a while. */
  #declare(derivations: readonly Derivation[]): void {
    const known = new Set(this.#derivations.map(({ id }) => id))
    for (const derivation of derivations.filter(({ id }) => !known.has(id))) {
      for (const { row, text } of this.all(`select row, ${derivation.column} as text from ${STORED_OBJECTS[derivation.object].table}`)) this.#derive(derivation, Number(row), textOf(text))
    }
    for (const { id, object, column, regex, group, all } of derivations) {
      this.run('insert into derivations values (?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set opened_at = excluded.opened_at', id, object, column, regex, group, Number(all), Date.now())
    }
    this.run('delete from derivations where opened_at < ?', Date.now() - KEPT_DERIVATION_MS)
    this.run('delete from derived where derivation not in (select id from derivations)')
  }

  #derive(derivation: Derivation, row: number, text: string | null): void {
    this.run('delete from derived where derivation = ? and row = ?', derivation.id, row)
    deriveValues(derivation, text).forEach((value, position) =>
      this.run('insert into derived (derivation, row, position, value, folded) values (?, ?, ?, ?, ?)', derivation.id, row, position, value, value.toLowerCase()))
  }
}

function derivationOfRow(row: Readonly<Record<string, unknown>>): Derivation {
  const object = String(row['object'])
  invariant(isSlackObject(object), `${object} is one of Slack's objects`)
  return { id: String(row['id']), object, column: String(row['column_name']), regex: String(row['regex']), group: Number(row['capture']), all: row['every'] === 1 }
}

const isSlackObject = (name: string): name is SlackObject => name in STORED_OBJECTS

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)
