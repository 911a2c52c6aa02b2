import { resolvePath } from '../../catalog/model.ts'
import type { Catalog } from '../../catalog/model.ts'
import type { Fetch, FieldPath, Ordering, Predicate } from '../../fetch/fetch.ts'
import type { Capabilities } from '../source.ts'
import { isRegexPushable } from './codec-regex.ts'

/** PostgreSQL does everything by itself but what crosses to another source, search by meaning, and patterns it would read otherwise. */
export function capabilitiesOf(catalog: Catalog): Capabilities {
  const pushes = (entity: string, predicate: Predicate): boolean => isPushable(catalog, entity, predicate)
  return {
    pushes,
    orders: (entity, orderBy, search) => !search && orderBy.every((ordering) => isOrderable(catalog, entity, ordering)),
    groups: (fetch) => isGroupable(catalog, fetch),
    limitPerKey: true, keyset: true, offset: true, search: false, maxKeys: 10_000,
  }
}

function isPushable(catalog: Catalog, entity: string, predicate: Predicate): boolean {
  switch (predicate.kind) {
    case 'and':
    case 'or': return predicate.of.every((part) => isPushable(catalog, entity, part))
    case 'not': return isPushable(catalog, entity, predicate.of)
    case 'linked': return isLinkWithin(catalog, entity, predicate.link) && isLinkedPushable(catalog, entity, predicate)
    case 'linkedCount': return isLinkWithin(catalog, entity, predicate.link)
    case 'list': return predicate.fold !== true && isReadable(catalog, entity, predicate.field)
    default: return isReadable(catalog, entity, predicate.field)
  }
}

/** Conditions on the objects of a list inside jsonb are always the database's. */
function isLinkedPushable(catalog: Catalog, entity: string, { link, where }: Extract<Predicate, { kind: 'linked' }>): boolean {
  const target = catalog.entities.get(entity)?.links.get(link)?.to
  return target === undefined || isPushable(catalog, target, where)
}

function isLinkWithin(catalog: Catalog, entity: string, name: string): boolean {
  const link = catalog.entities.get(entity)?.links.get(name)
  if (link === undefined) return true
  const keys = link.on.every(({ local, remote }) => isReadable(catalog, entity, local) && isReadable(catalog, link.to, remote))
  return !link.crossSource && keys && (link.where === undefined || isPushable(catalog, link.to, link.where))
}

/** The path stays in this source, and its field means the same to the database. */
function isReadable(catalog: Catalog, entity: string, path: FieldPath): boolean {
  const { links, fields } = resolvePath(catalog, entity, path)
  const field = fields.at(-1)
  return links.every((link) => !link.crossSource) && field?.score !== true && (field?.derive?.kind !== 'regex' || isRegexPushable(field.derive))
}

function isOrderable(catalog: Catalog, entity: string, { field, count }: Ordering): boolean {
  if (count !== true) return isReadable(catalog, entity, field)
  const steps = field.split('.')
  const owner = steps.length === 1 ? entity : (resolvePath(catalog, entity, steps.slice(0, -1).join('.')).links.at(-1)?.to ?? entity)
  return isLinkWithin(catalog, owner, steps.at(-1)!)
}

function isGroupable(catalog: Catalog, { entity, group }: Fetch): boolean {
  if (group === undefined) return true
  const fields = [...group.by.map(({ field }) => field), ...group.measures.flatMap(({ field }) => field ?? [])]
  return fields.every((field) => isReadable(catalog, entity, field)) && group.measures.every(({ where }) => where === undefined || isPushable(catalog, entity, where))
}
