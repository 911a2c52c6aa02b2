import type { Catalog } from '../../catalog/model.ts'
import type { Fetch, Search } from '../../fetch/fetch.ts'
import type { PointColumn } from './decode.ts'
import type { Condition, JsonObject, QdrantRequest, SearchTarget } from './request.ts'
import { entityOf } from '../../catalog/model.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import { asFilter, compilePredicate } from './compile-predicate.ts'
import { keyFields, compileKeys } from './compile-keys.ts'
import { countColumn, pointColumn } from './decode.ts'
import { rejectLiteral } from './match-kind.ts'
import { pointIdOf } from './point-id.ts'
import { entityScope, storedField, storedOf } from './stored-field.ts'

export interface CompiledFetch {
  /** Without `limit` and `offset` of a page, and without the vector of a text that still has to be embedded. */
  readonly request: QdrantRequest
  readonly target: SearchTarget | null
  readonly columns: readonly PointColumn[]
  /** The columns that the batch's keys are read from; empty without keys. */
  readonly keyColumns: readonly PointColumn[]
  /** Rows wanted at most; null: all there are. */
  readonly limit: number | null
}

/** Pure: what a fetch asks of Qdrant. It must be one that the capabilities allow. */
export function compileFetch(catalog: Catalog, fetch: Fetch): CompiledFetch {
  const entity = entityOf(catalog, fetch.entity)
  const { collection } = storedOf(entity)
  const filter = compileFilter(catalog, fetch)
  const keyColumns = fetch.keys === undefined ? [] : keyFields(catalog, fetch.entity, fetch.keys).map((stored, i) => pointColumn(catalog, fetch.keys!.fields[i]!, { source: entity.source, stored }))
  if (fetch.group !== undefined) {
    const columns = fetch.group.measures.map(({ as }) => countColumn(as))
    return { request: countRequest(collection, { filter, fetch, keyColumns }), target: null, columns, keyColumns, limit: null }
  }
  invariant(fetch.page?.before === undefined && fetch.page?.fromEnd !== true && !fetch.page?.offset, 'such a page is a step of the gateway')
  const columns = fetch.fields.map((path) => {
    const stored = storedField(catalog, fetch.entity, path)
    invariant(stored !== null, `${fetch.entity}.${path} leads through a link`)
    return pointColumn(catalog, path, { source: entity.source, stored })
  })
  const body = { ...filter, ...payloadOf([...columns, ...keyColumns]), with_vector: false }
  const limit = fetch.page?.limit ?? null
  if (fetch.search === undefined) return { request: { collection, operation: 'scroll', body: { ...body, ...offsetOf(catalog, fetch) } }, target: null, columns, keyColumns, limit }
  return { request: { collection, operation: 'query', body: { ...searchBody(catalog, fetch, limit), ...body } }, target: targetOf(catalog, fetch.entity, fetch.search), columns, keyColumns, limit }
}

/** `{filter}`, or nothing when every point is meant. */
export function compileFilter(catalog: Catalog, fetch: Pick<Fetch, 'entity' | 'where' | 'keys'>): { readonly filter?: Condition } {
  const where = fetch.where === undefined ? null : compilePredicate({ catalog, scope: entityScope(catalog, fetch.entity) }, fetch.where)
  invariant(fetch.where === undefined || where !== null, 'a predicate that Qdrant lacks is a step of the gateway')
  const conditions = [...(where === null ? [] : [where]), ...(fetch.keys === undefined ? [] : [compileKeys(catalog, fetch.entity, fetch.keys)])]
  const [first] = conditions
  return first === undefined ? {} : { filter: conditions.length === 1 ? asFilter(first) : { must: conditions } }
}

function payloadOf(columns: readonly PointColumn[]): JsonObject {
  const include = [...new Set(columns.flatMap(({ payloadKey }) => payloadKey ?? []))].toSorted()
  return { with_payload: include.length === 0 ? false : { include } }
}

/** The page begins with the id that stands before it, which is then left out: `offset` includes it. */
function offsetOf(catalog: Catalog, { entity, page }: Fetch): JsonObject {
  const place = page?.after?.[0]
  if (place === undefined || place === null) return {}
  const { fields, key } = entityOf(catalog, entity)
  const field = fields.get(key[0]!)!
  const id = pointIdOf(field, place)
  if (id === undefined) return rejectLiteral(field, place)
  return id === null ? {} : { offset: id }
}

/** With a limit the question is for the best, which the index answers; without one, for all there are: then every vector is compared. */
function searchBody(catalog: Catalog, { entity, search }: Fetch, limit: number | null): JsonObject {
  const { vector } = storedOf(entityOf(catalog, entity))
  return {
    ...(vector === undefined ? {} : { using: vector }),
    ...(search?.minScore === undefined ? {} : { score_threshold: search.minScore }),
    ...(limit === null ? { params: { exact: true } } : {}),
  }
}

function targetOf(catalog: Catalog, entityName: string, { text, like, vector }: Search): SearchTarget {
  if (text !== undefined) return { kind: 'text', text }
  if (vector !== undefined) return { kind: 'vector', vector }
  const entity = entityOf(catalog, entityName)
  const id = pointIdOf(entity.fields.get(entity.key[0]!)!, like ?? '')
  if (id === undefined || id === null) throw new CrossgraphError('QUERY_SEARCH', `search.like is no id of a ${entityName}`, { source: entity.source })
  return { kind: 'like', id }
}

interface Counted { readonly filter: { readonly filter?: Condition }; readonly fetch: Fetch; readonly keyColumns: readonly PointColumn[] }

/** All rows counted, or the rows of each key of a batch. */
function countRequest(collection: string, { filter, fetch, keyColumns }: Counted): QdrantRequest {
  const key = keyColumns[0]?.payloadKey
  if (fetch.keys === undefined || key === undefined) return { collection, operation: 'count', body: { ...filter, exact: true } }
  return { collection, operation: 'facet', body: { key, ...filter, limit: fetch.keys.values.length, exact: true } }
}
