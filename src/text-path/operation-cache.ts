import type { GraphQLSchema } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Graph } from '../graph/resolve/graph-context.ts'
import type { CompiledOperation, OperationRequest } from './compile-operation.ts'
import { compileOperation } from './compile-operation.ts'

/** Characters of documents and variables that are kept ready; what is made of them takes a small multiple of it. */
const MOST_CHARACTERS = 4_000_000
const MOST_OPERATIONS = 2_000

export interface HashedRequest extends OperationRequest {
  /** Names the document's text. */
  readonly queryHash: string
}

export type CompileOnce = (graph: Graph, request: HashedRequest) => CompiledOperation | null

/**
 * Operations compiled by document, name and variables, those used last. All variables belong to it: `@skip` and `@include`
 * decide the printers, the others are literals of the fetches.
 */
export function createOperationCache(schema: GraphQLSchema): CompileOnce {
  const known = new LRUCache<string, { readonly compiled: CompiledOperation | null }>({ max: MOST_OPERATIONS, maxSize: MOST_CHARACTERS })
  return (graph, request) => {
    const { document, queryHash, operationName, variables } = request
    const key = `${queryHash} ${operationName ?? ''} ${JSON.stringify(variables ?? {})}`
    const before = known.get(key)
    if (before !== undefined) return before.compiled
    const compiled = compileOperation(schema, graph, request)
    known.set(key, { compiled }, { size: key.length + (document.loc?.end ?? 0) })
    return compiled
  }
}
