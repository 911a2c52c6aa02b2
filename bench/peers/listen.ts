import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on a free port and says where, in the words of `crossgraph serve --json`. */
export function listenAndTell(server: Server): void {
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    process.stdout.write(`${JSON.stringify({ event: 'ready', url: `http://127.0.0.1:${port}/` })}\n`)
  })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(0))
}
