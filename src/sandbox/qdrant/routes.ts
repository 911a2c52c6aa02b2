import type { Collection } from './collection.ts'
import type { Collections } from './collections.ts'
import type { Json, JsonObject } from './json.ts'
import { collectionNamed, createCollection, createIndex, describeCollection, updateCollection } from './collections.ts'
import { notFound } from './failure.ts'
import { readFilter } from './filter.ts'
import { facetValues, queryGroups } from './groups.ts'
import { readPathId } from './point-id.ts'
import { queryPoints } from './query.ts'
import { readArray, readObject } from './read-body.ts'
import { getPoints, readShow } from './records.ts'
import { scrollPoints } from './scroll.ts'
import { clearPayload, deletePayload, deletePoints, overwritePayload, setPayload, upsertPoints } from './write-points.ts'

interface Request {
  readonly collections: Collections
  /** Taken from the path: `collection`, `field`, `id`. */
  readonly names: Names
  readonly query: URLSearchParams
  readonly body: JsonObject
}
type Names = Readonly<Record<string, string>>
type Handler = (request: Request) => unknown
interface Route { readonly method: string; readonly path: RegExp; readonly handle: Handler }

export const VERSION = '1.19.0'

const onCollection = (handle: (collection: Collection, body: JsonObject, request: Request) => unknown): Handler => (request) =>
  handle(collectionNamed(request.collections, request.names['collection']!), request.body, request)

let operations = 0
/** A write is answered by its number; it is done when the answer is sent, whether or not the client asked to wait. */
const writing = (write: (collection: Collection, body: JsonObject, request: Request) => void): Handler => onCollection((collection, body, request) => {
  write(collection, body, request)
  return { operation_id: operations++, status: request.query.get('wait') === 'true' ? 'completed' : 'acknowledged' }
})

const C = '/collections/{collection}'
const ROUTES: readonly Route[] = [
  route('GET', '/collections', ({ collections }) => ({ collections: [...collections.keys()].map((name) => ({ name })) })),
  route('GET', C, onCollection(describeCollection)),
  route('PUT', C, ({ collections, names, body }) => createCollection(collections, names['collection']!, body)),
  route('PATCH', C, onCollection(updateCollection)),
  route('DELETE', C, ({ collections, names }) => collections.delete(names['collection']!)),
  route('GET', `${C}/exists`, ({ collections, names }) => ({ exists: collections.has(names['collection']!) })),
  route('PUT', `${C}/index`, writing(createIndex)),
  route('DELETE', `${C}/index/{field}`, writing((collection, _body, { names }) => void collection.indexes.delete(names['field']!))),
  route('PUT', `${C}/points`, writing(upsertPoints)),
  route('POST', `${C}/points`, onCollection(getPoints)),
  route('GET', `${C}/points/{id}`, onCollection((collection, body, { names }) => getPoint(collection, body, names['id']!))),
  route('POST', `${C}/points/delete`, writing(deletePoints)),
  route('POST', `${C}/points/payload`, writing(setPayload)),
  route('PUT', `${C}/points/payload`, writing(overwritePayload)),
  route('POST', `${C}/points/payload/delete`, writing(deletePayload)),
  route('POST', `${C}/points/payload/clear`, writing(clearPayload)),
  route('POST', `${C}/points/scroll`, onCollection(scrollPoints)),
  route('POST', `${C}/points/count`, onCollection((collection, body) => ({ count: collection.matching(readFilter(body['filter'])).length }))),
  route('POST', `${C}/facet`, onCollection(facetValues)),
  route('POST', `${C}/points/query`, onCollection(queryPoints)),
  route('POST', `${C}/points/query/batch`, onCollection(queryBatch)),
  route('POST', `${C}/points/query/groups`, onCollection(queryGroups)),
  route('GET', '/telemetry', ({ collections }) => ({ id: 'embedded', app: { name: 'qdrant', version: VERSION }, collections: { number_of_collections: collections.size } })),
]

function queryBatch(collection: Collection, body: JsonObject): unknown {
  return readArray(body['searches'], 'searches').map((search) => queryPoints(collection, readObject(search, 'search')))
}

function getPoint(collection: Collection, body: JsonObject, id: string): Json {
  const point = collection.get(readPathId(id))
  if (point === undefined) throw notFound(`Point with id ${id} does not exists!`)
  return { ...readShow({ ...body, with_vector: true }, { payload: true })(point) }
}

function route(method: string, path: string, handle: Handler): Route {
  return { method, path: new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`), handle }
}

/** The handler of a request's method and path, with the names that the path holds; null where there is none. */
export function findRoute(method: string, path: string): { readonly handle: Handler; readonly names: Names } | null {
  for (const { method: known, path: pattern, handle } of ROUTES) {
    const match = known === method ? pattern.exec(path) : null
    if (match !== null) return { handle, names: decodeNames(match.groups ?? {}) }
  }
  return null
}

const decodeNames = (groups: Names): Names => Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]))
