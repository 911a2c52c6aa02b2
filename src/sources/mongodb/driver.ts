import { BSON, MongoClient } from 'mongodb'
import type { AggregateOptions, Db, Document, MongoClientOptions } from 'mongodb'
import { randomUUID } from 'node:crypto'
import { CrossgraphError } from '../../errors.ts'
import type { FetchContext } from '../source.ts'
import { Canceller } from './cancel.ts'
import type { Stage } from './expression.ts'
import { failureOf } from './failure.ts'

export interface DriverOptions {
  readonly source: string
  readonly uri: string
  /** Undefined: the one that the URI names. */
  readonly database?: string | undefined
  readonly limits: {
    /** Connections, and calls that may wait for one. */
    readonly concurrency: number
    readonly queue: number
    /** Milliseconds for calls that have no time of their own. */
    readonly timeoutMs: number
  }
}

export interface Answer {
  readonly documents: readonly Document[]
  readonly bytes: number
}

/** One pipeline over a collection, or over the database (null) where it starts from `$documents`. */
export interface PipelineCall {
  readonly collection: string | null
  readonly pipeline: readonly Stage[]
}

/** Milliseconds. */
const QUEUE_WAIT = 500
const SELECTION_WAIT = 2_000
/** The server is given so long to stop by itself before it is no longer waited for. */
const STOP_GRACE = 100
const BATCH_ROWS = 1_000

/** Exact values: a Long is a bigint; decimals, ids and dates are objects of the driver. */
const READING: BSON.DeserializeOptions = { useBigInt64: true, promoteLongs: true, promoteValues: true, promoteBuffers: false }

/** The only I/O of this folder: one pool of connections, bounded in length of its queue, in time, rows and bytes. */
export class MongoDriver {
  readonly #options: DriverOptions
  readonly #canceller: Canceller
  #client: MongoClient | null = null
  #connecting: Promise<MongoClient> | null = null
  #running = 0

  constructor(options: DriverOptions) {
    this.#options = options
    this.#canceller = new Canceller(options.uri)
  }

  /** @throws CrossgraphError SOURCE_*, LIMIT_ROWS, LIMIT_BYTES; or why `context.signal` was aborted. */
  async run(call: PipelineCall, context: FetchContext): Promise<Answer> {
    const { concurrency, queue } = this.#options.limits
    if (this.#running >= concurrency + queue) throw this.#failure('SOURCE_OVERLOADED', 'is busy: too many calls wait already')
    this.#running++
    try {
      return await this.#guarded(context, (comment) => this.#read(call, context, comment))
    } finally {
      this.#running--
    }
  }

  /** One call for its reply. */
  async command(command: Document, database = this.#options.database): Promise<Document> {
    const { timeoutMs } = this.#options.limits
    return this.#guarded({ timeoutMs }, async () => (await this.#connect()).db(database).command({ ...command, maxTimeMS: timeoutMs }))
  }

  async database(): Promise<Db> {
    return (await this.#connect()).db(this.#options.database)
  }

  get timeoutMs(): number {
    return this.#options.limits.timeoutMs
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await Promise.all([client?.close(), this.#canceller.close()])
  }

  /** Ends with the work, the time, or the caller, whichever comes first; then the server is told to stop as well. */
  async #guarded<T>({ timeoutMs, signal }: Pick<FetchContext, 'timeoutMs' | 'signal'>, work: (comment: string) => Promise<T>): Promise<T> {
    const comment = randomUUID()
    if (signal?.aborted === true) throw this.#cancelled(signal)
    const { promise: given, reject } = Promise.withResolvers<never>()
    const giveUp = (why: CrossgraphError): void => {
      reject(why)
      void this.#canceller.cancel(comment)
    }
    const timer = setTimeout(() => giveUp(this.#failure('SOURCE_TIMEOUT', 'took too long and was stopped')), timeoutMs + STOP_GRACE)
    const onAbort = (): void => giveUp(this.#cancelled(signal!))
    signal?.addEventListener('abort', onAbort, { once: true })
    const working = work(comment)
    working.catch(() => {})
    try {
      return await Promise.race([working, given])
    } catch (error) {
      throw failureOf(this.#options.source, error, { isFull: this.#running >= this.#options.limits.concurrency })
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
    }
  }

  async #read({ collection, pipeline }: PipelineCall, { timeoutMs, maxRows, maxBytes }: FetchContext, comment: string): Promise<Answer> {
    const db = await this.database()
    // The simple collation compares by code point, whatever a collection's own is.
    const options: AggregateOptions = { maxTimeMS: Math.max(1, Math.ceil(timeoutMs)), comment, collation: { locale: 'simple' }, batchSize: Math.min(BATCH_ROWS, maxRows + 1), raw: true }
    const cursor = collection === null ? db.aggregate([...pipeline], options) : db.collection(collection).aggregate([...pipeline], options)
    const documents: Document[] = []
    let bytes = 0
    try {
      for await (const raw of cursor) {
        // With `raw` a row is the bytes of its document.
        const row = raw as unknown as Uint8Array
        bytes += row.byteLength
        if (documents.length >= maxRows) throw this.#tooMany('LIMIT_ROWS', `more than ${maxRows} rows`, { maxRows })
        if (bytes > maxBytes) throw this.#tooMany('LIMIT_BYTES', `more than ${maxBytes} bytes`, { maxBytes, rows: documents.length })
        documents.push(BSON.deserialize(row, READING))
      }
    } finally {
      await cursor.close().catch(() => {})
    }
    return { documents, bytes }
  }

  /** A client whose first connection failed stays closed, so the next call makes a new one. */
  #connect(): Promise<MongoClient> {
    if (this.#client !== null) return Promise.resolve(this.#client)
    this.#connecting ??= this.#open().finally(() => { this.#connecting = null })
    return this.#connecting
  }

  async #open(): Promise<MongoClient> {
    const { uri, limits } = this.#options
    const options: MongoClientOptions = {
      appName: 'crossgraph', maxPoolSize: limits.concurrency, waitQueueTimeoutMS: QUEUE_WAIT, serverSelectionTimeoutMS: Math.min(SELECTION_WAIT, limits.timeoutMs),
      connectTimeoutMS: SELECTION_WAIT, socketTimeoutMS: limits.timeoutMs * 10, retryReads: false, retryWrites: false, useBigInt64: true,
    }
    const client = new MongoClient(uri, options)
    try {
      await client.connect()
    } catch (error) {
      await client.close().catch(() => {})
      throw error
    }
    this.#client = client
    return client
  }

  #failure(code: string, what: string): CrossgraphError {
    const { source } = this.#options
    return new CrossgraphError(code, `The source ${source} ${what}`, { source, retryable: true })
  }

  #tooMany(code: string, what: string, details: Readonly<Record<string, number>>): CrossgraphError {
    const { source } = this.#options
    return new CrossgraphError(code, `The answer of the source ${source} has ${what}`, { source, hint: 'Ask for fewer rows or fields.', details })
  }

  #cancelled(signal: AbortSignal): CrossgraphError {
    if (signal.reason instanceof CrossgraphError) return signal.reason
    const { source } = this.#options
    return new CrossgraphError('SOURCE_CANCELLED', `The call to the source ${source} was cancelled, for nobody waits for it`, { source })
  }
}
