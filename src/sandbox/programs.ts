import { access, constants, mkdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CrossgraphError } from '../errors.ts'
import { findFreePort } from './free-port.ts'
import { startGuarded } from './guarded-process.ts'
import { createRunDirectory } from './run-directory.ts'

/** A database server that is installed on this machine, started for this run alone. */
export interface RunningProgram {
  readonly port: number
  close(): Promise<void>
}

/** How to start a program: its arguments and environment for a port and a data folder. */
export interface Program {
  readonly name: string
  settings(port: number, dataDir: string): { readonly args: readonly string[]; readonly env: NodeJS.ProcessEnv }
}

export const MONGOD: Program = {
  name: 'mongod',
  settings: (port, dataDir) => ({ args: ['--bind_ip', '127.0.0.1', '--port', String(port), '--dbpath', dataDir, '--quiet'], env: {} }),
}

export const QDRANT: Program = {
  name: 'qdrant',
  settings: (port, dataDir) => ({
    args: [],
    env: {
      QDRANT__SERVICE__HOST: '127.0.0.1', QDRANT__SERVICE__HTTP_PORT: String(port), QDRANT__SERVICE__GRPC_PORT: '', QDRANT__TELEMETRY_DISABLED: 'true',
      QDRANT__STORAGE__STORAGE_PATH: join(dataDir, 'storage'), QDRANT__STORAGE__SNAPSHOTS_PATH: join(dataDir, 'snapshots'),
    },
  }),
}

const START_MS = 20_000
const POLL_MS = 50

/** The program's file, when one is on the PATH. */
export async function findProgram({ name }: Program, path: string | undefined): Promise<string | null> {
  for (const folder of (path ?? '').split(delimiter).filter((each) => each !== '')) {
    const file = join(folder, process.platform === 'win32' ? `${name}.exe` : name)
    if (await access(file, constants.X_OK).then(() => true, () => false)) return file
  }
  return null
}

/**
 * Starts a program with data of its own, which are removed when it is closed.
 *
 * @throws CrossgraphError `CONFIG_SANDBOX` when it ends, or takes no connection within 20 s.
 */
export async function startProgram(program: Program, file: string, log: (line: string) => void): Promise<RunningProgram> {
  const [run, port] = await Promise.all([createRunDirectory(), findFreePort()])
  const dataDir = join(run.path, 'data')
  await mkdir(dataDir)
  const { args, env } = program.settings(port, dataDir)
  const child = startGuarded({ command: file, args, cwd: dataDir, env: { ...process.env, ...env }, onLine: log })
  const close = async (): Promise<void> => {
    await child.stop()
    await run.remove()
  }
  const isUp = await Promise.race([waitForPort(port), child.ended.then(() => false)])
  if (isUp) return { port, close }
  await close()
  throw new CrossgraphError('CONFIG_SANDBOX', `${file} did not start`, { hint: `Take it off the PATH to use the embedded server in its place.` })
}

async function waitForPort(port: number): Promise<boolean> {
  for (const deadline = Date.now() + START_MS; Date.now() < deadline; await sleep(POLL_MS)) {
    if (await takesConnections(port)) return true
  }
  return false
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.once('connect', () => { socket.destroy(); resolve(true) })
    socket.once('error', () => resolve(false))
  })
}
