import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Logger } from 'pino'
import { CrossgraphError } from '../errors.ts'
import type { RequestScope } from '../door/request.ts'
import type { EndpointRequest } from './graphql-endpoint.ts'
import { readJsonBody } from './read-body.ts'
import type { Readiness } from './readiness.ts'
import { sendStaticFile } from './static-files.ts'

export interface HttpServerOptions {
  readonly answer: (request: EndpointRequest, scope: RequestScope) => Promise<HTTPGraphQLResponse>
  readonly readiness: () => Promise<Readiness>
  /** Folder of the GraphiQL page. */
  readonly pageFolder: string
  readonly maxBodyBytes: number
  readonly requestTimeoutMs: number
  /** Requests worked on at once; beyond: 503 with `Retry-After`. */
  readonly maxRequests: number
  readonly log: Logger
}

/** The HTTP face: GraphiQL at `/`, `/graphql`, `/health/live`, `/health/ready`. */
export function createHttpServer(options: HttpServerOptions): Server {
  const inFlight = { count: 0 }
  const server = createServer((request, response) => {
    route(request, response, { ...options, inFlight }).catch((error: unknown) => sendFailure(response, error, options.log))
  })
  server.requestTimeout = options.requestTimeoutMs + 20_000
  server.headersTimeout = 20_000
  return server
}

type Routing = HttpServerOptions & { readonly inFlight: { count: number } }

async function route(request: IncomingMessage, response: ServerResponse, routing: Routing): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://gateway')
  if (pathname === '/graphql') return answerGraphql(request, response, routing)
  if (pathname === '/health/live') return sendJson(response, 200, { status: 'live' })
  if (pathname === '/health/ready') {
    const { httpStatus, body } = await routing.readiness()
    return sendJson(response, httpStatus, body)
  }
  const readable = request.method === 'GET' || request.method === 'HEAD'
  if (readable && (await sendStaticFile(response, routing.pageFolder, pathname))) return
  sendJson(response, 404, { errors: [{ message: `There is nothing at ${pathname}; the graph is at /graphql.`, extensions: { code: 'QUERY_NOT_FOUND' } }] })
}

async function answerGraphql(request: IncomingMessage, response: ServerResponse, routing: Routing): Promise<void> {
  const { inFlight, maxRequests } = routing
  if (inFlight.count >= maxRequests) {
    response.setHeader('retry-after', '1')
    throw new CrossgraphError('LIMIT_OVERLOADED', `The gateway works on ${maxRequests} requests already.`, { retryable: true, hint: 'Try again in a second.', details: { status: 503 } })
  }
  inFlight.count++
  const gone = new AbortController()
  response.once('close', () => { if (!response.writableEnded) gone.abort() })
  try {
    const body = request.method === 'POST' ? await readJsonBody(request, routing.maxBodyBytes) : undefined
    const search = (request.url ?? '').replace(/^[^?]*/, '')
    const answered = await routing.answer({ method: request.method ?? 'GET', headers: headersOf(request), search, body }, scopeOf(request, gone.signal, routing))
    await sendAnswer(response, answered)
  } finally {
    inFlight.count--
  }
}

function scopeOf(request: IncomingMessage, signal: AbortSignal, { requestTimeoutMs }: Routing): RequestScope {
  const explain = request.headers['crossgraph-explain'] === 'true'
  return { deadline: performance.now() + requestTimeoutMs, signal, calls: explain ? [] : null, touched: new Set() }
}

function headersOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap()
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  return headers
}

async function sendAnswer(response: ServerResponse, answer: HTTPGraphQLResponse): Promise<void> {
  if (response.destroyed) return
  for (const [name, value] of answer.headers) response.setHeader(name, value)
  response.statusCode = answer.status ?? 200
  if (answer.body.kind === 'complete') {
    response.end(answer.body.string)
    return
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk)
  response.end()
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
  response.end(JSON.stringify(value))
}

function sendFailure(response: ServerResponse, error: unknown, log: Logger): void {
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  if (!(error instanceof CrossgraphError)) {
    log.error({ err: error }, 'a bug met a request')
    return sendJson(response, 500, { errors: [{ message: 'Something went wrong in the gateway; its log tells more.', extensions: { code: 'INTERNAL' } }] })
  }
  const status = typeof error.details['status'] === 'number' ? error.details['status'] : 500
  if (status === 413) response.setHeader('connection', 'close')
  sendJson(response, status, { errors: [{ message: error.message, extensions: { code: error.code, hint: error.hint, retryable: error.retryable } }] })
}
