import type { Collection, Point, Shown } from './collection.ts'
import type { Test } from './filter.ts'
import type { Json, JsonObject } from './json.ts'
import type { Vector, VectorSpace } from './vector-space.ts'
import { formatError, notFound, notInSandbox, wrongInput } from './failure.ts'
import { readFilter } from './filter.ts'
import { isArray, isObject } from './json.ts'
import { readPointId } from './point-id.ts'
import { readCount, readMany, readNumber, readString } from './read-body.ts'
import { readShow } from './records.ts'
import { orderedPoints, readLimit } from './scroll.ts'
import { compareScores, reaches, readVector, scoreOf, spaceOf } from './vector-space.ts'

export interface ScoredPoint extends Shown { readonly version: number; readonly score: number }
export interface Scored { readonly point: Point; readonly score: number }

/** `POST /points/query`: `{points: [...]}`, the best first. */
export function queryPoints(collection: Collection, body: JsonObject): { readonly points: readonly ScoredPoint[] } {
  const limit = readLimit(body)
  const offset = readCount(body['offset'], 'offset', 0)
  const show = showScored(body)
  return { points: rankPoints(collection, body).slice(offset, offset + limit).map(show) }
}

export function showScored(body: JsonObject): (scored: Scored) => ScoredPoint {
  const show = readShow(body, { payload: false })
  return ({ point, score }) => ({ version: 0, score, ...show(point) })
}

/** All points that the query's filter and threshold let through, in its order. */
export function rankPoints(collection: Collection, body: JsonObject): readonly Scored[] {
  for (const part of ['prefetch', 'lookup_from']) if (body[part] !== undefined && body[part] !== null) throw notInSandbox(`\`${part}\``)
  const test = readFilter(body['filter'])
  const query = readQuery(body['query'])
  switch (query.kind) {
    case 'all': return collection.matching(test).map((point) => ({ point, score: 1 }))
    case 'order': return orderedPoints(collection, collection.matching(test), query.orderBy).map(({ point }) => ({ point, score: 1 }))
    case 'examples': return rankByExamples(collection, body, { ...query, test })
  }
}

interface Examples { readonly kind: 'examples'; readonly positive: readonly Json[]; readonly negative: readonly Json[] }
type Query = { readonly kind: 'all' } | { readonly kind: 'order'; readonly orderBy: Json } | Examples

/** A vector, an id, `{nearest}`, `{recommend: {positive, negative}}` by the average vector, `{order_by}`, or nothing: all by id. */
function readQuery(value: Json | undefined): Query {
  if (value === undefined || value === null) return { kind: 'all' }
  if (!isObject(value)) return { kind: 'examples', positive: [value], negative: [] }
  if (value['nearest'] !== undefined && value['mmr'] === undefined) return { kind: 'examples', positive: [value['nearest']], negative: [] }
  if (value['order_by'] !== undefined) return { kind: 'order', orderBy: value['order_by'] }
  if (isObject(value['recommend'])) return readRecommend(value['recommend'])
  throw notInSandbox(`a query by \`${Object.keys(value).join('`, `')}\``)
}

function readRecommend({ positive, negative, strategy }: JsonObject): Examples {
  if (strategy !== undefined && strategy !== null && strategy !== 'average_vector') throw notInSandbox(`the strategy \`${String(strategy)}\``)
  const examples: Examples = { kind: 'examples', positive: readMany(positive), negative: readMany(negative) }
  if (examples.positive.length === 0) throw wrongInput('At least one positive vector ID required with this strategy')
  return examples
}

function rankByExamples(collection: Collection, body: JsonObject, { positive, negative, test }: Examples & { readonly test: Test }): readonly Scored[] {
  const space = spaceOf(collection.spaces, body['using'] === undefined || body['using'] === null ? '' : readString(body['using'], 'using'))
  const examples = [...positive, ...negative].map((example) => readExample(collection, space, example))
  const target = targetOf(space, examples.slice(0, positive.length), examples.slice(positive.length))
  const themselves = new Set(examples.map(({ point }) => point))
  const threshold = body['score_threshold'] === undefined || body['score_threshold'] === null ? null : readNumber(body['score_threshold'], 'score_threshold')
  return collection.matching(test)
    .flatMap((point) => scorePoint(space, target, point))
    .filter(({ point, score }) => !themselves.has(point) && (threshold === null || reaches(space.distance, score, threshold)))
    .toSorted((a, b) => compareScores(space.distance, a.score, b.score))
}

interface Example { readonly vector: Vector; readonly point: Point | null }

function readExample(collection: Collection, space: VectorSpace, value: Json): Example {
  if (isArray(value)) return { vector: readVector(space, value), point: null }
  if (isObject(value)) throw formatError('data did not match any variant of untagged enum VectorInput')
  const id = readPointId(value)
  const point = collection.get(id)
  if (point === undefined) throw notFound(`No point with id ${id} found`)
  const vector = point.vectors.get(space.name)
  if (vector === undefined) throw wrongInput(`Point ${id} has no vector \`${space.name}\``)
  return { vector, point }
}

/** The average of the positive examples, moved away from the average of the negative ones. */
function targetOf(space: VectorSpace, positive: readonly Example[], negative: readonly Example[]): Vector {
  if (positive.length === 1 && negative.length === 0) return positive[0]!.vector
  const towards = averageOf(space, positive)
  if (negative.length === 0) return readVector(space, towards)
  const away = averageOf(space, negative)
  return readVector(space, towards.map((number, i) => number + number - away[i]!))
}

const averageOf = ({ size }: VectorSpace, examples: readonly Example[]): number[] =>
  Array.from({ length: size }, (_, i) => examples.reduce((sum, { vector }) => sum + vector[i]!, 0) / examples.length)

function scorePoint(space: VectorSpace, target: Vector, point: Point): readonly Scored[] {
  const vector = point.vectors.get(space.name)
  return vector === undefined ? [] : [{ point, score: scoreOf[space.distance](target, vector) }]
}
