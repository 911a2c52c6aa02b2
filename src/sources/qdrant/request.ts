import type { Search } from '../../fetch/fetch.ts'

/** A plain JSON value of a request; integers beyond 2^53 are bigint. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject
export interface JsonObject { readonly [name: string]: Json }

/** One condition of a filter, as Qdrant's REST API has it. */
export type Condition = JsonObject

/** A number (bigint beyond 2^53) or a UUID. */
export type PointId = number | bigint | string

/** One request to Qdrant without the collection's name; `query` of a search by text is filled in when its vector is known. */
export interface QdrantRequest {
  readonly collection: string
  readonly operation: 'scroll' | 'query' | 'count' | 'facet'
  readonly body: JsonObject
}

/** What a search looks for: an entity's own point, a vector, or a text that still has to be embedded. */
export type SearchTarget =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'like'; readonly id: PointId }
  | { readonly kind: 'vector'; readonly vector: NonNullable<Search['vector']> }

const PATHS: Readonly<Record<QdrantRequest['operation'], string>> = { scroll: 'points/scroll', query: 'points/query', count: 'points/count', facet: 'facet' }

/** Names whose values are a user's, or many numbers: they are shown as parameters. */
const PARAMETERS = new Set(['value', 'any', 'except', 'has_id', 'gt', 'gte', 'lt', 'lte', 'query', 'score_threshold', 'offset'])

/** `POST /collections/reviews/points/scroll {…}`, literals as `$1`, `$2` in the order of their places. */
export function printRequest({ collection, operation, body }: QdrantRequest): string {
  let parameters = 0
  const text = JSON.stringify(body, (name, value: unknown) => (PARAMETERS.has(name) ? `$${++parameters}` : value))
  return `POST /collections/${collection}/${PATHS[operation]} ${text}`
}
