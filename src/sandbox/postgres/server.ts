import type { GuardedProcess } from '../guarded-process.ts'
import type { PostgresBinaries } from './binaries.ts'
import type { ServerUser } from './server-user.ts'
import { join } from 'node:path'
import { CrossgraphError } from '../../errors.ts'
import { findFreePort } from '../free-port.ts'
import { startGuarded } from '../guarded-process.ts'
import { createRunDirectory } from '../run-directory.ts'
import { locateBinaries, makeReachable } from './binaries.ts'
import { findServerUser } from './server-user.ts'
import { copyTemplate, DATABASE, openTemplate, SERVER_ENVIRONMENT } from './template.ts'

export interface PostgresServerOptions {
  /** Where an empty cluster is kept for later starts, such as the project's `.crossgraph`; may be deleted at any time. */
  readonly cacheDir: string
  /** 0, the default, takes a free one. */
  readonly port?: number | undefined
  /** The server's own log, line by line. */
  readonly log?: ((line: string) => void) | undefined
}

export interface PostgresServer {
  /** Of the superuser, to the empty database `shop`. */
  readonly uri: string
  readonly port: number
  /** `18.4`. */
  readonly version: string
  /** Ends the server and removes its files. */
  close(): Promise<void>
}

/** For a demo whose data are made anew: nothing is forced to the disk; logical decoding is possible. */
const SETTINGS: readonly string[] = [
  'listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=64MB', 'max_connections=100', 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'wal_level=logical',
  'max_wal_senders=4', 'max_replication_slots=4', 'dynamic_shared_memory_type=mmap', 'jit=off', 'logging_collector=off',
]
const PORT_ATTEMPTS = 5

/**
 * Starts a real PostgreSQL on 127.0.0.1 over a cluster of its own, which ends with this process however that ends.
 *
 * @throws CrossgraphError `CONFIG_SANDBOX` when it cannot be started here, `CONFIG_PORT_IN_USE` for a given port.
 */
export async function startPostgresServer(options: PostgresServerOptions): Promise<PostgresServer> {
  const [run, user, installed] = await Promise.all([createRunDirectory(), findServerUser(), locateBinaries()])
  try {
    const binaries = user === undefined ? installed : await makeReachable(installed, run.path)
    const template = await openTemplate({ binaries, user, cacheDir: options.cacheDir, scratch: run.path })
    const dataDir = join(run.path, 'data')
    await copyTemplate(template, dataDir, user)
    const { child, port } = await launch({ binaries, user, dataDir, cwd: run.path }, options)
    return {
      uri: `postgres://postgres:${template.password}@127.0.0.1:${port}/${DATABASE}`,
      port,
      version: /^\d+\.\d+/.exec(binaries.version)?.[0] ?? binaries.version,
      close: async () => {
        await child.stop()
        await run.remove()
      },
    }
  } catch (error) {
    await run.remove()
    throw error
  }
}

interface Launch {
  readonly binaries: PostgresBinaries
  readonly user: ServerUser | undefined
  readonly dataDir: string
  readonly cwd: string
}

/** A free port may be taken by another before the server has it: then the next one is tried. */
async function launch(from: Launch, options: PostgresServerOptions): Promise<{ readonly child: GuardedProcess; readonly port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = options.port || await findFreePort()
    const { child, failure } = await launchOn(from, port, options.log ?? (() => undefined))
    if (failure === null) return { child, port }
    const isTaken = /could not bind|Address already in use/.test(failure)
    if (isTaken && options.port) throw new CrossgraphError('CONFIG_PORT_IN_USE', `port ${port} is in use`, { hint: 'Choose another port.' })
    if (!isTaken || attempt === PORT_ATTEMPTS) throw new CrossgraphError('CONFIG_SANDBOX', `PostgreSQL did not start: ${failure}`)
  }
}

/** Resolves when the server takes connections, or with what it said when it ended instead. */
async function launchOn({ binaries, user, dataDir, cwd }: Launch, port: number, log: (line: string) => void): Promise<{ readonly child: GuardedProcess; readonly failure: string | null }> {
  const ready = Promise.withResolvers<null>()
  const said: string[] = []
  const child = startGuarded({
    command: binaries.postgres,
    args: ['-D', dataDir, '-p', String(port), ...SETTINGS.flatMap((setting) => ['-c', setting])],
    cwd, user, env: SERVER_ENVIRONMENT,
    onLine: (line) => {
      log(line)
      if (said.length < 20) said.push(line)
      if (line.includes('ready to accept connections')) ready.resolve(null)
    },
  })
  const failure = await Promise.race([ready.promise, child.ended.then(() => said.join('\n'))])
  return { child, failure }
}
