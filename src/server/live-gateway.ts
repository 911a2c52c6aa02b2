import type { HTTPGraphQLResponse } from '@apollo/server'
import type { Logger } from 'pino'
import type { RequestScope } from '../door/request.ts'
import type { Gateway } from '../gateway.ts'
import type { Freshness, Health } from '../sources/source.ts'
import { createTextPath } from '../text-path/text-path.ts'
import { stringifyResult } from '../text-path/json-text.ts'
import { executeOrdinary, startGraphqlEndpoint, type EndpointRequest, type ExecuteOperation, type GraphqlEndpoint } from './graphql-endpoint.ts'

/** The gateway that is served now; a reload puts another in its place without refusing a request. */
export interface LiveGateway {
  readonly current: () => Gateway
  answer(request: EndpointRequest, scope: RequestScope): Promise<HTTPGraphQLResponse>
  health(): Promise<Readonly<Record<string, Health>>>
  /** Later requests go to `next`; what the former one works on is finished before it is closed. */
  replace(next: Gateway): Promise<void>
  close(): Promise<void>
}

interface Served { readonly gateway: Gateway; readonly endpoint: GraphqlEndpoint; readonly answering: Set<Promise<unknown>> }

export async function startLiveGateway(first: Gateway, log: Logger): Promise<LiveGateway> {
  let served = await serve(first, log)
  let closed = false
  return {
    current: () => served.gateway,
    answer: (request, scope) => answer(served, request, scope),
    health: () => served.gateway.door.health(),
    async replace(next) {
      const ready = await serve(next, log)
      if (closed) return end(ready)
      const old = served
      served = ready
      await end(old)
    },
    close: () => {
      closed = true
      return end(served)
    },
  }
}

async function serve(gateway: Gateway, log: Logger): Promise<Served> {
  const { graph, config } = gateway
  const { tokens, depth, aliases, rootFields } = config.server.limits
  const endpoint = await startGraphqlEndpoint({
    schema: graph.schema, log,
    executeOperation: config.server.textPath ? executeText(gateway) : executeOrdinary(graph.schema, graph.createContext),
    stringifyResult,
    limits: { tokens, depth, aliases, rootFields },
    describeAnswer: ({ touched }) => freshnessOf(gateway, touched),
  })
  return { gateway, endpoint, answering: new Set() }
}

/** Rows become the response's text without becoming objects. */
function executeText({ graph }: Gateway): ExecuteOperation {
  const execute = createTextPath(graph)
  return ({ document, queryHash, request, operationName, scope }) => execute({ document, queryHash, operationName, variables: request.variables, scope })
}

async function answer({ endpoint, answering }: Served, request: EndpointRequest, scope: RequestScope): Promise<HTTPGraphQLResponse> {
  const answered = endpoint.answer(request, scope)
  answering.add(answered)
  try {
    return await answered
  } finally {
    answering.delete(answered)
  }
}

/** Every answer has its deadline, and so has this. */
async function end({ gateway, endpoint, answering }: Served): Promise<void> {
  await Promise.allSettled(answering)
  await endpoint.stop()
  await gateway.close()
}

/** How old the copies are that this answer was read from, of the sources that answer from a copy. */
function freshnessOf({ sources }: Gateway, touched: ReadonlySet<string> = new Set()): Record<string, unknown> | undefined {
  const known: Record<string, Freshness> = {}
  for (const name of touched) {
    const freshness = sources.get(name)?.freshness?.() ?? null
    if (freshness !== null) known[name] = freshness
  }
  return Object.keys(known).length === 0 ? undefined : { freshness: known }
}
