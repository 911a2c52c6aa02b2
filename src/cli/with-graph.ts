import { openGateway } from '../gateway.ts'
import { startServer } from '../server/start-server.ts'
import { openSandbox } from './commands/demo.ts'
import { openLog } from './log.ts'
import { openProject, type Environment } from './open-project.ts'
import type { Terminal } from './terminal.ts'

/** Which graph a command speaks to: the project's own over the sandbox with `demo`, else a running gateway where one is named, else the project's own. */
export interface GraphTarget { readonly projectDir: string; readonly url?: string | undefined; readonly demo: boolean }

/** Runs `use` with the URL of a gateway that serves the target; what was started for it is ended again. */
export async function withGraph<T>(target: GraphTarget, terminal: Terminal, use: (url: string) => Promise<T>): Promise<T> {
  if (!target.demo) return target.url === undefined ? withServer({ projectDir: target.projectDir, env: process.env }, terminal, use) : use(withSlash(target.url))
  const sandbox = await openSandbox(target.projectDir, {}, terminal)
  try {
    return await withServer({ projectDir: target.projectDir, env: { ...process.env, ...sandbox.env }, storeDir: sandbox.storeDir }, terminal, use)
  } finally {
    await sandbox.close()
  }
}

const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`)

interface Served { readonly projectDir: string; readonly env: Environment; readonly storeDir?: string | undefined }

async function withServer<T>({ projectDir, env, storeDir }: Served, terminal: Terminal, use: (url: string) => Promise<T>): Promise<T> {
  const log = openLog()
  const gateway = openGateway({ projectDir, log, storeDir, ...openProject(projectDir, env, terminal) })
  const server = await startServer(gateway, { host: '127.0.0.1', port: 0, log })
  try {
    return await use(server.url)
  } finally {
    await server.stop({ drainDelayMs: 0 })
  }
}
