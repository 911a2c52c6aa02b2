import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import type { ServerState } from './commands/command.ts'
import { Cursors } from './cursors.ts'
import { FailPoint } from './fail-point.ts'
import { runCommand } from './run-command.ts'
import { Store } from './store.ts'
import { FrameReader, readRequest, writeReply } from './wire/message.ts'

export interface MongoServer {
  /** `mongodb://127.0.0.1:PORT`, to be followed by a database's name. */
  readonly uri: string
  readonly port: number
  /** Ends open connections and frees the port. What was stored is gone. */
  close(): Promise<void>
}

/**
 * A MongoDB server in memory that speaks the wire protocol over TCP, for the demo and for tests: drivers do not know the
 * difference. It knows the commands and operators of its registries and answers any other with the real server's error.
 * @throws the listen error (`EADDRINUSE`) where the port is taken.
 */
export async function startMongoServer({ port = 0, host = '127.0.0.1' }: { readonly port?: number; readonly host?: string } = {}): Promise<MongoServer> {
  const state: ServerState = { store: new Store(), cursors: new Cursors(), operations: new Map(), failPoint: new FailPoint(), started: Date.now(), connections: 0 }
  const sockets = new Set<Socket>()
  let lastConnection = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    serve(state, socket, ++lastConnection)
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve))
  const taken = (server.address() as AddressInfo).port
  return {
    uri: `mongodb://${host.includes(':') ? `[${host}]` : host}:${taken}`,
    port: taken,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** Requests of one connection are answered in the order they came; a closed connection's operations are killed. */
function serve(state: ServerState, socket: Socket, connection: number): void {
  const reader = new FrameReader()
  let previous: Promise<void> = Promise.resolve()
  state.connections++
  socket.setNoDelay(true)
  socket.on('error', () => socket.destroy())
  socket.on('close', () => {
    state.connections--
    for (const operation of state.operations.values()) if (operation.connection === connection) operation.kill()
  })
  socket.on('data', (chunk) => {
    try {
      for (const frame of reader.take(chunk)) previous = previous.then(() => answer(state, socket, connection, frame))
    } catch {
      socket.destroy()
    }
  })
}

/** A frame that cannot be read, or a fail point that wants it, ends the connection. */
async function answer(state: ServerState, socket: Socket, connection: number, frame: Buffer): Promise<void> {
  try {
    const request = readRequest(frame)
    const reply = await runCommand(state, connection, request.command)
    if (request.wantsReply && !socket.destroyed) socket.write(writeReply(request, reply))
  } catch {
    socket.destroy()
  }
}
