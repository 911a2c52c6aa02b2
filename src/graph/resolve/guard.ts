import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql'
import { toGraphQLError } from '../errors.ts'
import type { GraphContext } from './graph-context.ts'

export type Resolve<Parent> = (parent: Parent, context: GraphContext, info: GraphQLResolveInfo) => unknown
export type Resolver<Parent> = GraphQLFieldResolver<Parent, GraphContext>

/** A resolver whose failures, thrown or rejected, are GraphQL errors of its own field. */
export function guard<Parent>(resolve: Resolve<Parent>): Resolver<Parent> {
  return (parent, _, context, info) => {
    try {
      const result = resolve(parent, context, info)
      return result instanceof Promise ? result.catch((error: unknown) => fail(context, error)) : result
    } catch (error) {
      return fail(context, error)
    }
  }
}

function fail({ graph }: GraphContext, error: unknown): never {
  throw toGraphQLError(error, graph.reportBug)
}
