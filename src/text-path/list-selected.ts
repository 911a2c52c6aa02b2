import type { FieldNode, GraphQLField, GraphQLObjectType } from 'graphql'
import { collectSubfields } from '../graph/levels/collect-fields.ts'
import type { Planning } from '../graph/levels/planning.ts'

/** An object type, and the field nodes that select of it. */
export interface ObjectAt { readonly type: GraphQLObjectType; readonly nodes: readonly FieldNode[] }

/** One member of an object in the response. */
export interface Selected {
  readonly as: string
  readonly name: string
  /** What stands before its value. */
  readonly head: string
  /** Null for `__typename`. */
  readonly definition: GraphQLField<unknown, unknown> | null
  readonly nodes: readonly FieldNode[]
}

/** In the order of the response. */
export function listSelected({ operation }: Pick<Planning, 'operation'>, { type, nodes }: ObjectAt): readonly Selected[] {
  return [...collectSubfields(operation, type, nodes)].map(([as, fieldNodes], i) => {
    const name = fieldNodes[0]?.name.value ?? ''
    return { as, name, head: memberText(as, i === 0), definition: type.getFields()[name] ?? null, nodes: fieldNodes }
  })
}

/** `{"id":` for the first member, `,"name":` for the others. */
export const memberText = (as: string, isFirst: boolean): string => `${isFirst ? '{' : ','}${JSON.stringify(as)}:`
