import type { Collection, Point, Shown } from './collection.ts'
import type { Json, JsonObject } from './json.ts'
import type { PayloadSelector } from './payload-selector.ts'
import type { Vectors } from './vector-space.ts'
import { formatError } from './failure.ts'
import { readPayloadSelector } from './payload-selector.ts'
import { readPointId } from './point-id.ts'
import { readArray, readString } from './read-body.ts'

type VectorSelector = (vectors: Vectors) => Json | undefined

/** How the points of an answer are printed, by the request's `with_payload` and `with_vector`. */
export type Show = (point: Point) => Shown

export function readShow(body: JsonObject, absent: { readonly payload: boolean }): Show {
  const payload: PayloadSelector = readPayloadSelector(body['with_payload'], absent.payload)
  const vector = readVectorSelector(body['with_vector'] ?? body['with_vectors'])
  return (point) => {
    const shownPayload = payload(point.payload)
    const shownVector = vector(point.vectors)
    return { id: point.id, ...(shownPayload === null ? {} : { payload: shownPayload }), ...(shownVector === undefined ? {} : { vector: shownVector }) }
  }
}

function readVectorSelector(value: Json | undefined): VectorSelector {
  if (value === undefined || value === null || value === false) return () => undefined
  if (value === true) return (vectors) => printVectors(vectors, () => true)
  const names = new Set(readArray(value, 'with_vector').map((name) => readString(name, 'with_vector')))
  return (vectors) => printVectors(vectors, (name) => names.has(name))
}

/** The default vector alone is a plain list. */
function printVectors(vectors: Vectors, wanted: (name: string) => boolean): Json {
  const unnamed = vectors.get('')
  if (unnamed !== undefined && vectors.size === 1) return [...unnamed]
  return Object.fromEntries([...vectors].filter(([name]) => wanted(name)).map(([name, vector]) => [name, [...vector]]))
}

/** `POST /points`: those of the ids that exist, each once, in the order asked for. */
export function getPoints(collection: Collection, body: JsonObject): readonly Shown[] {
  if (body['ids'] === undefined) throw formatError('missing field `ids`')
  const show = readShow(body, { payload: true })
  const found = new Set(readArray(body['ids'], 'ids').map((id) => collection.get(readPointId(id))))
  return [...found].flatMap((point) => (point === undefined ? [] : [show(point)]))
}
