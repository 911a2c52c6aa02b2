import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { parseDocument } from 'yaml'
import { loadProject } from '../../src/catalog/load-project.ts'
import { openGateway } from '../../src/gateway.ts'
import { startSandbox } from '../../src/sandbox/start.ts'
import { startServer } from '../../src/server/start-server.ts'
import { copyDemoProject, type ScratchProject } from '../cli/command-line.ts'
import { ask, type Answer } from '../demo/start-demo.ts'
import { startFaultProxy, type FaultProxy } from './fault-proxy.ts'

const VARIABLES = { shop: 'POSTGRES_URI', support: 'MONGODB_URI', knowledge: 'QDRANT_URL', chat: 'SLACK_API_URL' } as const
export type SourceName = keyof typeof VARIABLES
export const SOURCES = Object.keys(VARIABLES) as readonly SourceName[]

/** The most that a call to a database may take; short, so that a test of one that hangs is. */
export const CAP_MS = 1_500
/** What a loaded machine may add to that. */
export const GRACE_MS = 1_500

export interface Readiness {
  readonly httpStatus: number
  readonly status: string
  readonly sources: Readonly<Record<string, { readonly status: string; readonly code?: string }>>
}

export interface RunningGateway {
  ask(query: string): Promise<Answer>
  /** The answer of `/health/ready`. */
  readiness(): Promise<Readiness>
  isAlive(): Promise<boolean>
  close(): Promise<void>
}

export interface Company {
  readonly proxies: Readonly<Record<SourceName, FaultProxy>>
  /** Makes a project, which keeps its copy of Slack from one gateway to the next. */
  project(settings?: { readonly requiredSources?: readonly SourceName[] }): Promise<ScratchProject>
  open(project: ScratchProject): Promise<RunningGateway>
  close(): Promise<void>
}

/** The demo company's servers, each behind a proxy that makes trouble on demand. */
export async function startCompany(): Promise<Company> {
  const sandbox = await startSandbox({ projectDir: process.cwd(), env: { PATH: '' } })
  const [shop, support, knowledge, chat] = await Promise.all([frontOf(sandbox.env.POSTGRES_URI), frontOf(sandbox.env.MONGODB_URI), frontOf(sandbox.env.QDRANT_URL), frontOf(sandbox.env.SLACK_API_URL)])
  const fronts = { shop, support, knowledge, chat }
  const env = { ...sandbox.env, ...Object.fromEntries(SOURCES.map((name) => [VARIABLES[name], fronts[name].address])) }
  return {
    proxies: { shop: shop.proxy, support: support.proxy, knowledge: knowledge.proxy, chat: chat.proxy },
    project: makeProject,
    open: ({ dir }) => serveProject(dir, env),
    async close() {
      await Promise.all(SOURCES.map((name) => fronts[name].proxy.close()))
      await sandbox.close()
    },
  }
}

async function frontOf(address: string): Promise<{ readonly proxy: FaultProxy; readonly address: string }> {
  const { hostname: host, port, host: hostAndPort } = new URL(address)
  const proxy = await startFaultProxy({ host, port: Number(port) })
  return { proxy, address: address.replace(hostAndPort, `${proxy.host}:${proxy.port}`) }
}

const makeProject: Company['project'] = async ({ requiredSources = [] } = {}) => {
  const project = await copyDemoProject()
  const file = join(project.dir, 'crossgraph.yaml')
  const config = parseDocument(await readFile(file, 'utf8'))
  for (const name of ['shop', 'support', 'knowledge']) config.setIn(['sources', name, 'limits'], { timeout: `${CAP_MS}ms` })
  config.setIn(['sources', 'chat', 'refresh'], '100ms')
  config.setIn(['server'], { required_sources: requiredSources })
  await writeFile(file, String(config))
  return project
}

async function serveProject(projectDir: string, env: Readonly<Record<string, string>>): Promise<RunningGateway> {
  const { config, catalog, problems } = loadProject(projectDir, env)
  if (config === null || catalog === null) throw new Error(JSON.stringify(problems))
  const log = pino({ level: 'silent' })
  const server = await startServer(openGateway({ projectDir, config, catalog, log }), { host: '127.0.0.1', port: 0, log })
  const get = (path: string): Promise<Response> => fetch(new URL(path, server.url))
  return {
    ask: (query) => ask(server.url, query),
    async readiness() {
      const response = await get('health/ready')
      return { httpStatus: response.status, ...(await response.json()) as Omit<Readiness, 'httpStatus'> }
    },
    isAlive: async () => (await get('health/live')).status === 200,
    close: () => server.stop({ drainDelayMs: 0 }),
  }
}
