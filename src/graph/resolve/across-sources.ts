import type { Catalog, Entity } from '../../catalog/model.ts'
import { entityOf, resolvePath } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Ordering, Predicate } from '../../fetch/fetch.ts'
import { canonicalJson } from '../../fetch/shape.ts'
import { isLinked, walkPredicate } from '../../fetch/walk.ts'
import type { GraphContext } from './graph-context.ts'

/** Whether a filter follows some link into another source. */
export function crossesSources(catalog: Catalog, entity: Entity, predicate: Predicate): boolean {
  let crosses = false
  walkPredicate(predicate, (part) => {
    const link = isLinked(part) ? entity.links.get(part.link) : undefined
    if (link === undefined) return
    crosses ||= link.crossSource || (part.kind === 'linked' && crossesSources(catalog, entityOf(catalog, link.to), part.where))
  })
  return crosses
}

/** Whether rows are sorted by something of another source. */
export const ordersAcross = (catalog: Catalog, entity: Entity, orderBy: readonly Ordering[]): boolean =>
  orderBy.some(({ field }) => field.includes('.') || entity.links.has(field) ? resolvePath(catalog, entity.name, field).links.some(({ crossSource }) => crossSource) : false)

/** The same filter on the entity's own source; asked once a request. Throws QUERY_ACROSS_SOURCES when nobody can make it. */
export function lowerPredicate(context: GraphContext, entity: Entity, predicate: Predicate): Promise<Predicate> {
  const { lowered, graph, scope } = context
  if (graph.lowerPredicate === undefined) return Promise.reject(acrossSources(entity, 'filter'))
  const name = `${entity.name} ${canonicalJson(predicate)}`
  const known = lowered.get(name) ?? graph.lowerPredicate(scope, entity.name, predicate)
  lowered.set(name, known)
  return known
}

export const acrossSources = ({ name, source }: Entity, what: string): CrossgraphError =>
  new CrossgraphError('QUERY_ACROSS_SOURCES', `This ${what} of ${name} leads into another source than ${source}, which cannot be answered here`, { source })
