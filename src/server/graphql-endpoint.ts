import { ApolloServer, type HeaderMap, type HTTPGraphQLResponse } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled'
import type { GatewayExecutor, GatewayInterface } from '@apollo/server-gateway-interface'
import { execute, GraphQLError, type ExecutionResult, type GraphQLFormattedError, type GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { CallRecord, RequestScope } from '../door/request.ts'
import { printCalls } from '../explain/print-calls.ts'
import { limitDocument, type DocumentLimits } from './document-limits.ts'

/** What one request carries through the executor. */
export interface EndpointContext { readonly scope: RequestScope; readonly extensions: Record<string, unknown> }

/** Runs one checked operation; the ordinary one is `executeOrdinary`. */
export type ExecuteOperation = (request: OperationRequest) => Promise<ExecutionResult> | ExecutionResult
export type OperationRequest = Parameters<GatewayExecutor>[0] & { readonly scope: RequestScope }

export interface EndpointOptions {
  readonly schema: GraphQLSchema
  readonly executeOperation: ExecuteOperation
  readonly stringifyResult?: (result: object) => string
  /** Facts of all sources that belong into `extensions.crossgraph` of every answer, such as freshness; none is undefined. */
  readonly describeAnswer: (scope: RequestScope) => Record<string, unknown> | undefined
  readonly limits: DocumentLimits
  readonly log: Logger
}

export interface GraphqlEndpoint {
  /** One HTTP request as Apollo takes it; never rejects for what the client did. */
  answer(request: EndpointRequest, scope: RequestScope): Promise<HTTPGraphQLResponse>
  stop(): Promise<void>
}
export interface EndpointRequest { readonly method: string; readonly headers: HeaderMap; readonly search: string; readonly body: unknown }

/** Apollo Server over one executable schema. It runs our own executor, so that rows need not become objects. */
export async function startGraphqlEndpoint(options: EndpointOptions): Promise<GraphqlEndpoint> {
  const apollo = new ApolloServer<EndpointContext>({
    gateway: gatewayOver(options),
    introspection: true,
    csrfPrevention: false, // nothing here acts on ambient credentials, and simple content types are refused by the HTTP server
    includeStacktraceInErrorResponses: false,
    nodeEnv: 'production',
    stopOnTerminationSignals: false,
    parseOptions: { maxTokens: options.limits.tokens },
    validationRules: [limitDocument(options.limits)],
    formatError: (formatted, error) => formatError(formatted, error, options.log),
    logger: apolloLogger(options.log),
    stringifyResult: options.stringifyResult ?? ((result) => JSON.stringify(result)),
    plugins: [ApolloServerPluginCacheControlDisabled(), addExtensions(options.describeAnswer)],
  })
  await apollo.start()
  return {
    answer: (request, scope) => apollo.executeHTTPGraphQLRequest({ httpGraphQLRequest: request, context: () => Promise.resolve({ scope, extensions: {} }) }),
    stop: () => apollo.stop(),
  }
}

function gatewayOver(options: EndpointOptions): GatewayInterface {
  const executor: GatewayExecutor = async (request) => options.executeOperation({ ...request, scope: scopeOf(request.context) })
  return {
    load: () => Promise.resolve({ executor }),
    onSchemaLoadOrUpdate(callback) {
      callback({ apiSchema: options.schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    stop: () => Promise.resolve(),
  }
}

const scopeOf = (context: Record<string, unknown>): RequestScope => (context as unknown as EndpointContext).scope

/** graphql-js over resolvers: the path that everything else is compared with. */
export function executeOrdinary(schema: GraphQLSchema, createContext: (scope: RequestScope) => unknown): ExecuteOperation {
  return ({ document, request, operationName, scope }) =>
    execute({ schema, document, variableValues: request.variables, operationName, contextValue: createContext(scope) })
}

function addExtensions(describeAnswer: EndpointOptions['describeAnswer']) {
  return {
    requestDidStart: () => Promise.resolve({
      willSendResponse: ({ contextValue, response }: { contextValue: EndpointContext; response: { body: { kind: string; singleResult?: { extensions?: Record<string, unknown> } } } }): Promise<void> => {
        const { scope } = contextValue
        const facts = { ...describeAnswer(scope), ...(scope.calls === null ? {} : { explain: explainOf(scope.calls) }) }
        const result = response.body.singleResult
        if (result !== undefined && Object.keys(facts).length > 0) result.extensions = { ...result.extensions, crossgraph: facts }
        return Promise.resolve()
      },
    }),
  }
}

const explainOf = (calls: readonly CallRecord[]): { calls: readonly CallRecord[]; text: string } => ({ calls, text: printCalls(calls) })

/** The parser's and our own limits get their codes here; a bug is told to the log, never to the client. */
function formatError(formatted: GraphQLFormattedError, error: unknown, log: Logger): GraphQLFormattedError {
  const { limit, ...extensions } = formatted.extensions ?? {}
  if (typeof limit === 'string') return { ...formatted, extensions: { ...extensions, code: limit } }
  if (/more (than|that) \d+ tokens/.test(formatted.message)) {
    return { ...formatted, message: formatted.message.replace('more that', 'more than'), extensions: { code: 'LIMIT_TOKENS', hint: 'Split the document into several requests.' } }
  }
  if (extensions['code'] !== 'INTERNAL_SERVER_ERROR') return formatted
  const original = error instanceof GraphQLError ? error.originalError : error
  if (error instanceof GraphQLError && (original === null || original === undefined)) return { ...formatted, extensions: { ...extensions, code: 'QUERY_INVALID' } }
  log.error({ err: original }, 'a bug met a request')
  return { ...formatted, message: 'Something went wrong in the gateway; its log tells more.', extensions: { code: 'INTERNAL' } }
}

function apolloLogger(log: Logger) {
  return { debug: (m: string) => log.debug(m), info: (m: string) => log.debug(m), warn: (m: string) => log.warn(m), error: (m: string) => log.error(m) }
}
