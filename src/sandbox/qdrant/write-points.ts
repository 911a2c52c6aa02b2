import type { Collection, Point } from './collection.ts'
import type { Json, JsonObject } from './json.ts'
import { formatError, notInSandbox } from './failure.ts'
import { readFilter } from './filter.ts'
import { isArray, isObject } from './json.ts'
import { readPointId } from './point-id.ts'
import { readArray, readObject, readString } from './read-body.ts'
import { readVectors } from './vector-space.ts'

/** Either all points of the request are written or, when one is wrong, none. */
export function upsertPoints(collection: Collection, body: JsonObject): void {
  const points = body['batch'] === undefined ? readArray(body['points'], 'points') : unpackBatch(readObject(body['batch'], 'batch'))
  collection.put(points.map((point) => readPoint(collection, readObject(point, 'point'))))
}

function readPoint(collection: Collection, point: JsonObject): Point {
  return {
    id: readPointId(point['id']),
    vectors: readVectors(collection.spaces, point['vector']),
    payload: point['payload'] === undefined || point['payload'] === null ? {} : readObject(point['payload'], 'payload'),
  }
}

/** Columns of ids, vectors (a list, or lists by name) and payloads as points. */
function unpackBatch({ ids, vectors, payloads }: JsonObject): readonly JsonObject[] {
  return readArray(ids, 'ids').map((id, i) => ({
    id,
    vector: isArray(vectors) ? vectors[i]! : Object.fromEntries(Object.entries(readObject(vectors, 'vectors')).map(([name, list]) => [name, readArray(list, name)[i]!])),
    payload: isArray(payloads) ? payloads[i] ?? null : null,
  }))
}

/** The points that a request names by `points` or by `filter`. */
function selectPoints(collection: Collection, body: JsonObject): readonly Point[] {
  if (isArray(body['points'])) return body['points'].flatMap((id) => collection.get(readPointId(id)) ?? [])
  if (isObject(body['filter'])) return collection.matching(readFilter(body['filter']))
  throw formatError('data did not match any variant of untagged enum PointsSelector')
}

export const deletePoints = (collection: Collection, body: JsonObject): void => collection.remove(selectPoints(collection, body))

export function setPayload(collection: Collection, body: JsonObject): void {
  replacePayloads(collection, body, (old) => ({ ...old, ...payloadOf(body) }))
}

export function overwritePayload(collection: Collection, body: JsonObject): void {
  replacePayloads(collection, body, () => payloadOf(body))
}

export function deletePayload(collection: Collection, body: JsonObject): void {
  const names = new Set(readArray(body['keys'], 'keys').map((name) => readString(name, 'keys')))
  replacePayloads(collection, body, (old) => Object.fromEntries(Object.entries(old).filter(([name]) => !names.has(name))))
}

export const clearPayload = (collection: Collection, body: JsonObject): void => replacePayloads(collection, body, () => ({}))

function replacePayloads(collection: Collection, body: JsonObject, change: (payload: JsonObject) => JsonObject): void {
  if (body['key'] !== undefined && body['key'] !== null) throw notInSandbox('setting a payload below a key')
  collection.put(selectPoints(collection, body).map((point) => ({ ...point, payload: change(point.payload) })))
}

const payloadOf = (body: JsonObject): Record<string, Json> => readObject(body['payload'], 'payload')
