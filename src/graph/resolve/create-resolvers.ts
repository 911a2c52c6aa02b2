import type { GraphQLResolveInfo } from 'graphql'
import type { ResolverMap } from '../resolver-map.ts'
import type { Catalog, Entity } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Level } from '../levels/level.ts'
import { planRoot } from '../levels/plan-root.ts'
import { extremeFields, summedFields } from '../schema/aggregate-types.ts'
import type { GraphField, GraphFields } from '../schema/graph-fields.ts'
import { aggregateName, averageName, connectionName, edgeName, extremesName, sumName } from '../schema/type-names.ts'
import { AGGREGATE_PARTS, countResolver, partResolver } from './aggregate-resolvers.ts'
import { CONNECTION_RESOLVERS, EDGE_RESOLVERS, PAGE_INFO_RESOLVERS } from './connection-resolvers.ts'
import type { GraphContext } from './graph-context.ts'
import { guard } from './guard.ts'
import { resolveLevel } from './resolve-level.ts'
import type { RowNode } from './row-node.ts'

/** Resolvers by type and field, chosen by the same table that the schema was printed from. */
export function createResolvers(catalog: Catalog, fields: ReadonlyMap<string, GraphFields>): ResolverMap {
  const types = [...fields].map(([type, graphFields]) => [type, mapFields(graphFields, type === 'Query' ? rootResolver : fieldResolver)])
  return Object.assign(Object.fromEntries(types), { PageInfo: PAGE_INFO_RESOLVERS }, ...[...catalog.entities.values()].map((entity) => twinResolvers(catalog, entity)))
}

const mapFields = <Result>(fields: GraphFields, make: (name: string, field: GraphField) => Result): Record<string, Result> =>
  Object.fromEntries([...fields].map(([name, field]) => [name, make(name, field)]))

const rootResolver = () => guard<unknown>((_, context, info) => resolveLevel(context, rootLevel(context, info), null))

function fieldResolver(name: string, { kind }: GraphField) {
  if (kind === 'value') return guard<RowNode>(({ set, row }) => set.reader.value(row, name))
  return guard<RowNode>((node, context, info) => {
    const level = node.set.selection.levels.get(String(info.path.key))
    invariant(level !== undefined, 'look-ahead saw this link')
    return resolveLevel(context, level, node)
  })
}

/** Once an operation, however often graphql-js asks. */
function rootLevel({ roots, graph }: GraphContext, info: GraphQLResolveInfo): Level {
  const levels = roots.get(info.operation) ?? new Map<string, Level>()
  roots.set(info.operation, levels)
  const as = String(info.path.key)
  const level = levels.get(as) ?? planRoot(graph, info)
  levels.set(as, level)
  return level
}

function twinResolvers(catalog: Catalog, entity: Entity): Record<string, unknown> {
  const { name } = entity
  const sums = summedFields(catalog, entity)
  const extremes = extremeFields(entity)
  const parts = (fields: readonly { readonly name: string }[]) => Object.fromEntries(fields.map((field) => [field.name, partResolver(field.name)]))
  const { sum, avg, min, max } = AGGREGATE_PARTS
  return {
    [connectionName(name)]: CONNECTION_RESOLVERS,
    [edgeName(name)]: EDGE_RESOLVERS,
    [aggregateName(name)]: { count: countResolver, ...(sums.length > 0 ? { sum, avg } : {}), ...(extremes.length > 0 ? { min, max } : {}) },
    ...(sums.length > 0 ? { [sumName(name)]: parts(sums), [averageName(name)]: parts(sums) } : {}),
    ...(extremes.length > 0 ? { [extremesName(name)]: parts(extremes) } : {}),
  }
}
