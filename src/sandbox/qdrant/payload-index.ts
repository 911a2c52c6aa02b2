import type { Collection } from './collection.ts'
import type { Json, JsonObject } from './json.ts'
import { readInstant } from './datetime.ts'
import { formatError } from './failure.ts'
import { scalarsAt, readPath } from './payload-path.ts'
import { isObject } from './json.ts'
import { readString } from './read-body.ts'

/** An index of one payload field. Nothing gets faster by it here, but some requests demand one, as they do on the real server. */
export interface PayloadIndex { readonly type: IndexType; readonly params: JsonObject | null }

const INDEX_TYPES = ['keyword', 'integer', 'float', 'geo', 'text', 'bool', 'datetime', 'uuid'] as const
type IndexType = typeof INDEX_TYPES[number]

/** `"keyword"`, or `{type: "integer", lookup: true, …}`. */
export function readPayloadIndex(value: Json | undefined): PayloadIndex {
  const params = isObject(value) ? value : null
  const name = params === null ? readString(value, 'field_schema') : readString(params['type'], 'type')
  const type = INDEX_TYPES.find((known) => known === name)
  if (type === undefined) throw formatError('data did not match any variant of untagged enum PayloadFieldSchema')
  return { type, params }
}

/** How the real server's refusals of unindexed fields go on. */
export const INDEX_HINT = 'Check https://qdrant.tech/documentation/concepts/indexing/#payload-index to see which payload schemas support'

export const hasRangeIndex = ({ type, params }: PayloadIndex): boolean =>
  type === 'float' || type === 'datetime' || (type === 'integer' && params?.['range'] !== false)
export const hasMatchIndex = ({ type, params }: PayloadIndex): boolean =>
  type === 'keyword' || type === 'uuid' || type === 'bool' || (type === 'integer' && params?.['lookup'] !== false)

/** `payload_schema` of a collection's description. */
export function describeIndexes(collection: Collection): JsonObject {
  return Object.fromEntries([...collection.indexes].map(([field, index]) => [field, describeIndex(collection, field, index)]))
}

function describeIndex(collection: Collection, field: string, { type, params }: PayloadIndex): JsonObject {
  const path = readPath(field)
  const { length } = collection.matching(({ payload }) => scalarsAt(payload, path).some(HOLDS[type]))
  return { data_type: type, ...(params === null ? {} : { params }), points: length }
}

/** Which values an index of a type takes in. */
const HOLDS: Readonly<Record<IndexType, (value: Json) => boolean>> = {
  keyword: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string',
  uuid: (value) => typeof value === 'string' && /^[0-9a-f-]{32,36}$/i.test(value),
  integer: (value) => typeof value === 'bigint' || Number.isSafeInteger(value),
  float: (value) => typeof value === 'number' || typeof value === 'bigint',
  bool: (value) => typeof value === 'boolean',
  datetime: (value) => typeof value === 'string' && readInstant(value) !== null,
  geo: isObject,
}
