import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox, SandboxOptions } from '../../sandbox/start.ts'
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
    return await serve({ projectDir, began, env: { ...process.env, ...sandbox.env }, storeDir: sandbox.storeDir, host, port, describeSources: (kinds) => describeSources(kinds, sandbox) }, terminal)
  } finally {
    await sandbox.close()
  }
}

/** A sandbox, and a folder for copies of its sources that lives as long: what the stand-ins hold is new at each start. */
export interface OpenSandbox extends Sandbox { readonly storeDir: string }

export async function openSandbox(projectDir: string, options: DemoOptions['sandbox'], terminal: Terminal): Promise<OpenSandbox> {
  const { startSandbox } = await import('../../sandbox/start.ts') // what a gateway over real servers need not load
  const sandbox = await startSandbox({ ...options, projectDir, onProgress: (text) => terminal.progress(text) })
  const storeDir = await mkdtemp(join(tmpdir(), 'crossgraph-store-'))
  return {
    ...sandbox, storeDir,
    async close() {
      await sandbox.close()
      await rm(storeDir, { recursive: true, force: true })
    },
  }
}

/** Where to reach each server: told in the demo only, for there is nothing secret in it. */
function describeSources(kinds: ReadonlyMap<string, string>, { env }: Sandbox): Record<string, unknown> {
  const reach: Record<string, object> = {
    postgres: { uri: env.POSTGRES_URI }, mongodb: { uri: env.MONGODB_URI }, qdrant: { url: env.QDRANT_URL }, slack: { url: env.SLACK_API_URL, token: env.SLACK_TOKEN },
  }
  return Object.fromEntries([...kinds].map(([name, kind]) => [name, { kind, ...reach[kind] }]))
}
