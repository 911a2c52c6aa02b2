import type { FieldNode, GraphQLField, GraphQLObjectType } from 'graphql'
import { getArgumentValues, isObjectType } from 'graphql'
import { invariant } from '../../errors.ts'
import type { ArgumentContext } from '../arguments/argument-context.ts'
import type { GraphField, GraphFields } from '../schema/graph-fields.ts'
import type { Operation } from './collect-fields.ts'
import type { Level } from './level.ts'

/** What look-ahead over one operation works with. */
export interface Planning {
  readonly operation: Operation
  /** By the name of the type. */
  readonly fields: ReadonlyMap<string, GraphFields>
  readonly reading: ArgumentContext
  /** Here, for rows hold levels and levels hold rows. */
  readonly compileLevel: (planning: Planning, field: LevelField, selected: SelectedField) => Level
}

export type LevelField = Exclude<GraphField, { readonly kind: 'value' }>

/** One field of an operation: its nodes are merged, its place is that in the response. */
export interface SelectedField {
  readonly as: string
  readonly nodes: readonly FieldNode[]
  readonly definition: GraphQLField<unknown, unknown>
  /** With `as` as its last step. */
  readonly path: readonly string[]
}

export function objectType({ operation }: Planning, name: string): GraphQLObjectType {
  const type = operation.schema.getType(name)
  invariant(isObjectType(type), `${name} is no object type of the schema`)
  return type
}

/** GraphQL's own coercion, which has been done once before: what fails here failed there. */
export function argumentsOf({ operation }: Planning, { definition, nodes }: SelectedField): Readonly<Record<string, unknown>> {
  const [node] = nodes
  return node === undefined ? {} : getArgumentValues(definition, node, operation.variableValues)
}
