import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { generateCompany } from '../../src/sandbox/company/generate-company.ts'
import { fillMongo } from '../../src/sandbox/fill/fill-mongo.ts'
import { fillPostgres } from '../../src/sandbox/fill/fill-postgres.ts'
import { startPostgresServer } from '../../src/sandbox/postgres/server.ts'
import type { BenchCase } from '../cases.ts'
import { startChildServer } from './child-server.ts'
import { readFamilyMs, readParentPid, readProcessMs } from './processes.ts'

/** The demo company's databases, with what their processes have taken so far. */
export interface Databases {
  readonly postgresUri: string
  readonly postgresVersion: string
  readonly mongodbUri: string | null
  readCpuMs(database: BenchCase['database']): number
  close(): Promise<void>
}

const CACHE_DIR = fileURLToPath(new URL('../../.crossgraph', import.meta.url))
const MONGODB = fileURLToPath(new URL('../peers/mongodb.ts', import.meta.url))

export async function startDatabases({ withMongodb }: { readonly withMongodb: boolean }): Promise<Databases> {
  const company = generateCompany({})
  const postgres = await startPostgresServer({ cacheDir: CACHE_DIR })
  const mongodb = withMongodb ? await startChildServer({ file: MONGODB, env: {} }) : null
  await fillPostgres(postgres.uri, company)
  if (mongodb !== null) await fillMongo(mongodb.url, company)
  const postmaster = await findPostmaster(postgres.uri)
  return {
    postgresUri: postgres.uri,
    postgresVersion: postgres.version,
    mongodbUri: mongodb?.url ?? null,
    readCpuMs: (database) => (database === 'mongodb' ? readProcessMs(mongodb?.pid ?? 0) : 0) + readFamilyMs(postmaster),
    close: async () => { await Promise.all([postgres.close(), mongodb?.stop()]) },
  }
}

/** Every session is served by a child of the one process whose family is PostgreSQL. The rows are settled first: no clean-up falls into a measurement. */
async function findPostmaster(uri: string): Promise<number> {
  const client = new pg.Client({ connectionString: uri })
  await client.connect()
  await client.query('vacuum analyze')
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
  const postmaster = readParentPid(rows[0]?.pid ?? 0)
  await client.end()
  return postmaster ?? 0
}
