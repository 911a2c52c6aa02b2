import { openGateway } from '../gateway.ts'
import { startServer } from '../server/start-server.ts'
import { openSandbox } from './commands/demo.ts'
import { openLog } from './log.ts'
import { openProject, type Environment } from './open-project.ts'
import type { Terminal } from './terminal.ts'

/** Which graph a command speaks to: a running gateway, or the project's own, over the sandbox with `demo`. */
export interface GraphTarget { readonly projectDir: string; readonly url?: string | undefined; readonly demo: boolean }

/** Runs `use` with the URL of a gateway that serves the target; what was started for it is ended again. */
export async function withGraph<T>(target: GraphTarget, terminal: Terminal, use: (url: string) => Promise<T>): Promise<T> {
  if (target.url !== undefined) return use(target.url.endsWith('/') ? target.url : `${target.url}/`)
  if (!target.demo) return withServer(target.projectDir, process.env, terminal, use)
  const sandbox = await openSandbox(target.projectDir, {}, terminal)
  try {
    return await withServer(target.projectDir, { ...process.env, ...sandbox.env }, terminal, use)
  } finally {
    await sandbox.close()
  }
}

async function withServer<T>(projectDir: string, env: Environment, terminal: Terminal, use: (url: string) => Promise<T>): Promise<T> {
  const log = openLog()
  const gateway = openGateway({ projectDir, log, ...openProject(projectDir, env, terminal) })
  const server = await startServer(gateway, { host: '127.0.0.1', port: 0, log })
  try {
    return await use(server.url)
  } finally {
    await server.stop({ drainDelayMs: 0 })
  }
}
