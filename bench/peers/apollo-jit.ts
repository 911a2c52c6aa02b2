import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface'
import { GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql'
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit'

/** Apollo Server's `gateway` with one subgraph: documents are compiled once and kept by their hash. */
export function createJitGateway(schema: GraphQLSchema): GatewayInterface {
  const compiled = new Map<string, CompiledQuery>()
  const executor: GatewayExecutor = async ({ document, operationName, queryHash, request, context }) => {
    const operation = compiled.get(queryHash) ?? compile(schema, document, operationName)
    compiled.set(queryHash, operation)
    return withOwnErrors(await operation.query({}, context, request.variables ?? {}))
  }
  return {
    load: () => Promise.resolve({ executor }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    stop: () => Promise.resolve(),
  }
}

function compile(schema: GraphQLSchema, document: DocumentNode, operationName: string | null): CompiledQuery {
  const operation = compileQuery(schema, document, operationName ?? '')
  if (!isCompiledQuery(operation)) throw new Error('graphql-jit cannot compile a document of the benchmark')
  return operation
}

/** Apollo takes GraphQLErrors alone. */
function withOwnErrors(result: ExecutionResult): ExecutionResult {
  if (result.errors === undefined) return result
  return { ...result, errors: result.errors.map(({ message, path }) => new GraphQLError(message, { path })) }
}
