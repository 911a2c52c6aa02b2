import { MongoClient } from 'mongodb'
import type { Document } from 'mongodb'
import { afterEach } from 'vitest'
import type { Catalog } from '../../src/catalog/model.ts'
import type { Fetch, Ordering, Rows, Value } from '../../src/fetch/fetch.ts'
import type { FetchContext, Source } from '../../src/sources/source.ts'
import { startMongoServer } from '../../src/sandbox/mongodb/server.ts'
import { createMongoSource } from '../../src/sources/mongodb/source.ts'
import { noteCatalog } from './catalog.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => { for (const one of open.splice(0).toReversed()) await one.close() })

export const CONTEXT: FetchContext = { timeoutMs: 5_000, maxRows: 1_000, maxBytes: 1_000_000 }

export interface Started {
  readonly source: Source
  readonly client: MongoClient
  readonly uri: string
  readonly catalog: Catalog
  /** Replaces what a collection holds. */
  readonly fill: (collection: string, documents: readonly Document[]) => Promise<void>
}

/** A server (a real one where `CROSSGRAPH_TEST_MONGODB_URI` names it), some documents in it, and the source under test. */
export async function startSource(documents: Readonly<Record<string, readonly Document[]>> = {}, options: { readonly timeZone?: string; readonly timeoutMs?: number } = {}): Promise<Started> {
  const given = process.env['CROSSGRAPH_TEST_MONGODB_URI']
  const server = given === undefined ? await startMongoServer() : { uri: given, close: async () => {} }
  open.push(server)
  const client = new MongoClient(server.uri)
  const database = client.db(DATABASE)
  await database.dropDatabase()
  open.push({ close: async () => { await database.dropDatabase(); await client.close() } })
  const fill = async (collection: string, rows: readonly Document[]): Promise<void> => {
    await database.collection(collection).deleteMany({})
    if (rows.length > 0) await database.collection(collection).insertMany(rows.map((row) => ({ ...row })))
  }
  for (const [collection, rows] of Object.entries(documents)) await fill(collection, rows)
  const catalog = noteCatalog(options.timeZone)
  const source = sourceAt(server.uri, options)
  open.push(source)
  return { source, client, uri: server.uri, catalog, fill }
}

export const DATABASE = 'crossgraph_test'

export function sourceAt(uri: string, { timeZone, timeoutMs = 3_000, concurrency = 5, queue = 20 }: { readonly timeZone?: string; readonly timeoutMs?: number; readonly concurrency?: number; readonly queue?: number } = {}): Source {
  return createMongoSource({ name: 'notes', uri, database: DATABASE, catalog: noteCatalog(timeZone), limits: { concurrency, queue, timeoutMs } })
}

export const byId: readonly Ordering[] = [{ field: 'id', direction: 'asc', nulls: 'last' }]
export const notes = (more: Partial<Fetch> = {}): Fetch => ({ entity: 'Note', fields: ['id'], orderBy: byId, ...more })

export const valuesOf = ({ columns, rows }: Rows): Value[][] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))
export const jsonOf = ({ columns, rows }: Rows): string[][] => rows.map((row) => columns.map((column, i) => column.toJson(row[i])))
export const firstOf = (rows: Rows): Value[] => valuesOf(rows).map(([first]) => first ?? null)
/** Rows by the keys of the batch they belong to. */
export function byKey(rows: Rows): Record<string, Value[][]> {
  const found: Record<string, Value[][]> = {}
  for (const row of rows.rows) {
    const values = rows.columns.map((column, i) => column.toValue(row[i]))
    for (const key of rows.keysOf?.(row) ?? []) (found[key] ??= []).push(values)
  }
  return found
}
