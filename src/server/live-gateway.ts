import type { HTTPGraphQLResponse } from '@apollo/server'
import type { Logger } from 'pino'
import type { RequestScope } from '../door/request.ts'
import type { Gateway } from '../gateway.ts'
import type { Freshness, Health } from '../sources/source.ts'
import { executeOrdinary, startGraphqlEndpoint, type EndpointRequest, type GraphqlEndpoint } from './graphql-endpoint.ts'

/** The gateway that is served now; a reload puts another in its place without refusing a request. */
export interface LiveGateway {
  readonly current: () => Gateway
  answer(request: EndpointRequest, scope: RequestScope): Promise<HTTPGraphQLResponse>
  health(): Promise<Readonly<Record<string, Health>>>
  replace(next: Gateway): Promise<void>
  close(): Promise<void>
}

interface Served { readonly gateway: Gateway; readonly endpoint: GraphqlEndpoint }

export async function startLiveGateway(first: Gateway, log: Logger): Promise<LiveGateway> {
  let served = await serve(first, log)
  return {
    current: () => served.gateway,
    answer: (request, scope) => served.endpoint.answer(request, scope),
    health: () => served.gateway.door.health(),
    async replace(next) {
      const old = served
      served = await serve(next, log)
      await end(old)
    },
    close: () => end(served),
  }
}

async function serve(gateway: Gateway, log: Logger): Promise<Served> {
  const { graph, config } = gateway
  const { tokens, depth, aliases, rootFields } = config.server.limits
  const endpoint = await startGraphqlEndpoint({
    schema: graph.schema, log,
    executeOperation: executeOrdinary(graph.schema, graph.createContext),
    limits: { tokens, depth, aliases, rootFields },
    describeAnswer: () => freshnessOf(gateway),
  })
  return { gateway, endpoint }
}

async function end({ gateway, endpoint }: Served): Promise<void> {
  await endpoint.stop()
  await gateway.close()
}

/** How old the answers of sources that answer from a copy are; nothing is said while a copy is fresh. */
function freshnessOf({ sources }: Gateway): Record<string, unknown> | undefined {
  const known: Record<string, Freshness> = {}
  for (const [name, source] of sources) {
    const freshness = source.freshness?.() ?? null
    if (freshness !== null) known[name] = freshness
  }
  return Object.keys(known).length === 0 ? undefined : { freshness: known }
}
