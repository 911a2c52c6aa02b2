import { QdrantClient } from '@qdrant/js-client-rest'
import type { Schemas } from '@qdrant/js-client-rest'
import type { Deadline } from './deadline.ts'
import type { Point } from './decode.ts'
import type { JsonObject, PointId } from './request.ts'
import { CrossgraphError } from '../../errors.ts'
import { qdrantError } from './qdrant-error.ts'

export interface DriverOptions { readonly name: string; readonly url: string; readonly apiKey?: string | undefined; readonly connections: number }
/** What one request brought, and its size on the wire. */
export interface Answer<T> { readonly result: T; readonly bytes: number }
export interface PointPage { readonly points: readonly Point[]; readonly next: PointId | null }

interface RawAnswer { readonly headers: Headers; readonly data: unknown }
type Call = (init: { readonly signal: AbortSignal }) => Promise<RawAnswer>
type Api = ReturnType<QdrantClient['api']>

/** The only file that speaks to Qdrant. Every call ends at its deadline; the connection's work is cut off then. */
export class QdrantDriver {
  readonly #name: string
  readonly #api: Api

  constructor({ name, url, apiKey, connections }: DriverOptions) {
    this.#name = name
    // The client's own time-out would replace the signal of a call.
    const time = { timeout: Number.POSITIVE_INFINITY, checkCompatibility: false }
    this.#api = new QdrantClient({ ...addressOf(url), ...time, headers: headersOf(apiKey), maxConnections: connections }).api()
  }

  scroll(collection: string, body: JsonObject, deadline: Deadline): Promise<Answer<PointPage>> {
    return this.#call(deadline, (init) => this.#api.scrollPoints({ collection_name: collection, ...(body as Schemas['ScrollRequest']) }, init), readPage)
  }

  query(collection: string, body: JsonObject, deadline: Deadline): Promise<Answer<PointPage>> {
    return this.#call(deadline, (init) => this.#api.queryPoints({ collection_name: collection, ...(body as Schemas['QueryRequest']) }, init), readPage)
  }

  count(collection: string, body: JsonObject, deadline: Deadline): Promise<Answer<number>> {
    return this.#call(deadline, (init) => this.#api.countPoints({ collection_name: collection, ...(body as Schemas['CountRequest']) }, init), readCount)
  }

  facet(collection: string, body: JsonObject, deadline: Deadline): Promise<Answer<readonly FacetHit[]>> {
    const request = body as Partial<Schemas['FacetRequest']> & { key: string }
    return this.#call(deadline, (init) => this.#api.facet({ collection_name: collection, ...request }, init), readFacet)
  }

  collections(deadline: Deadline): Promise<Answer<readonly string[]>> {
    return this.#call(deadline, (init) => this.#api.getCollections({}, init), readNames)
  }

  describe(collection: string, deadline: Deadline): Promise<Answer<unknown>> {
    return this.#call(deadline, (init) => this.#api.getCollection({ collection_name: collection }, init), (result) => result)
  }

  async #call<T>(deadline: Deadline, call: Call, read: (result: unknown) => T | undefined): Promise<Answer<T>> {
    const answer = await call({ signal: deadline.signal }).catch((error: unknown) => {
      throw deadline.signal.aborted ? deadline.error() : qdrantError(this.#name, error)
    })
    const raw = isRecord(answer.data) ? answer.data['result'] : undefined
    const result = raw === undefined ? undefined : read(raw)
    if (result === undefined) throw new CrossgraphError('SOURCE_REJECTED', `${this.#name} did not answer as Qdrant does`, { source: this.#name })
    return { result, bytes: bytesOf(answer) }
  }
}

/** The client takes host, port and the path before the API apart; it would ignore a path of its `url`. */
function addressOf(text: string): { host: string; port: number; https: boolean; prefix?: string } {
  const url = new URL(text)
  const https = url.protocol === 'https:'
  const isDefault = /^\w+:\/\/[^/]*:\d+(\/|$)/.test(text)
  const port = url.port === '' ? (isDefault ? (https ? 443 : 80) : 6333) : Number(url.port)
  const prefix = url.pathname.replace(/\/$/, '')
  return { host: url.hostname, port, https, ...(prefix === '' ? {} : { prefix }) }
}

/** Given as a header of its own, for the client's option prints a warning to the console. Uncompressed answers tell their size. */
const headersOf = (apiKey: string | undefined): Record<string, string> =>
  ({ 'accept-encoding': 'identity', ...(apiKey === undefined || apiKey === '' ? {} : { 'api-key': apiKey }) })

function bytesOf({ headers, data }: RawAnswer): number {
  const length = Number(headers.get('content-length') ?? Number.NaN)
  return Number.isFinite(length) ? length : Buffer.byteLength(JSON.stringify(data, (_name, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
}

export interface FacetHit { readonly value: unknown; readonly count: number }

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isId = (value: unknown): value is PointId => typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'

function readPage(result: unknown): PointPage | undefined {
  const points: unknown = isRecord(result) ? result['points'] : undefined
  if (!isRecord(result) || !Array.isArray(points)) return undefined
  const next = result['next_page_offset']
  return { points: points.filter(isRecord).flatMap(readPoint), next: isId(next) ? next : null }
}

function readPoint({ id, payload, score }: Readonly<Record<string, unknown>>): readonly Point[] {
  return isId(id) ? [{ id, payload: isRecord(payload) ? payload : {}, score: typeof score === 'number' ? score : null }] : []
}

const readCount = (result: unknown): number | undefined => (isRecord(result) && typeof result['count'] === 'number' ? result['count'] : undefined)

function readFacet(result: unknown): readonly FacetHit[] | undefined {
  const hits: unknown = isRecord(result) ? result['hits'] : undefined
  return Array.isArray(hits) ? hits.filter(isRecord).map(({ value, count }) => ({ value, count: Number(count) })) : undefined
}

function readNames(result: unknown): readonly string[] | undefined {
  const collections: unknown = isRecord(result) ? result['collections'] : undefined
  return Array.isArray(collections) ? collections.filter(isRecord).map(({ name }) => String(name)) : undefined
}
