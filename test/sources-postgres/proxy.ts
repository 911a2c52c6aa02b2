import { connect, createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'

/** A way to the server that can fall silent: connections stay open, and nothing passes. */
export interface Proxy {
  readonly uri: string
  silence(): void
  restore(): void
  close(): Promise<void>
}

export async function openProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let silent = false
  const forward = (from: Socket, to: Socket): void => {
    sockets.add(from)
    from.on('data', (chunk) => { if (!silent) to.write(chunk) })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
  }
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    forward(client, upstream)
    forward(upstream, client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const uri = new URL(target)
  Object.assign(uri, { hostname: '127.0.0.1', port: String((server.address() as AddressInfo).port) })
  return {
    uri: String(uri),
    silence: () => { silent = true },
    restore: () => { silent = false },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
