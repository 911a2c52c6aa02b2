import type { GraphQLResolveInfo } from 'graphql'
import type { Entity } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Key } from '../../fetch/fetch.ts'
import type { ArgumentContext } from '../arguments/argument-context.ts'
import type { GraphFields } from '../schema/graph-fields.ts'
import { compileLevel, compileReference } from './compile-level.ts'
import type { ByKeyLevel, Level } from './level.ts'
import type { Planning } from './planning.ts'

/** The part of graphql-js's resolve info that look-ahead reads. */
export type FieldInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'parentType' | 'fieldName' | 'fieldNodes' | 'path'>
export type GraphReading = { readonly fields: ReadonlyMap<string, GraphFields>; readonly reading: ArgumentContext }

export const planningOf = ({ fields, reading }: GraphReading, { schema, fragments, variableValues }: Pick<FieldInfo, 'schema' | 'fragments' | 'variableValues'>): Planning =>
  ({ operation: { schema, fragments, variableValues }, fields, reading, compileLevel })

/** Everything below one root field, as levels. Pure. */
export function planRoot(graph: GraphReading, info: FieldInfo): Level {
  const field = graph.fields.get(info.parentType.name)?.get(info.fieldName)
  const definition = info.parentType.getFields()[info.fieldName]
  invariant(field !== undefined && field.kind !== 'value' && definition !== undefined, `${info.fieldName} is no generated root field`)
  const as = String(info.path.key)
  return compileLevel(planningOf(graph, info), field, { as, nodes: info.fieldNodes, definition, path: [as] })
}

/** A row of an entity that a field of another room refers to by its key. Pure. */
export function planReference(graph: GraphReading, info: FieldInfo, { entity, key }: { readonly entity: Entity; readonly key: Key }): ByKeyLevel {
  return compileReference(planningOf(graph, info), entity, { nodes: info.fieldNodes, path: pathOf(info.path), key })
}

/** The response path without positions in lists. */
function pathOf({ key, prev }: FieldInfo['path']): readonly string[] {
  const before = prev === undefined ? [] : pathOf(prev)
  return typeof key === 'number' ? before : [...before, key]
}
