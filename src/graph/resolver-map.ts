import type { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphContext } from './resolve/graph-context.ts'

type Definition = Parameters<typeof makeExecutableSchema<GraphContext>>[0]
/** Resolvers by type and field, as graphql-tools takes them. */
export type ResolverMap = Exclude<NonNullable<Definition['resolvers']>, readonly unknown[]>
