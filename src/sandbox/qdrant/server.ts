import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import type { Collections } from './collections.ts'
import type { JsonObject } from './json.ts'
import { formatError, QdrantFailure } from './failure.ts'
import { parseJson, printJson } from './json.ts'
import { readObject } from './read-body.ts'
import { findRoute, VERSION } from './routes.ts'
import { loadSnapshot, saveSnapshot } from './snapshot.ts'

export interface QdrantServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined
  readonly host?: string | undefined
  /** When given, every request must carry it in the header `api-key`. */
  readonly apiKey?: string | undefined
  /** A file written by `saveSnapshot`, whose collections the server starts with; one that does not exist is no error. */
  readonly snapshot?: string | undefined
}

export interface QdrantServer {
  readonly url: string
  readonly port: number
  /** Whether the collections of the snapshot are there. */
  readonly restored: boolean
  saveSnapshot(file: string): Promise<void>
  close(): Promise<void>
}

/**
 * An embedded server that speaks Qdrant's REST API over collections in memory, with exact search instead of an index: what
 * `@qdrant/js-client-rest` and a project's Qdrant source need. What it lacks it refuses.
 *
 * @throws an error of `node:net` (`EADDRINUSE`) when the port is taken.
 */
export async function startQdrantServer(options: QdrantServerOptions = {}): Promise<QdrantServer> {
  const restored = options.snapshot === undefined ? null : await loadSnapshot(options.snapshot)
  const collections: Collections = restored ?? new Map()
  const host = options.host ?? '127.0.0.1'
  const server = createServer((request, response) => {
    answer(collections, options.apiKey, request).then((reply) => send(response, reply), (error: unknown) => send(response, failureReply(error)))
  })
  const port = await listen(server, options.port ?? 0, host)
  return {
    url: `http://${host}:${port}`,
    port,
    restored: restored !== null,
    saveSnapshot: (file) => saveSnapshot(collections, file),
    close: () => close(server),
  }
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}

interface Reply { readonly status: number; readonly type: string; readonly body: string }

const PLAIN: Readonly<Record<string, string>> = { '/healthz': 'healthz check passed', '/livez': 'healthz check passed', '/readyz': 'all shards are ready' }

async function answer(collections: Collections, apiKey: string | undefined, request: IncomingMessage): Promise<Reply> {
  const started = performance.now()
  const url = new URL(request.url ?? '/', 'http://qdrant')
  const plain = PLAIN[url.pathname]
  if (plain !== undefined) return { status: 200, type: 'text/plain', body: plain }
  checkKey(request, apiKey)
  if (url.pathname === '/') return jsonReply(200, { title: 'qdrant - vector search engine', version: VERSION })
  const route = findRoute(request.method ?? 'GET', url.pathname)
  if (route === null) return { status: 404, type: 'text/plain', body: '' }
  const result = route.handle({ collections, names: route.names, query: url.searchParams, body: readBody(await text(request)) })
  return jsonReply(200, { result, status: 'ok', time: (performance.now() - started) / 1000 })
}

function checkKey(request: IncomingMessage, apiKey: string | undefined): void {
  const given = request.headers['api-key'] ?? request.headers.authorization?.replace(/^Bearer /, '')
  if (apiKey === undefined || given === apiKey) return
  throw given === undefined
    ? new QdrantFailure(401, 'Must provide an API key or an Authorization bearer token')
    : new QdrantFailure(403, 'Invalid API key or JWT')
}

function readBody(body: string): JsonObject {
  if (body === '') return {}
  try {
    return readObject(parseJson(body), 'body')
  } catch (error) {
    throw error instanceof SyntaxError ? formatError(error.message) : error
  }
}

const jsonReply = (status: number, body: unknown): Reply => ({ status, type: 'application/json', body: printJson(body) })

/** An error of this server's own code is a 500, as the real one's panics are. */
function failureReply(error: unknown): Reply {
  const status = error instanceof QdrantFailure ? error.status : 500
  const message = error instanceof QdrantFailure ? error.message : `Service internal error: ${String(error)}`
  return jsonReply(status, { status: { error: message }, time: 0 })
}

function send(response: ServerResponse, { status, type, body }: Reply): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}
