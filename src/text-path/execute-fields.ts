import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { execute, Kind } from 'graphql'
import type { GraphContext } from '../graph/resolve/graph-context.ts'
import type { CompiledOperation, RootField } from './compile-operation.ts'

/** Root fields that graphql-js executes, as an operation that selects nothing else. Their nodes are the document's own, and so are the places that errors name. */
export interface OrdinaryRequest {
  readonly schema: GraphQLSchema
  readonly context: GraphContext
  readonly variables: Readonly<Record<string, unknown>> | undefined
}

export async function executeFields({ schema, context, variables }: OrdinaryRequest, { operation, fragments, levels }: CompiledOperation, fields: readonly RootField[]): Promise<ExecutionResult> {
  const selections = fields.flatMap((field) => (field.kind === 'typename' ? [] : field.nodes))
  if (selections.length === 0) return { data: {} }
  const reduced = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } } as const
  context.roots.set(reduced, new Map(levels))
  return execute({ schema, document: { kind: Kind.DOCUMENT, definitions: [reduced, ...fragments] }, variableValues: variables, contextValue: context })
}
