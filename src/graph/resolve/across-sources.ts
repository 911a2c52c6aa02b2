import type { Catalog, Entity } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Predicate } from '../../fetch/fetch.ts'
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

/** The same filter on the entity's own source; asked once a request. Throws QUERY_ACROSS_SOURCES when nobody can make it. */
export function lowerPredicate(context: GraphContext, entity: Entity, predicate: Predicate): Promise<Predicate> {
  const { lowered, graph, scope } = context
  if (graph.lowerPredicate === undefined) return Promise.reject(acrossSources(entity))
  const name = `${entity.name} ${canonicalJson(predicate)}`
  const known = lowered.get(name) ?? graph.lowerPredicate(scope, entity.name, predicate)
  lowered.set(name, known)
  return known
}

const acrossSources = ({ name, source }: Entity): CrossgraphError =>
  new CrossgraphError('QUERY_ACROSS_SOURCES', `This filter of ${name} leads into another source than ${source}, which cannot be answered here`, { source })
