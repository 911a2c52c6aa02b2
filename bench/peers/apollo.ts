/** A server as a good engineer writes it by hand: Apollo Server, DataLoader, named statements. With `--jit`, graphql-jit executes. */
import { ApolloServer, HeaderMap } from '@apollo/server'
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createContext, type ShopContext } from './apollo-context.ts'
import { createJitGateway } from './apollo-jit.ts'
import { createShopSchema } from './apollo-schema.ts'
import { openShop } from './apollo-shop.ts'
import { openTickets } from './apollo-tickets.ts'
import { readEnvironment } from './environment.ts'
import { listenAndTell } from './listen.ts'

const environment = readEnvironment()
const shop = openShop(environment)
const readTickets = openTickets(environment)
const schema = createShopSchema()

const options = { plugins: [ApolloServerPluginCacheControlDisabled()], csrfPrevention: false, stopOnTerminationSignals: false, nodeEnv: 'production' }
const apollo = process.argv.includes('--jit')
  ? new ApolloServer<ShopContext>({ ...options, gateway: createJitGateway(schema) })
  : new ApolloServer<ShopContext>({ ...options, schema })
await apollo.start()

listenAndTell(createServer((request, response) => {
  answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)))
}))

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { headers, status, body } = await apollo.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method: 'POST', headers: new HeaderMap([['content-type', 'application/json']]), search: '', body: JSON.parse(await readText(request)) },
    context: () => Promise.resolve(createContext(shop, readTickets)),
  })
  if (body.kind !== 'complete') throw new Error('no document of the benchmark is answered in parts')
  for (const [name, value] of headers) response.setHeader(name, value)
  response.writeHead(status ?? 200).end(body.string)
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}
