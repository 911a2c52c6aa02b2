import type { Catalog } from '../../catalog/model.ts'
import type { Fetch, Predicate } from '../../fetch/fetch.ts'
import type { Capabilities } from '../source.ts'
import { compileFetch } from './compile-fetch.ts'
import type { CompileSite } from './compile-fetch.ts'
import { sortTerms } from './order.ts'
import { compileQuery, compileTruth } from './predicate.ts'
import { openScope } from './join.ts'
import { isPushable } from './unpushable.ts'

/**
 * What MongoDB does by itself is what compiles; the compilers throw `Unpushable` where the server's answer could differ:
 * keys written in another form on both sides of a link, patterns that could be slow, sums of doubles that stand for decimals.
 */
export function mongoCapabilities(site: CompileSite, maxKeys: number): Capabilities {
  const { catalog } = site
  return {
    pushes: (entity, predicate) => isPushable(() => compilePredicate(catalog, entity, predicate)),
    orders: (entity, orderBy, search) => !search && isPushable(() => sortTerms(openScope(catalog, entity), orderBy)),
    groups: (fetch) => isPushable(() => compileFetch(site, withoutRows(fetch))),
    limitPerKey: true,
    keyset: (fetch) => isPushable(() => compileFetch(site, fetch)),
    offset: true,
    search: false,
    maxKeys,
  }
}

/** A condition may stand before the rows are grouped, or belong to one measure. */
function compilePredicate(catalog: Catalog, entity: string, predicate: Predicate): void {
  compileQuery(openScope(catalog, entity), predicate)
  compileTruth(openScope(catalog, entity), predicate)
}

/** Groups are asked about without their conditions, which `pushes` decides. */
function withoutRows({ where: _, ...fetch }: Fetch): Fetch {
  return fetch
}
