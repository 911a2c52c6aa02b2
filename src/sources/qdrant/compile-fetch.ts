import type { Catalog } from '../../catalog/model.ts'
import type { Fetch, FieldPath, Search } from '../../fetch/fetch.ts'
import type { PointColumn } from './decode.ts'
import type { Condition, Json, JsonObject, QdrantRequest, SearchTarget } from './request.ts'
import { entityOf } from '../../catalog/model.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import { asFilter, compilePredicate } from './compile-predicate.ts'
import { compileKeys } from './compile-keys.ts'
import { countColumn, pointColumn } from './decode.ts'
import { rejectLiteral } from './match-kind.ts'
import { pointIdOf } from './point-id.ts'
import { entityScope, storedField, storedOf } from './stored-field.ts'

export interface CompiledFetch {
  /** `limit` is that of the fetch; `query` of a search by text is the text, of which the vector still has to be made. */
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
  const keyColumns = columnsOf(catalog, fetch.entity, fetch.keys?.fields ?? [])
  return fetch.group === undefined ? compileRows(catalog, fetch, keyColumns) : compileCounts(catalog, fetch, keyColumns)
}

function compileRows(catalog: Catalog, fetch: Fetch, keyColumns: readonly PointColumn[]): CompiledFetch {
  const { page, search } = fetch
  invariant(page?.before === undefined && page?.fromEnd !== true && !page?.offset, 'such a page is a step of the gateway')
  const { collection } = storedOf(entityOf(catalog, fetch.entity))
  const columns = columnsOf(catalog, fetch.entity, fetch.fields)
  const limit = page?.limit ?? null
  const body = { ...compileFilter(catalog, fetch), ...(limit === null ? {} : { limit }), ...payloadOf([...columns, ...keyColumns]), with_vector: false }
  const parts = { columns, keyColumns, limit }
  if (search === undefined) return { request: { collection, operation: 'scroll', body: { ...body, ...offsetOf(catalog, fetch) } }, target: null, ...parts }
  const target = targetOf(catalog, fetch.entity, search)
  return { request: { collection, operation: 'query', body: { query: literalOf(target), ...searchBody(catalog, fetch, limit), ...body } }, target, ...parts }
}

/** All rows counted, or the rows of each key of a batch. */
function compileCounts(catalog: Catalog, fetch: Fetch, keyColumns: readonly PointColumn[]): CompiledFetch {
  const { collection } = storedOf(entityOf(catalog, fetch.entity))
  const filter = compileFilter(catalog, fetch)
  const key = keyColumns[0]?.payloadKey
  const request: QdrantRequest = fetch.keys === undefined || key === undefined
    ? { collection, operation: 'count', body: { ...filter, exact: true } }
    : { collection, operation: 'facet', body: { key, ...filter, limit: fetch.keys.values.length, exact: true } }
  return { request, target: null, columns: (fetch.group?.measures ?? []).map(({ as }) => countColumn(as)), keyColumns, limit: null }
}

function columnsOf(catalog: Catalog, entityName: string, paths: readonly FieldPath[]): readonly PointColumn[] {
  const { source } = entityOf(catalog, entityName)
  return paths.map((path) => {
    const stored = storedField(catalog, entityName, path)
    invariant(stored !== null, `${entityName}.${path} leads through a link`)
    return pointColumn(catalog, path, { source, stored })
  })
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

/** Up to so many the question is for the best, which the vector index answers; beyond, for all there are: then every vector is compared. */
const MOST_RANKED = 250

function searchBody(catalog: Catalog, { entity, search }: Fetch, limit: number | null): JsonObject {
  const { vector } = storedOf(entityOf(catalog, entity))
  return {
    ...(vector === undefined ? {} : { using: vector }),
    ...(search?.minScore === undefined ? {} : { score_threshold: search.minScore }),
    ...(limit === null || limit > MOST_RANKED ? { params: { exact: true } } : {}),
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

function literalOf(target: SearchTarget): Json {
  switch (target.kind) {
    case 'text': return target.text
    case 'like': return target.id
    case 'vector': return target.vector
  }
}
