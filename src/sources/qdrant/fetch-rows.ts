import type { Embedder } from '../../embeddings/embedder.ts'
import type { Fetch, KeyBatch, NativeCall, Rows } from '../../fetch/fetch.ts'
import type { FetchContext } from '../source.ts'
import type { CompiledFetch } from './compile-fetch.ts'
import type { Deadline } from './deadline.ts'
import type { Point } from './decode.ts'
import type { QdrantDriver } from './driver.ts'
import type { Json, JsonObject, SearchTarget } from './request.ts'
import { CrossgraphError } from '../../errors.ts'
import { isRefusal } from './qdrant-error.ts'
import { printRequest } from './request.ts'
import { keyReader } from './row-keys.ts'

export interface RowsCall {
  readonly driver: QdrantDriver
  readonly embedder: Embedder
  readonly source: string
  readonly fetch: Fetch
  readonly compiled: CompiledFetch
  readonly context: FetchContext
  readonly deadline: Deadline
}

/** Points of one page of a scroll: enough for most lists in one request, and no request of many megabytes. */
const PAGE = 2_000

/** The rows of a fetch without groups. More than the context allows is LIMIT_ROWS or LIMIT_BYTES, never a cut. */
export async function fetchRows(call: RowsCall): Promise<Rows> {
  const started = performance.now()
  const { compiled, context, fetch } = call
  const most = Math.min(compiled.limit ?? Number.POSITIVE_INFINITY, context.maxRows + 1)
  const { points, bytes } = await (compiled.target === null ? scrollPoints(call, most) : queryPoints(call, compiled.target, most))
  if (points.length > context.maxRows) throw await tooManyRows(call)
  const native = { native: printRequest(compiled.request), bytes, ms: performance.now() - started, keys: fetch.keys?.values.length ?? 0 }
  return fetch.keys === undefined ? plainRows(compiled, points, native) : keyedRows(compiled, { points, keys: fetch.keys }, native)
}

interface Found { readonly points: readonly Point[]; readonly bytes: number }

/** By id, page after page. */
async function scrollPoints({ driver, compiled, context, deadline, source }: RowsCall, most: number): Promise<Found> {
  const { collection, body } = compiled.request
  const points: Point[] = []
  const { offset: after } = body
  let bytes = 0
  let place: JsonObject = {}
  while (points.length < most) {
    const limit = Math.min(PAGE, most - points.length) + (after === undefined ? 0 : 1)
    const { result, bytes: size } = await driver.scroll(collection, { ...body, ...place, limit }, deadline)
    points.push(...result.points.filter(({ id }) => id !== after))
    bytes += size
    checkBytes(source, bytes, context)
    if (result.next === null) break
    place = { offset: result.next }
  }
  return { points: points.slice(0, most), bytes }
}

/** The best first; equal scores by id, so that the same search has the same order every time. */
async function queryPoints(call: RowsCall, target: SearchTarget, most: number): Promise<Found> {
  const { driver, compiled, context, deadline, source, fetch } = call
  if (most === 0) return { points: [], bytes: 0 }
  const query = await queryOf(call, target)
  const { collection, body } = compiled.request
  const answer = await driver.query(collection, { ...body, query, limit: most }, deadline).catch((error: unknown) => { throw likeError(error, fetch.entity) })
  checkBytes(source, answer.bytes, context)
  return { points: answer.result.points.toSorted(byScore), bytes: answer.bytes }
}

async function queryOf({ embedder, deadline, source, compiled }: RowsCall, target: SearchTarget): Promise<Json> {
  if (target.kind !== 'text') return compiled.request.body['query'] ?? null
  const [vector] = await embedder.embed([target.text], { signal: deadline.signal, timeoutMs: deadline.left() }).catch((error: unknown) => {
    throw deadline.signal.aborted ? deadline.error() : ofSource(source, error)
  })
  return vector ?? null
}

/** An embedder's failure is this source's: the search cannot be made. */
function ofSource(source: string, error: unknown): unknown {
  if (!(error instanceof CrossgraphError)) return error
  const { code, message, hint, retryable, details } = error
  return new CrossgraphError(code, message, { source, hint, retryable, details, cause: error })
}

/** The only point that a search names is that of `like`. */
function likeError(error: unknown, entity: string): unknown {
  return isRefusal(error, /No point with id/) ? new CrossgraphError('QUERY_SEARCH', `there is no ${entity} with the id given in search.like`) : error
}

function byScore(a: Point, b: Point): number {
  if (a.score !== b.score) return (b.score ?? 0) - (a.score ?? 0)
  if (typeof a.id === 'string' && typeof b.id !== 'string') return 1
  if (typeof a.id !== 'string' && typeof b.id === 'string') return -1
  return a.id < b.id ? -1 : 1
}

function checkBytes(source: string, bytes: number, { maxBytes }: FetchContext): void {
  if (bytes <= maxBytes) return
  throw new CrossgraphError('LIMIT_BYTES', `Source ${source} answered with ${bytes} bytes, the most is ${maxBytes}`, {
    source, hint: 'Filter, give a limit, or select fewer fields', details: { limit: maxBytes, found: bytes, unit: 'bytes' },
  })
}

/** A scroll's size can be counted; a search's is known to be more than was asked for. */
async function tooManyRows({ driver, compiled, context, deadline, source }: RowsCall): Promise<CrossgraphError> {
  const { collection, body } = compiled.request
  const filter = body['filter'] === undefined ? {} : { filter: body['filter'] }
  const found = compiled.target === null && compiled.limit === null ? (await driver.count(collection, { ...filter, exact: true }, deadline)).result : context.maxRows + 1
  return new CrossgraphError('LIMIT_ROWS', `Source ${source} has ${found} rows for this, the most is ${context.maxRows}`, {
    source, hint: 'Filter, give a limit, or page through the rows', details: { limit: context.maxRows, found, unit: 'rows' },
  })
}

type Call = Omit<NativeCall, 'rows'>

function plainRows({ columns }: CompiledFetch, points: readonly Point[], call: Call): Rows {
  return { columns, rows: points.map((point) => columns.map(({ read }) => read(point))), call: { ...call, rows: points.length } }
}

/** Rows that the filter let through, but whose key is none of the batch, are left out. */
function keyedRows({ columns, keyColumns }: CompiledFetch, { points, keys }: { readonly points: readonly Point[]; readonly keys: KeyBatch }, call: Call): Rows {
  const keysOfRow = new Map<readonly unknown[], readonly string[]>()
  const keysOf = keyReader(keyColumns, keys)
  for (const point of points) {
    const found = keysOf(keyColumns.map((column) => column.read(point)))
    if (found.length > 0) keysOfRow.set(columns.map((column) => column.read(point)), found)
  }
  return { columns, rows: [...keysOfRow.keys()], keysOf: (row) => keysOfRow.get(row) ?? [], call: { ...call, rows: keysOfRow.size } }
}
