import type { Catalog, Entity } from '../../catalog/model.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import type { Ordering, Search } from '../../fetch/fetch.ts'
import type { SearchRoute } from '../schema/search-routes.ts'
import { scoreField, searchRoutes } from '../schema/search-routes.ts'
import type { InputObject } from './argument-context.ts'
import { isGiven, isInputObject } from './argument-context.ts'

/** A search by meaning: of the entity itself, or of one that links to it (`route.link`). */
export interface RoutedSearch { readonly search: Search; readonly route: SearchRoute }

/** Throws QUERY_SEARCH when not exactly one of text, like and vector is given, or `via` names no way. */
export function readSearch(catalog: Catalog, entity: Entity, search: unknown): RoutedSearch | null {
  if (!isGiven(search)) return null
  invariant(isInputObject(search), 'search is an object')
  return { search: readWanted(search), route: readRoute(searchRoutes(catalog, entity), search['via']) }
}

function readWanted({ text, like, vector, minScore }: InputObject): Search {
  const given = [text, like, vector].filter(isGiven)
  if (given.length !== 1) throw new CrossgraphError('QUERY_SEARCH', `search takes exactly one of text, like and vector; ${given.length} were given`)
  return {
    ...(isGiven(text) ? { text: String(text) } : {}),
    ...(isGiven(like) ? { like: String(like) } : {}),
    ...(Array.isArray(vector) ? { vector: vector.map(Number) } : {}),
    ...(isGiven(minScore) ? { minScore: Number(minScore) } : {}),
  }
}

function readRoute(routes: readonly SearchRoute[], via: unknown): SearchRoute {
  const names = routes.map(({ by }) => by.name)
  const route = isGiven(via) ? routes.find(({ by }) => by.name === via) : routes.length === 1 ? routes[0] : undefined
  if (route !== undefined) return route
  throw new CrossgraphError('QUERY_SEARCH', isGiven(via) ? `search cannot go via ${JSON.stringify(via)}` : 'search must say via which type', { hint: `via is one of: ${names.join(', ')}.` })
}

/** Best first, equal scores by key. Without a score field the order is the source's own, and there are no cursors in it. */
export function searchOrder(entity: Entity): readonly Ordering[] {
  const field = scoreField(entity)
  if (field === undefined) return []
  return [{ field, direction: 'desc', nulls: 'last' }, ...entity.key.map((key): Ordering => ({ field: key, direction: 'asc', nulls: 'last' }))]
}
