import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { LRUCache } from 'lru-cache'
import type { EmbedOptions, Embedder } from './embedder.ts'
import type { CallLimit } from './call-limit.ts'
import { CrossgraphError } from '../errors.ts'
import { callLimit, waitWithin } from './call-limit.ts'

export interface EmbedRequest { readonly id: number; readonly texts: readonly string[] }
export type EmbedReply =
  | { readonly id: number; readonly vectors: number[][]; readonly error?: undefined }
  | { readonly id: number; readonly error: string }

type Vectors = readonly (readonly number[])[]
interface Waiting { readonly resolve: (vectors: Vectors) => void; readonly reject: (error: Error) => void }

/** Its `name` as an embedder. */
export const EMBEDDED_MODEL = 'embedded:universal-sentence-encoder-lite-en'

const DIMENSIONS = 512
/** Texts in one message to the thread, about 0.2 s of work: the longest that a query waits behind a filler of collections. */
const CHUNK = 16
const CACHED_QUERIES = 500

/**
 * The Universal Sentence Encoder (lite, English) that ships with the product: 512 numbers of length 1, about 10 ms a text
 * on one core, no network. It runs in a thread of its own, started by the first text.
 */
export function createEmbeddedModel(): Embedder {
  const thread = new ModelThread()
  const queries = new LRUCache<string, readonly number[]>({ max: CACHED_QUERIES })
  return {
    name: EMBEDDED_MODEL,
    dimensions: async () => DIMENSIONS,
    embed: async (texts, options: EmbedOptions = {}) => {
      const limit = callLimit(options)
      const [first] = texts
      if (first === undefined) return []
      if (texts.length > 1) return embedChunks(thread, limit, texts)
      const known = queries.get(first)
      if (known !== undefined) return [known]
      const vectors = await waitWithin(limit, thread.embed(texts))
      queries.set(first, vectors[0]!)
      return vectors
    },
    close: () => thread.close(),
  }
}

/** Chunk after chunk, so that other calls get their turn in between and an abandoned one stops. */
async function embedChunks(thread: ModelThread, limit: CallLimit, texts: readonly string[]): Promise<Vectors> {
  const vectors: (readonly number[])[] = []
  for (let start = 0; start < texts.length; start += CHUNK) {
    vectors.push(...await waitWithin(limit, thread.embed(texts.slice(start, start + CHUNK))))
  }
  return vectors
}

/** The worker thread and who waits for it. It keeps the process alive only while somebody waits. */
class ModelThread {
  #worker: Worker | null = null
  #nextId = 1
  readonly #waiting = new Map<number, Waiting>()

  embed(texts: readonly string[]): Promise<Vectors> {
    const worker = this.#worker ??= this.#start()
    const id = this.#nextId++
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      worker.ref()
      worker.postMessage({ id, texts } satisfies EmbedRequest)
    })
  }

  async close(): Promise<void> {
    const worker = this.#worker
    this.#worker = null
    this.#failAll('was closed')
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = new Worker(new URL(`./embedded-worker${extname(import.meta.url)}`, import.meta.url))
    worker.on('message', (reply: EmbedReply) => this.#settle(worker, reply))
    worker.on('error', () => this.#lost(worker))
    worker.on('exit', () => this.#lost(worker))
    return worker
  }

  #settle(worker: Worker, reply: EmbedReply): void {
    const waiting = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    if (this.#waiting.size === 0) worker.unref()
    if (reply.error === undefined) waiting?.resolve(reply.vectors)
    else waiting?.reject(new CrossgraphError('SOURCE_REJECTED', 'the embedded model could not read a text', { cause: reply.error }))
  }

  /** The next text starts a new thread. */
  #lost(worker: Worker): void {
    if (this.#worker !== worker) return
    this.#worker = null
    this.#failAll('stopped unexpectedly')
  }

  #failAll(why: string): void {
    for (const { reject } of this.#waiting.values()) {
      reject(new CrossgraphError('SOURCE_UNAVAILABLE', `the embedded model ${why}`, { retryable: true }))
    }
    this.#waiting.clear()
  }
}
