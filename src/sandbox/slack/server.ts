import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { Method } from './call.ts'
import { directoryMethods } from './directory-methods.ts'
import type { Arguments } from './fault.ts'
import { SlackFault } from './fault.ts'
import { messageMethods } from './message-methods.ts'
import type { RateLimiter } from './rate-limit.ts'
import { createRateLimiter } from './rate-limit.ts'
import type { Post, WorkspaceState } from './state.ts'
import { changeMessage, deleteMessage, openState, postMessage } from './state.ts'
import type { SlackMessageData, Workspace } from './workspace.ts'

export interface SlackServerOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number
  readonly host?: string
  /** The one token that is let in; a random bot token by default. */
  readonly token?: string
  /** What the token may do; absent: everything. */
  readonly scopes?: readonly string[]
  readonly workspace: Workspace
  /** Scales Slack's rate tiers: 1, the default, as Slack; Infinity lifts them. */
  readonly rate?: number
}

export interface SlackServer {
  /** For `slackApiUrl`: `http://127.0.0.1:PORT/api/`. */
  readonly url: string
  readonly token: string
  readonly port: number
  /** How often each method was called, answered or not. */
  readonly calls: ReadonlyMap<string, number>
  readonly post: (post: Post) => SlackMessageData
  readonly change: (place: MessagePlace, change: Partial<SlackMessageData>) => SlackMessageData
  readonly remove: (place: MessagePlace) => void
  /** Answers the next calls of a method with 429 and so many seconds of `Retry-After`, whatever its tier. */
  readonly throttle: (method: string, how: Throttle) => void
  readonly close: () => Promise<void>
}

export interface MessagePlace {
  readonly channel: string
  readonly ts: string
}

export interface Throttle {
  /** Calls that are answered before; none by default. */
  readonly after?: number
  readonly calls: number
  readonly seconds: number
}

interface Desk {
  readonly state: WorkspaceState
  readonly token: string
  readonly scopes: readonly string[] | undefined
  readonly limiter: RateLimiter
  readonly calls: Map<string, number>
  readonly throttled: Map<string, Throttle>
}

const METHODS: ReadonlyMap<string, Method> = new Map(Object.entries({ ...directoryMethods, ...messageMethods }))

/** Starts a server that speaks Slack's Web API over the given workspace, as `@slack/web-api` calls it. */
export async function startSlackServer(options: SlackServerOptions): Promise<SlackServer> {
  const state = openState(options.workspace)
  const token = options.token ?? `xoxb-${randomBytes(12).toString('hex')}`
  const desk: Desk = { state, token, scopes: options.scopes, limiter: createRateLimiter(options.rate ?? 1), calls: new Map(), throttled: new Map() }
  const server = createServer((request, response) => void serve(desk, request, response))
  const host = options.host ?? '127.0.0.1'
  server.listen(options.port ?? 0, host)
  await once(server, 'listening')
  const port = portOf(server)
  return {
    url: `http://${host}:${port}/api/`, token, port,
    calls: desk.calls,
    post: (post) => postMessage(state, post),
    change: (place, change) => changeMessage(state, place, change),
    remove: (place) => deleteMessage(state, place),
    throttle: (method, how) => desk.throttled.set(method, how),
    close: () => closeServer(server),
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the Slack server has no port')
  return address.port
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeAllConnections()
  await closed
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://slack')
    const name = url.pathname.replace(/^\/(api\/)?/, '')
    const args = await readArguments(request, url)
    desk.calls.set(name, (desk.calls.get(name) ?? 0) + 1)
    const { token, rest } = takeToken(request, args)
    answer(response, desk, { name, token, args: rest })
  } catch {
    send(response, 500, { ok: false, error: 'internal_error' })
  }
}

function answer(response: ServerResponse, desk: Desk, call: { readonly name: string; readonly token: string | null; readonly args: Arguments }): void {
  try {
    const method = METHODS.get(call.name)
    if (method === undefined) throw new SlackFault('unknown_method', { req_method: call.name })
    if (call.name !== 'api.test') admit(desk, method, call)
    const wait = throttledFor(desk, call.name) ?? desk.limiter.take(call.token ?? '', call.name, method.tier)
    if (wait !== null) {
      response.setHeader('Retry-After', String(wait))
      send(response, 429, { ok: false, error: 'ratelimited' })
      return
    }
    send(response, 200, { ok: true, ...method.answer(desk.state, call.args) })
  } catch (error) {
    if (!(error instanceof SlackFault)) throw error
    send(response, 200, { ok: false, error: error.error, ...error.more })
  }
}

function throttledFor(desk: Desk, name: string): number | null {
  const throttle = desk.throttled.get(name)
  if (throttle === undefined || throttle.calls === 0) return null
  if (throttle.after !== undefined && throttle.after > 0) {
    desk.throttled.set(name, { ...throttle, after: throttle.after - 1 })
    return null
  }
  desk.throttled.set(name, { ...throttle, calls: throttle.calls - 1 })
  return throttle.seconds
}

/** Lets a call in by its token and scopes, in Slack's order: token, kind of token, scope. */
function admit(desk: Desk, method: Method, call: { readonly token: string | null; readonly args: Arguments }): void {
  if (call.token === null) throw new SlackFault('not_authed')
  if (call.token !== desk.token) throw new SlackFault('invalid_auth')
  if (method.userTokenOnly === true && !call.token.startsWith('xoxp-')) throw new SlackFault('not_allowed_token_type')
  const { scopes } = desk
  if (scopes === undefined) return
  const lacking = method.needs?.(call.args).find((scope) => !scopes.includes(scope))
  const needed = lacking ?? (method.scopes.some((scope) => scopes.includes(scope)) ? undefined : method.scopes[0])
  if (needed !== undefined) throw new SlackFault('missing_scope', { needed, provided: scopes.join(',') })
}

function takeToken(request: IncomingMessage, args: Arguments): { readonly token: string | null; readonly rest: Arguments } {
  const { token, ...rest } = args
  const bearer = /^Bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1]
  return { token: bearer ?? token ?? null, rest }
}

/** A form, JSON, or the query of the URL: all three are Slack's. */
async function readArguments(request: IncomingMessage, url: URL): Promise<Arguments> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString('utf8')
  const query = Object.fromEntries(url.searchParams)
  if (body === '') return query
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) return { ...query, ...Object.fromEntries(new URLSearchParams(body)) }
  const json: unknown = JSON.parse(body)
  const entries = Object.entries(json ?? {}).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
  return { ...query, ...Object.fromEntries(entries) }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}
