import type { Catalog } from '../../catalog/model.ts'
import type { Fetch, KeyBatch, Ordering } from '../../fetch/fetch.ts'
import type { Capabilities } from '../source.ts'
import { entityOf } from '../../catalog/model.ts'
import { compilePredicate } from './compile-predicate.ts'
import { matchKind } from './match-kind.ts'
import { entityScope, isPointId, storedField } from './stored-field.ts'

/**
 * What Qdrant does by itself: exact filters on payloads, search by meaning, rows by id or by score, and counts. It does
 * not look into other collections, sort by payload fields with NULLs and ties, or sum: those are steps of the gateway.
 */
export function qdrantCapabilities(catalog: Catalog, maxKeys: number): Capabilities {
  return {
    pushes: (entity, predicate) => compilePredicate({ catalog, scope: entityScope(catalog, entity) }, predicate) !== null,
    orders: (entity, orderBy, search) => (search ? isByScore(catalog, entity, orderBy) : isById(catalog, entity, orderBy)),
    groups: (fetch) => isCount(catalog, fetch),
    limitPerKey: false,
    keyset: goesOnById,
    offset: false,
    search: true,
    maxKeys,
  }
}

/** A scroll can begin after an id; it cannot go backwards, and a search cannot begin in the middle. */
function goesOnById({ search, page, keys }: Fetch): boolean {
  return search === undefined && keys === undefined && page?.after !== undefined && page.before === undefined && page.fromEnd !== true
}

/** What follows the id decides nothing. */
function isById(catalog: Catalog, entityName: string, [first]: readonly Ordering[]): boolean {
  if (first === undefined) return true
  return isKey(catalog, entityName, first) && first.direction === 'asc'
}

/** Best first, equal scores by id. */
function isByScore(catalog: Catalog, entityName: string, [first, second, ...rest]: readonly Ordering[]): boolean {
  if (first === undefined) return true
  const isScore = entityOf(catalog, entityName).fields.get(first.field)?.score === true && first.direction === 'desc'
  const isTieById = second === undefined || (isKey(catalog, entityName, second) && second.direction === 'asc')
  return isScore && isTieById && rest.length === 0
}

function isKey(catalog: Catalog, entityName: string, { field, count }: Ordering): boolean {
  const entity = entityOf(catalog, entityName)
  const declared = entity.fields.get(field)
  return count !== true && declared !== undefined && isPointId(entity, declared)
}

/** Rows counted, all of them or by one key field whose values Qdrant can count. */
function isCount(catalog: Catalog, { entity, group, search, keys, orderBy, page }: Fetch): boolean {
  if (group === undefined || group.by.length > 0 || group.measures.length === 0 || search !== undefined) return false
  if (orderBy.length > 0 || page !== undefined) return false
  const isPlain = group.measures.every(({ aggregate, field, where }) => aggregate === 'count' && field === undefined && where === undefined)
  return isPlain && (keys === undefined || isCountable(catalog, entity, keys))
}

function isCountable(catalog: Catalog, entity: string, { fields, types }: KeyBatch): boolean {
  const [path] = fields
  const stored = path === undefined || fields.length > 1 ? null : storedField(catalog, entity, path)
  if (stored?.place !== 'payload' || stored.field.list) return false
  const kind = matchKind(catalog, stored.field)
  return kind === 'integer' || (kind === 'text' && (types[0] === 'STRING' || types[0] === 'NATIVE' || stored.field.type.name === 'UUID'))
}
