import { makeExecutableSchema } from '@graphql-tools/schema'
import type { ResolverMap } from './resolver-map.ts'
import type { GraphQLSchema } from 'graphql'
import type { Catalog } from '../catalog/model.ts'
import type { RequestScope, RunFetch } from '../door/request.ts'
import { CrossgraphError } from '../errors.ts'
import type { Source } from '../sources/source.ts'
import type { ReportBug } from './errors.ts'
import { createResolvers } from './resolve/create-resolvers.ts'
import type { Graph, GraphContext, LowerPredicate } from './resolve/graph-context.ts'
import { createContext } from './resolve/graph-context.ts'
import { createScalars } from './scalars/scalars.ts'
import { indexGraphFields } from './schema/graph-fields.ts'
import { findNameClashes } from './schema/name-clashes.ts'
import { printGraphSchema } from './schema/print-schema.ts'

export interface GraphOptions {
  readonly catalog: Catalog
  readonly runFetch: RunFetch
  /** By name; asked whether keys can be compared, never for rows. */
  readonly sources: ReadonlyMap<string, Pick<Source, 'keyProblem'>>
  readonly settings: { readonly /** Most rows of a list without `limit`. */ resultLimit: number }
  /** Without it a filter over another source is QUERY_ACROSS_SOURCES. */
  readonly lowerPredicate?: LowerPredicate | undefined
  /** What other rooms add to the graph: `extend type Query { ask… }` and its resolvers. */
  readonly extensions?: readonly GraphExtension[] | undefined
  /** Clients hear only that there was a bug. */
  readonly reportBug?: ReportBug | undefined
}
export interface GraphExtension { readonly typeDefs: string; readonly resolvers: ResolverMap }

export interface ExecutableGraph {
  readonly schema: GraphQLSchema
  readonly typeDefs: string
  /** One for each request. */
  createContext(scope: RequestScope): GraphContext
}

/** The executable schema over a catalog. Throws SCHEMA_NAME_CLASH. */
export function createGraph(options: GraphOptions): ExecutableGraph {
  const { catalog, extensions = [] } = options
  refuseClashes(catalog)
  const fields = indexGraphFields(catalog)
  const graph: Graph = {
    catalog, fields,
    runFetch: options.runFetch,
    lowerPredicate: options.lowerPredicate,
    reading: { catalog, sources: options.sources, resultLimit: options.settings.resultLimit },
    reportBug: options.reportBug ?? (() => undefined),
  }
  const typeDefs = [printGraphSchema(catalog), ...extensions.map((extension) => extension.typeDefs)]
  const resolvers = [createScalars(catalog.timeZone), createResolvers(catalog, fields), ...extensions.map((extension) => extension.resolvers)]
  return { schema: makeExecutableSchema({ typeDefs, resolvers }), typeDefs: typeDefs.join('\n'), createContext: (scope) => createContext(graph, scope) }
}

function refuseClashes(catalog: Catalog): void {
  const [clash] = findNameClashes(catalog)
  if (clash !== undefined) throw new CrossgraphError(clash.code, clash.message, { hint: clash.hint, details: { place: clash.place } })
}
