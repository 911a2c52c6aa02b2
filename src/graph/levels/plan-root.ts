import type { GraphQLResolveInfo } from 'graphql'
import { invariant } from '../../errors.ts'
import type { ArgumentContext } from '../arguments/argument-context.ts'
import type { GraphFields } from '../schema/graph-fields.ts'
import { compileLevel } from './compile-level.ts'
import type { Level } from './level.ts'
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
