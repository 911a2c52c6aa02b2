import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { MONGOD, QDRANT, findProgram, startProgram, type Program } from './programs.ts'
import { startMongoServer } from './mongodb/server.ts'
import { startPostgresServer } from './postgres/server.ts'
import { startQdrantServer } from './qdrant/server.ts'

/** One server of the sandbox. */
export interface SandboxServer {
  readonly name: 'postgres' | 'mongodb' | 'qdrant' | 'slack'
  /** `embedded` in this package, a `program` of this machine, or `given` by its address. */
  readonly kind: 'embedded' | 'program' | 'given'
  /** What it is, for people. */
  readonly description: string
  /** Where to reach it: a URI with its password, or a URL. */
  readonly address: string
  /** Keeps what was written for the next start, where that saves time. */
  keep?(): Promise<void>
  close(): Promise<void>
}

export interface ServerContext {
  readonly scale: number
  /** The project's `.crossgraph`. */
  readonly cacheDir: string
  readonly env: NodeJS.ProcessEnv
  readonly log: (line: string) => void
}

/** The server to use in place of one of ours: by the option, else by the environment; null where neither names one. */
function findGiven(name: SandboxServer['name'], option: string | undefined, [variable, value]: readonly [name: string, value: string | undefined]): SandboxServer | null {
  const address = option || value
  if (!address) return null
  return { name, kind: 'given', description: option ? `the server of --${name}` : `the server of ${variable}`, address, close: async () => undefined }
}

export async function openPostgres(context: ServerContext, option: string | undefined): Promise<SandboxServer> {
  const given = findGiven('postgres', option, ['POSTGRES_URI', context.env['POSTGRES_URI']])
  if (given !== null) return given
  const server = await startPostgresServer({ cacheDir: context.cacheDir, log: context.log })
  return { name: 'postgres', kind: 'embedded', description: `PostgreSQL ${server.version}`, address: server.uri, close: server.close }
}

export async function openMongo(context: ServerContext, option: string | undefined): Promise<SandboxServer> {
  const given = findGiven('mongodb', option, ['MONGODB_URI', context.env['MONGODB_URI']])
  if (given !== null) return given
  const program = await openProgram(context, MONGOD)
  if (program !== null) return { ...program, name: 'mongodb', kind: 'program', address: `mongodb://127.0.0.1:${program.port}/` }
  const server = await startMongoServer()
  return { name: 'mongodb', kind: 'embedded', description: 'a stand-in that speaks MongoDB\'s wire protocol', address: server.uri, close: () => server.close() }
}

export async function openQdrant(context: ServerContext, option: string | undefined): Promise<SandboxServer> {
  const given = findGiven('qdrant', option, ['QDRANT_URL', context.env['QDRANT_URL']])
  if (given !== null) return given
  const program = await openProgram(context, QDRANT)
  if (program !== null) return { ...program, name: 'qdrant', kind: 'program', address: `http://127.0.0.1:${program.port}` }
  const snapshot = join(context.cacheDir, `qdrant-${context.scale}.snapshot`)
  const server = await startQdrantServer({ snapshot })
  return {
    name: 'qdrant', kind: 'embedded', description: 'a stand-in that speaks Qdrant\'s REST API', address: server.url, close: () => server.close(),
    keep: async () => {
      await mkdir(context.cacheDir, { recursive: true })
      await server.saveSnapshot(snapshot)
    },
  }
}

async function openProgram({ env, log }: ServerContext, program: Program): Promise<{ readonly description: string; readonly port: number; close(): Promise<void> } | null> {
  const file = await findProgram(program, env['PATH'])
  if (file === null) return null
  return { ...await startProgram(program, file, log), description: file }
}
