import { once } from 'node:events'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'
import { CrossgraphError } from '../errors.ts'
import type { Gateway } from '../gateway.ts'
import { createHttpServer } from './http-server.ts'
import { startLiveGateway, type LiveGateway } from './live-gateway.ts'
import { describeReadiness, type ServingState } from './readiness.ts'

/** From `src/server` and from `dist/server` alike. */
const PAGE_FOLDER = fileURLToPath(new URL('../../dist/page', import.meta.url))
const MOST_REQUESTS_AT_ONCE = 1000
/** How soon after its last answer a connection that its client keeps alive is closed, once the end has come. */
const SWEEP_MS = 50

export interface RunningServer {
  /** `http://127.0.0.1:4000/` */
  readonly url: string
  readonly live: LiveGateway
  /** Readiness is 503 at once; after `drainDelayMs` the port closes, and what was accepted is finished. */
  stop(options: { readonly drainDelayMs: number }): Promise<void>
}

export interface ServerOptions { readonly host: string; readonly port: number; readonly log: Logger }

/** @throws CONFIG_PORT_IN_USE when another program has the port. */
export async function startServer(gateway: Gateway, { host, port, log }: ServerOptions): Promise<RunningServer> {
  const { config } = gateway
  let state: ServingState = 'starting'
  const live = await startLiveGateway(gateway, log)
  const server = createHttpServer({
    answer: live.answer, log, pageFolder: PAGE_FOLDER,
    readiness: async () => describeReadiness(state, await live.health(), config.server.requiredSources),
    maxBodyBytes: config.server.limits.body, requestTimeoutMs: config.crossDatabase.requestTimeoutMs, maxRequests: MOST_REQUESTS_AT_ONCE,
  })
  await listen(server, { host, port }).catch(async (error: unknown) => {
    await live.close()
    throw error
  })
  state = 'ready'
  const address = server.address() as AddressInfo
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}/`,
    live,
    async stop({ drainDelayMs }) {
      state = 'draining'
      await wait(drainDelayMs)
      const closed = new Promise((resolve) => server.close(resolve))
      const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS)
      server.closeIdleConnections()
      await Promise.race([closed, wait(config.server.drainTimeoutMs, undefined, { ref: false })])
      clearInterval(sweep)
      server.closeAllConnections()
      await live.close()
    },
  }
}

async function listen(server: Server, { host, port }: { readonly host: string; readonly port: number }): Promise<void> {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EADDRINUSE') throw error
    throw new CrossgraphError('CONFIG_PORT_IN_USE', `Port ${port} is in use by another program.`, { hint: 'Choose another with --port, or 0 for a free one.' })
  }
}
