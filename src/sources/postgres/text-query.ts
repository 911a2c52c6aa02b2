import type { Connection, Submittable } from 'pg'
import type { Session } from './session.ts'

/** One call as it goes over the wire. */
export interface WireCall {
  /** The prepared statement's; absent for a statement that is not worth keeping. */
  readonly name?: string
  readonly text: string
  readonly values: readonly (string | null)[]
}

export interface WireRows {
  readonly rows: (readonly (string | null)[])[]
  /** Of the rows' messages. */
  readonly bytes: number
}

export interface QueryEvents {
  /** Once, when the server is ready again or the connection is gone. */
  readonly end: (error: Error | null, answer: WireRows) => void
  /** When more than `maxBytes` have come; no more rows are kept. */
  readonly tooLarge: () => void
}

/** The part of the driver's connection that its types leave out. */
type Wire = Connection & { readonly stream: { cork(): void; uncork(): void } }

interface DataRow { readonly fields: (string | null)[]; readonly length: number }

/**
 * A query of the extended protocol that keeps the driver's rows as they come: arrays of text, no row description, no type
 * parsers, no result object. A shorter `statement_timeout` goes in the same packet, before the statement.
 */
export class TextQuery implements Submittable {
  readonly #call: WireCall
  readonly #session: Session
  readonly #timeoutMs: number
  readonly #maxBytes: number
  readonly #events: QueryEvents
  readonly #rows: (readonly (string | null)[])[] = []
  #bytes = 0
  #ended = false
  #setsTimeout = false
  #completed = 0

  constructor(call: WireCall, session: Session, options: QueryEvents & { readonly timeoutMs: number; readonly maxBytes: number }) {
    this.#call = call
    this.#session = session
    this.#timeoutMs = options.timeoutMs
    this.#maxBytes = options.maxBytes
    this.#events = options
  }

  readonly submit = (connection: Connection): void => {
    const { stream } = connection as Wire
    stream.cork()
    this.#setsTimeout = this.#session.timeoutMs !== this.#timeoutMs
    if (this.#setsTimeout) {
      connection.parse({ name: '', text: `SELECT set_config('statement_timeout', $1, false)`, types: [] }, true)
      execute(connection, '', [String(this.#timeoutMs)])
    }
    this.#prepare(connection)
    execute(connection, this.#call.name ?? '', this.#call.values)
    connection.sync()
    stream.uncork()
  }

  /** A name is closed before it is given, for a statement whose first run failed may have been kept or not. */
  #prepare(connection: Connection): void {
    const { name, text } = this.#call
    if (name !== undefined) {
      if (this.#session.isPrepared(name)) return
      this.#session.addPrepared(name)
      connection.close({ type: 'S', name }, true)
    }
    for (const evicted of this.#session.takeEvicted()) connection.close({ type: 'S', name: evicted }, true)
    connection.parse({ name: name ?? '', text, types: [] }, true)
  }

  handleDataRow({ fields, length }: DataRow): void {
    if (this.#completed < (this.#setsTimeout ? 1 : 0) || this.#bytes > this.#maxBytes) return
    this.#bytes += length
    this.#rows.push(fields)
    if (this.#bytes > this.#maxBytes) this.#events.tooLarge()
  }

  handleCommandComplete(): void {
    this.#completed++
  }

  handleReadyForQuery(): void {
    if (this.#setsTimeout) this.#session.timeoutMs = this.#timeoutMs
    this.#end(null)
  }

  /** After an error the timeout that was set with it is rolled back. */
  handleError(error: Error): void {
    if (this.#call.name !== undefined) this.#session.forget(this.#call.name)
    this.#end(error)
  }

  handleRowDescription(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}

  #end(error: Error | null): void {
    if (this.#ended) return
    this.#ended = true
    this.#events.end(error, { rows: this.#rows, bytes: this.#bytes })
  }
}

function execute(connection: Connection, statement: string, values: readonly (string | null)[]): void {
  connection.bind({ portal: '', statement, values: [...values], valueMapper: (value: unknown) => value }, true)
  connection.execute({ portal: '' }, true)
}
