import type { Catalog } from '../../catalog/model.ts'
import type { Fetch, Measure } from '../../fetch/fetch.ts'
import { fieldAt } from '../../fetch/field-type.ts'
import type { Capabilities } from '../source.ts'

/** The store is a relational database: all goes down to it, but for search by meaning. */
export function slackCapabilities(catalog: Catalog, maxKeys: number): Capabilities {
  return {
    pushes: () => true,
    orders: (_entity, _orderBy, search) => !search,
    groups: ({ entity, group, search }: Fetch) => search === undefined && group !== undefined && group.measures.every((measure) => aggregates(catalog, entity, measure)),
    limitPerKey: true, keyset: true, offset: true, search: false, maxKeys,
  }
}

/** Numbers are added up, numbers, texts and instants have a least and a greatest; an enum's would be by its stored text. */
function aggregates(catalog: Catalog, entity: string, { aggregate, field: path }: Measure): boolean {
  if (path === undefined || aggregate === 'count') return true
  const { type, list } = fieldAt(catalog, entity, path)
  if (list || type.kind === 'object') return false
  if (aggregate === 'countDistinct') return true
  if (aggregate === 'sum' || aggregate === 'avg') return type.name === 'Int' || type.name === 'BigInt' || type.name === 'Float'
  return type.kind === 'scalar' && type.name !== 'Boolean'
}
