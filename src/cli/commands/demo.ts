import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/start.ts'
import type { ExitCode } from '../exit-code.ts'
import type { Terminal } from '../terminal.ts'
import { serve } from './serve.ts'

export interface DemoOptions {
  readonly projectDir: string
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly sandbox: Omit<SandboxOptions, 'projectDir' | 'onProgress' | 'log'>
}

/** The sandbox, the demo company in it, and the gateway over it. */
export async function demo({ projectDir, host, port, sandbox: options }: DemoOptions, terminal: Terminal): Promise<ExitCode> {
  const began = performance.now()
  const sandbox = await openSandbox(projectDir, options, terminal)
  try {
    return await serve({ projectDir, began, env: { ...process.env, ...sandbox.env }, host, port, describeSources: (kinds) => describeSources(kinds, sandbox) }, terminal)
  } finally {
    await sandbox.close()
  }
}

export function openSandbox(projectDir: string, options: DemoOptions['sandbox'], terminal: Terminal): Promise<Sandbox> {
  return startSandbox({ ...options, projectDir, onProgress: (text) => terminal.progress(text) })
}

/** Where to reach each server: told in the demo only, for there is nothing secret in it. */
function describeSources(kinds: ReadonlyMap<string, string>, { env }: Sandbox): Record<string, unknown> {
  const reach: Record<string, object> = {
    postgres: { uri: env.POSTGRES_URI }, mongodb: { uri: env.MONGODB_URI }, qdrant: { url: env.QDRANT_URL }, slack: { url: env.SLACK_API_URL, token: env.SLACK_TOKEN },
  }
  return Object.fromEntries([...kinds].map(([name, kind]) => [name, { kind, ...reach[kind] }]))
}
