import type { Company } from './company/company.ts'
import type { SandboxServer, ServerContext } from './servers.ts'
import { join } from 'node:path'
import { generateCompany } from './company/generate-company.ts'
import { fillServer } from './fill/fill-server.ts'
import { openMongo, openPostgres, openQdrant } from './servers.ts'
import { startSlackServer, type SlackServer } from './slack/server.ts'

export interface SandboxOptions {
  /** Files are kept in its `.crossgraph`, which may be deleted at any time. */
  readonly projectDir: string
  /** Multiplies the numbers of rows; default 1. */
  readonly scale?: number | undefined
  /** Addresses of servers to fill and use in place of own ones; also taken from `POSTGRES_URI`, `MONGODB_URI` and `QDRANT_URL`. */
  readonly postgres?: string | undefined
  readonly mongodb?: string | undefined
  readonly qdrant?: string | undefined
  /** Default: the process's. Its `PATH` is where programs are looked for. */
  readonly env?: NodeJS.ProcessEnv | undefined
  /** The servers' own logs, line by line. */
  readonly log?: ((line: string) => void) | undefined
  /** What is being done, for people. */
  readonly onProgress?: ((text: string) => void) | undefined
}

export interface Sandbox {
  /** Points a project at the servers. */
  readonly env: SandboxEnvironment
  readonly servers: readonly SandboxServer[]
  /** What was written into them. */
  readonly company: Company
  /** The Slack stand-in, which can be written to. */
  readonly slack: SlackServer
  /** Ends what was started; servers that were given stay as they are. */
  close(): Promise<void>
}

export interface SandboxEnvironment {
  readonly POSTGRES_URI: string
  readonly MONGODB_URI: string
  readonly QDRANT_URL: string
  readonly SLACK_API_URL: string
  readonly SLACK_TOKEN: string
}

/** Slack's tiers times this: a demo should not wait minutes for its first threads. */
const SLACK_RATE = 100

/**
 * Starts the servers side by side and writes the demo company into them. What was started is ended again when a part fails.
 *
 * @throws CrossgraphError `CONFIG_SANDBOX`, `CONFIG_SANDBOX_FOREIGN_DATA`, `CONFIG_SCALE`
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const say = options.onProgress ?? (() => undefined)
  const company = generateCompany({ scale: options.scale })
  const started: SandboxServer[] = []
  const close = async (): Promise<void> => { await Promise.all(started.map((server) => server.close())) }
  const keep = async (opening: Promise<SandboxServer>): Promise<SandboxServer> => {
    const server = await opening
    started.push(server)
    say(`${server.name}: ${server.description} (${server.kind})`)
    return server
  }
  try {
    const { servers, slack } = await openAll(options, company, keep)
    return { env: environmentOf(servers, slack), servers: started, company, slack, close }
  } catch (error) {
    await close()
    throw error
  }
}

type Databases = readonly [postgres: SandboxServer, mongodb: SandboxServer, qdrant: SandboxServer]

async function openAll(options: SandboxOptions, company: Company, keep: (opening: Promise<SandboxServer>) => Promise<SandboxServer>): Promise<{ readonly servers: Databases; readonly slack: SlackServer }> {
  const env = options.env ?? process.env
  const cacheDir = join(options.projectDir, '.crossgraph')
  const context: ServerContext = { scale: company.scale, cacheDir, env, log: options.log ?? (() => undefined) }
  const filling = { company, cacheDir, env, onProgress: options.onProgress ?? (() => undefined) }
  const opened = [
    keep(openPostgres(context, options.postgres)),
    keep(openMongo(context, options.mongodb)),
    keep(openQdrant(context, options.qdrant)),
  ] as const
  const slack = startSlackServer({ workspace: company.slack, rate: SLACK_RATE })
  await settleAll([...opened.map(async (opening) => fillServer(filling, await opening)), keep(slack.then(slackServer))])
  return { servers: await Promise.all(opened), slack: await slack }
}

const slackServer = (slack: SlackServer): SandboxServer => ({ name: 'slack', kind: 'embedded', description: 'a stand-in that speaks Slack\'s Web API', address: slack.url, close: slack.close })

/** Waits for all, also when one fails, so that nothing starts after the rest was ended. */
async function settleAll(parts: readonly Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(parts)).find((part) => part.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}

function environmentOf([postgres, mongodb, qdrant]: Databases, slack: SlackServer): SandboxEnvironment {
  return { POSTGRES_URI: postgres.address, MONGODB_URI: mongodb.address, QDRANT_URL: qdrant.address, SLACK_API_URL: slack.url, SLACK_TOKEN: slack.token }
}
