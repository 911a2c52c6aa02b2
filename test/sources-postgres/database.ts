import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import type { Catalog } from '../../src/catalog/model.ts'
import { startPostgresServer } from '../../src/sandbox/postgres/server.ts'
import type { FetchContext, Source } from '../../src/sources/source.ts'
import { createPostgresSource } from '../../src/sources/postgres/source.ts'

/** A database of the test's own: in the server that `CROSSGRAPH_TEST_POSTGRES_URI` names, or in an embedded one. */
export interface TestDatabase {
  readonly uri: string
  /** As the superuser, past the adapter. */
  readonly sql: (text: string, values?: readonly unknown[]) => Promise<readonly Readonly<Record<string, unknown>>[]>
  close(): Promise<void>
}

export async function openDatabase(): Promise<TestDatabase> {
  const given = process.env['CROSSGRAPH_TEST_POSTGRES_URI']
  const { uri, drop } = given === undefined ? await openEmbedded() : await openWithin(given)
  const client = new pg.Client({ connectionString: uri })
  client.on('error', () => {})
  await client.connect()
  return {
    uri,
    sql: async (text, values) => (await client.query<Record<string, unknown>>(text, values === undefined ? undefined : [...values])).rows,
    close: async () => {
      await client.end()
      await drop()
    },
  }
}

interface Opened { readonly uri: string; readonly drop: () => Promise<void> }

async function openEmbedded(): Promise<Opened> {
  const server = await startPostgresServer({ cacheDir: join(import.meta.dirname, '../../.crossgraph') })
  return { uri: server.uri, drop: () => server.close() }
}

async function openWithin(serverUri: string): Promise<Opened> {
  const name = `crossgraph_test_${randomBytes(6).toString('hex')}`
  const uri = new URL(serverUri)
  uri.pathname = `/${name}`
  await asAdministrator(serverUri, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'`)
  return { uri: String(uri), drop: () => asAdministrator(serverUri, `DROP DATABASE ${name} WITH (FORCE)`) }
}

async function asAdministrator(uri: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: uri })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export function compileSchema(sdl: string, timeZone = 'UTC'): Catalog {
  const sources = new Map([['db', { name: 'db', kind: 'postgres', enabled: true, priority: 1 }]] as const)
  const { catalog, problems } = compileCatalog([{ file: 'schema.graphql', text: sdl }], { sources, timeZone })
  if (catalog === null) throw new Error(problems.map(({ message, place }) => `${place?.line}: ${message}`).join('\n'))
  return catalog
}

const nasty = (file: string): string => readFileSync(join(import.meta.dirname, 'nasty', file), 'utf8')
export const nastyCatalog = (timeZone?: string): Catalog => compileSchema(nasty('schema.graphql'), timeZone)
export const nastySql = (): string => nasty('schema.sql')

export const LIMITS = { concurrency: 4, queue: 20, timeoutMs: 5000 }

export const openSource = (database: TestDatabase, catalog: Catalog, limits = LIMITS): Source => createPostgresSource({ name: 'db', uri: database.uri, catalog, limits })

export const CONTEXT: FetchContext = { timeoutMs: 5000, maxRows: 10_000, maxBytes: 8_000_000 }
