import type { GraphQLResolveInfo } from 'graphql'
import { entityOf } from '../../catalog/model.ts'
import type { Key } from '../../fetch/fetch.ts'
import { planReference } from '../levels/plan-root.ts'
import type { GraphContext } from './graph-context.ts'
import { resolveByKey } from './resolve-rows.ts'
import type { RowNode } from './row-node.ts'

/** For resolvers of other rooms: the row of an entity with this key, or null. The keys of a field's rows are one batch. */
export function resolveReference(context: GraphContext, info: GraphQLResolveInfo, { entity: name, key }: { readonly entity: string; readonly key: Key }): Promise<RowNode | null> {
  const entity = entityOf(context.graph.catalog, name)
  const level = context.references.get(info.fieldNodes) ?? planReference(context.graph, info, { entity, key })
  context.references.set(info.fieldNodes, level)
  return resolveByKey(context, { ...level, key })
}
