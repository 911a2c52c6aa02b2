import { Long } from 'bson'
import { CommandFailure } from '../failure.ts'
import { wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import type { Command, Commands, ServerState } from './command.ts'

const VERSION = '7.0.0'
const WIRE_VERSION = 21

/** A standalone server without sessions: drivers then send no session ids, no transactions, no retried writes. */
const hello: Command = ({ operation }, command) => ({
  ismaster: true,
  ...(Object.hasOwn(command, 'hello') ? { isWritablePrimary: true } : {}),
  helloOk: true,
  maxBsonObjectSize: 16 * 1024 * 1024,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  localTime: new Date(),
  connectionId: operation.connection,
  minWireVersion: 0,
  maxWireVersion: WIRE_VERSION,
  readOnly: false,
  ok: 1,
})

const buildInfo: Command = () => ({ version: VERSION, versionArray: VERSION.split('.').map(Number).concat(0), gitVersion: 'crossgraph-sandbox', modules: [], bits: 64, maxBsonObjectSize: 16 * 1024 * 1024, storageEngines: ['memory'], ok: 1 })

const serverStatus: Command = ({ state }) => ({
  host: 'sandbox',
  version: VERSION,
  process: 'crossgraph-sandbox',
  pid: Long.fromNumber(process.pid),
  uptime: Math.round((Date.now() - state.started) / 1000),
  localTime: new Date(),
  connections: { current: state.connections, available: 10_000, totalCreated: state.connections },
  metrics: { cursor: { open: { total: Long.fromNumber(state.cursors.size) } } },
  ok: 1,
})

const connectionStatus: Command = () => ({ authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] }, ok: 1 })

export function currentOperations({ operations }: ServerState): readonly Document[] {
  return [...operations.values()].map((operation) => ({
    type: 'op',
    opid: operation.id,
    connectionId: operation.connection,
    active: true,
    microsecs_running: Long.fromNumber((Date.now() - operation.started) * 1000),
    ns: `${String(operation.command['$db'])}.${String(Object.values(operation.command)[0])}`,
    command: operation.command,
  }))
}

const currentOp: Command = ({ state }) => ({ inprog: currentOperations(state), ok: 1 })

const killOp: Command = ({ state }, command) => {
  const id = wholeNumber(command['op'])
  if (id === undefined) throw new CommandFailure('BadValue', 'Did not provide "op" field')
  state.operations.get(id)?.kill()
  return { info: 'attempting to kill op', ok: 1 }
}

const done: Command = () => ({ ok: 1 })

/** The real server's means for tests: see `fail-point.ts`. */
const configureFailPoint: Command = ({ state }, command) => {
  state.failPoint.configure(command)
  return { ok: 1 }
}

export const diagnosticCommands: Commands = { hello, isMaster: hello, ismaster: hello, ping: done, endSessions: done, buildInfo, buildinfo: buildInfo, serverStatus, connectionStatus, currentOp, killOp, configureFailPoint }
