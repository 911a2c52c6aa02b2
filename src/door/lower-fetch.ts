import { entityOf } from '../catalog/model.ts'
import type { Catalog, Link } from '../catalog/model.ts'
import { invariant } from '../errors.ts'
import type { Fetch, Group, Measure, Predicate } from '../fetch/fetch.ts'
import { isLinked, walkPredicate, withWhere } from '../fetch/walk.ts'
import { lowerPredicate } from '../plan/lower-predicate.ts'
import type { KeyProblem, MustLower } from '../plan/lowering.ts'
import type { Source } from '../sources/source.ts'
import type { CallOrigin, RequestScope, RunFetch } from './request.ts'

export interface FetchLowering {
  readonly catalog: Catalog
  readonly sources: ReadonlyMap<string, Source>
  readonly runFetch: RunFetch
}

/**
 * A fetch whose conditions on links, its own and those of its measures, are all ones that its source follows itself. The
 * others were asked first, as fetches of the link's target.
 */
export async function lowerFetch(scope: RequestScope, { fetch, origin }: { readonly fetch: Fetch; readonly origin: CallOrigin }, lowering: FetchLowering): Promise<Fetch> {
  const { catalog, sources, runFetch } = lowering
  const sourceOf = (entity: string): Source => {
    const source = sources.get(entityOf(catalog, entity).source)
    invariant(source !== undefined, `${entity} has a source`)
    return source
  }
  const mustLower: MustLower = (link: Link, condition) => link.crossSource || !sourceOf(link.from).capabilities.pushes(link.from, condition)
  const keyProblem: KeyProblem = (entity, fields, types, key) => sourceOf(entity).keyProblem(entity, fields, types, key)
  const lower = async (predicate: Predicate | undefined): Promise<Predicate | undefined> =>
    predicate === undefined || !followsLinks(catalog, fetch.entity, predicate) ? predicate
      : lowerPredicate(scope, { entity: fetch.entity, predicate, origin }, { catalog, runFetch, mustLower, keyProblem })
  const lowered = withWhere(fetch, await lower(fetch.where))
  return fetch.group === undefined ? lowered : { ...lowered, group: await lowerMeasures(fetch.group, lower) }
}

async function lowerMeasures(group: Group, lower: (predicate: Predicate | undefined) => Promise<Predicate | undefined>): Promise<Group> {
  const lowerOne = async (measure: Measure): Promise<Measure> => {
    const where = await lower(measure.where)
    return where === undefined ? measure : { ...measure, where }
  }
  return { ...group, measures: await Promise.all(group.measures.map(lowerOne)) }
}

function followsLinks(catalog: Catalog, entity: string, predicate: Predicate): boolean {
  let follows = false
  walkPredicate(predicate, (part) => {
    follows ||= isLinked(part) && entityOf(catalog, entity).links.has(part.link)
  })
  return follows
}
