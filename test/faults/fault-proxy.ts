import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { Transform } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'

/**
 * What the way to a server does: `pass` all on · `refuse` connections · `hang`, that is take everything and answer nothing ·
 * `cut` each answer in its middle by a reset · be slow, by so many milliseconds for each chunk of an answer.
 */
export type Fault = 'pass' | 'refuse' | 'hang' | 'cut' | { readonly slowMs: number }

export interface FaultProxy {
  readonly host: string
  readonly port: number
  /** From now on, also for connections that are open. Those that hung or were refused are reset. */
  set(fault: Fault): Promise<void>
  close(): Promise<void>
}

const HOST = '127.0.0.1'

/** Stands in front of a TCP server and makes trouble on demand; its port stays the same. */
export async function startFaultProxy(target: { readonly host: string; readonly port: number }): Promise<FaultProxy> {
  let fault: Fault = 'pass'
  const clients = new Set<Socket>()
  const server = createServer((client) => {
    clients.add(client)
    client.on('error', () => undefined).on('close', () => clients.delete(client))
    if (fault !== 'hang') forward(client, connect(target), () => fault)
  })
  const port = await listen(server, 0)
  const resetAll = (): void => { for (const client of clients) client.resetAndDestroy() }
  const stop = async (): Promise<void> => {
    resetAll()
    if (server.listening) await once(server.close(), 'close')
  }
  return {
    host: HOST, port,
    async set(next) {
      if (fault === 'hang') resetAll()
      fault = next
      if (next === 'refuse') await stop()
      else if (!server.listening) await listen(server, port)
    },
    close: stop,
  }
}

async function listen(server: Server, port: number): Promise<number> {
  await once(server.listen(port, HOST), 'listening')
  return (server.address() as AddressInfo).port
}

/** Questions pass as they are; answers meet the fault of their moment. */
function forward(client: Socket, upstream: Socket, faultNow: () => Fault): void {
  const answers = new Transform({
    transform(chunk: Buffer, _, done) {
      const fault = faultNow()
      if (fault === 'hang') return
      if (fault === 'cut') {
        client.write(chunk.subarray(0, chunk.length / 2), () => client.resetAndDestroy())
        return
      }
      const delay = typeof fault === 'object' ? wait(fault.slowMs) : Promise.resolve()
      void delay.then(() => done(null, chunk))
    },
  })
  client.pipe(upstream).pipe(answers).pipe(client)
  client.on('close', () => upstream.destroy())
  upstream.on('error', () => client.destroy()).on('close', () => answers.end())
}
