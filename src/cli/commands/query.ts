import { print as printDocument, parse } from 'graphql'
import type { ExitCode } from '../exit-code.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Terminal } from '../terminal.ts'
import { withGraph, type GraphTarget } from '../with-graph.ts'

export interface QueryOptions { readonly document: string; readonly variables?: string | undefined; readonly target: GraphTarget }

interface GraphqlResponse {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string }[]
  readonly extensions?: { readonly crossgraph?: { readonly explain?: { readonly text: string } } }
}

/** Runs a document and prints the response. */
export async function query(options: QueryOptions, terminal: Terminal): Promise<ExitCode> {
  const response = await run(options, {}, terminal)
  if (terminal.json) terminal.printJson(response)
  else terminal.print(JSON.stringify(response, null, 2))
  return response.errors === undefined ? 0 : 1
}

/** Runs a document and prints its native calls as a tree. */
export async function explain(options: QueryOptions, terminal: Terminal): Promise<ExitCode> {
  const response = await run(options, { 'crossgraph-explain': 'true' }, terminal)
  const explained = response.extensions?.crossgraph?.explain
  if (terminal.json) terminal.printJson(explained ?? response)
  else terminal.print(explained?.text ?? '')
  for (const error of response.errors ?? []) terminal.report(`error: ${error.message}`)
  return response.errors === undefined ? 0 : 1
}

async function run({ document, variables, target }: QueryOptions, headers: Record<string, string>, terminal: Terminal): Promise<GraphqlResponse> {
  const body = JSON.stringify({ query: checkSyntax(document), variables: parseVariables(variables) })
  return withGraph(target, terminal, (url) => post(url, body, headers))
}

/** @throws QUERY_NO_GATEWAY when nothing answers at the URL, or something that speaks no GraphQL. */
async function post(url: string, body: string, headers: Record<string, string>): Promise<GraphqlResponse> {
  const noGateway = (what: string) => (cause: unknown): never => {
    throw new CrossgraphError('QUERY_NO_GATEWAY', `${what} at ${new URL(url).origin}.`, { cause, hint: 'Start one with crossgraph serve, and name its address with --url or CROSSGRAPH_URL.' })
  }
  const request = { method: 'POST', body, headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers } }
  const answer = await fetch(new URL('graphql', url), request).catch(noGateway('No gateway answers'))
  const response: unknown = await answer.json().catch(noGateway('Something other than a gateway answers'))
  return isGraphqlResponse(response) ? response : noGateway('Something other than a gateway answers')(undefined)
}

const isGraphqlResponse = (value: unknown): value is GraphqlResponse =>
  typeof value === 'object' && value !== null && ('data' in value || ('errors' in value && Array.isArray(value.errors)))

/** Told before any server is started. */
function checkSyntax(document: string): string {
  try {
    return printDocument(parse(document, { maxTokens: 20_000 }))
  } catch (error) {
    throw new CrossgraphError('QUERY_SYNTAX', error instanceof Error ? error.message : String(error))
  }
}

function parseVariables(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new CrossgraphError('QUERY_VARIABLES', '--variables must be JSON.', { hint: 'For instance --variables \'{"country": "DE"}\'.' })
  }
}
