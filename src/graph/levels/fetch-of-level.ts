import type { Catalog, Entity, Link } from '../../catalog/model.ts'
import { resolvePath } from '../../catalog/model.ts'
import type { Fetch, FieldPath, KeyBatch, Ordering, Page } from '../../fetch/fetch.ts'
import { fieldAt } from '../../fetch/field-type.ts'
import { normaliseFetch } from '../../fetch/normalise.ts'
import { canonicalJson, fetchShape } from '../../fetch/shape.ts'
import { conjunctionOf, withWhere } from '../../fetch/walk.ts'
import type { ArgumentContext, InputObject } from '../arguments/argument-context.ts'
import { completeOrder, readOrder } from '../arguments/order.ts'
import type { Cut } from '../arguments/page.ts'
import type { RoutedSearch } from '../arguments/search.ts'
import { readSearch, searchOrder } from '../arguments/search.ts'
import { readWhere } from '../arguments/where.ts'
import type { ManyField } from '../schema/graph-fields.ts'
import type { FetchPlan, Via } from './level.ts'

/** A batch without keys yet. */
export const keysOfLink = ({ on }: Link): KeyBatch => ({ fields: on.map(({ remote }) => remote), types: on.map(({ type }) => type), values: [] })

/** The link's own condition is always part of it. */
export const restrictLink = (fetch: Fetch, link: Link): Fetch =>
  withWhere(fetch, conjunctionOf([link.where, fetch.where].filter((part) => part !== undefined)))

/** Whether one row may have several keys, so that the rows of several keys are put together in the gateway. */
export const isMerged = (catalog: Catalog, link: Link): boolean => link.on.some(({ local }) => fieldAt(catalog, link.from, local).list)

/**
 * Whether the rows of a level are sorted and cut in the gateway: they have several keys, are ranked by a search of another
 * type, or are sorted by something of another source.
 */
export function sortsInMemory(catalog: Catalog, { entity, link }: ManyField, { fetch, via }: RowsRequest): boolean {
  return via?.ranks === true || (link !== null && isMerged(catalog, link)) || fetch.orderBy.some(({ field }) => resolvePath(catalog, entity.name, field).links.some(({ crossSource }) => crossSource))
}

/** Fetches that mean the same look the same: aliases with equal arguments share one. */
export function identify(fetch: Fetch, via: Via | null = null): FetchPlan {
  const normal = normaliseFetch(fetch)
  return { fetch: normal, via, shape: via === null ? fetchShape(normal) : `${fetchShape(normal)} via ${via.search.route.by.name} ${canonicalJson(via.search.search)}` }
}

export interface RowsRequest { readonly fetch: Fetch; readonly via: Via | null }

/** `where`, `orderBy` and `search` of a list or a connection: its fetch without page, its fields those that a search needs. */
export function readRows(reading: ArgumentContext, { entity, link }: ManyField, args: InputObject): RowsRequest {
  const routed = readSearch(reading.catalog, entity, args['search'])
  const isRanked = routed !== null && !(Array.isArray(args['orderBy']) && args['orderBy'].length > 0)
  const direct = routed?.route.link === null ? routed.search : undefined
  const via = routed === null || routed.route.link === null ? null : { search: routed, ranks: isRanked }
  const ranking = direct !== undefined && isRanked ? searchOrder(entity) : null
  const orderBy = ranking === null ? readOrder(reading.catalog, entity, { orderBy: args['orderBy'], otherwise: link?.orderBy ?? [] }) : ranking.length === 0 ? [] : completeOrder(entity, ranking)
  const where = readWhere(reading, entity, args['where'])
  const fetch: Fetch = {
    entity: entity.name, orderBy, fields: via === null ? [] : viaFields(via.search),
    ...(where === undefined ? {} : { where }), ...(direct === undefined ? {} : { search: direct }), ...(link === null ? {} : { keys: keysOfLink(link) }),
  }
  return { fetch: link === null ? fetch : restrictLink(fetch, link), via }
}

/** What of the rows the searched ones link to. */
const viaFields = ({ route }: RoutedSearch): readonly FieldPath[] => route.link?.on.map(({ remote }) => remote) ?? []

/** The page of a list in its fetch. At the root one row too many is asked for; below a parent all are, and counted as they come. */
export function cutPage({ resultLimit }: ArgumentContext, { isRoot, cut }: { readonly isRoot: boolean; readonly cut: Cut }): Page | undefined {
  const offset = cut.offset === 0 ? {} : { offset: cut.offset }
  if (cut.limit !== null) return { limit: cut.limit, ...offset }
  if (isRoot) return { limit: resultLimit + 1, ...offset }
  return cut.offset === 0 ? undefined : offset
}

/** What must be read of a row to know its place in an order: values, and the keys of links whose rows are counted or lie in another source. */
export const placeFields = (catalog: Catalog, entity: Entity, orderBy: readonly Ordering[]): readonly FieldPath[] =>
  [...entity.key, ...orderBy.flatMap((ordering) => [...pathToRead(catalog, entity.name, ordering)])]

function pathToRead(catalog: Catalog, entity: string, { field, count }: Ordering): readonly FieldPath[] {
  const far = farLink(catalog, entity, { field, count: count === true })
  return far === null ? [field] : far.link.on.map(({ local }) => [...far.before, local].join('.'))
}

/** The first link of an ordering's path that the entity's own source cannot read a value through; null when there is none. */
export function farLink(catalog: Catalog, entity: string, { field, count }: { readonly field: FieldPath; readonly count: boolean }): FarLink | null {
  const { links, fields } = resolvePath(catalog, entity, field)
  const steps = field.split('.')
  const place = links.findIndex((link, i) => link.crossSource || (count && fields.length === 0 && i === links.length - 1))
  const link = links[place]
  return link === undefined ? null : { link, before: steps.slice(0, place), after: steps.slice(place + 1) }
}
export interface FarLink { readonly link: Link; readonly before: readonly string[]; readonly after: readonly string[] }
