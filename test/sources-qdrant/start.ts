import { QdrantClient } from '@qdrant/js-client-rest'
import { afterEach } from 'vitest'
import type { Catalog } from '../../src/catalog/model.ts'
import type { Embedder } from '../../src/embeddings/embedder.ts'
import type { Fetch, Rows, Value } from '../../src/fetch/fetch.ts'
import type { FetchContext, Source } from '../../src/sources/source.ts'
import { startQdrantServer } from '../../src/sandbox/qdrant/server.ts'
import { createQdrantSource } from '../../src/sources/qdrant/source.ts'
import { noteCatalog } from './catalog.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => { await Promise.all(open.splice(0).map((one) => one.close())) })

export const CONTEXT: FetchContext = { timeoutMs: 2_000, maxRows: 100, maxBytes: 1_000_000 }
export const NEAR_X = 'near the x axis'

/** Knows one text, and that it means [1, 0]. */
export const textEmbedder: Embedder = {
  name: 'test',
  dimensions: async () => 2,
  embed: async (texts) => texts.map((text) => (text === NEAR_X ? [1, 0] : [0, 1])),
  close: async () => {},
}

export interface StoredPoint { readonly id: number | bigint | string; readonly payload?: Readonly<Record<string, unknown>>; readonly vector?: readonly number[] }

export interface Started { readonly source: Source; readonly client: QdrantClient; readonly url: string; readonly catalog: Catalog }

/** A server with the collections of the test's catalog, some points in them, and the source under test. */
export async function startSource(points: Readonly<Record<string, readonly StoredPoint[]>> = {}, options: { readonly embedder?: Embedder; readonly timeZone?: string; readonly apiKey?: string } = {}): Promise<Started> {
  const server = await startQdrantServer()
  open.push(server)
  const client = new QdrantClient({ url: server.url, checkCompatibility: false })
  const catalog = noteCatalog(options.timeZone)
  for (const name of ['notes', 'places', 'things', 'any']) {
    const space = { size: 2, distance: 'Cosine' as const }
    await client.createCollection(name, { vectors: name === 'places' ? { name: space } : space })
    const stored = (points[name] ?? []).map(({ id, payload = {}, vector = [1, 0] }) => ({ id: id as number, payload, vector: name === 'places' ? { name: [...vector] } : [...vector] }))
    if (stored.length > 0) await client.upsert(name, { points: stored })
  }
  const source = sourceAt(server.url, options)
  return { source, client, url: server.url, catalog }
}

export function sourceAt(url: string, { embedder = textEmbedder, timeZone, apiKey }: { readonly embedder?: Embedder; readonly timeZone?: string; readonly apiKey?: string | undefined } = {}): Source {
  return createQdrantSource({ name: 'notes', url, apiKey, catalog: noteCatalog(timeZone), embedder, limits: { concurrency: 5, timeoutMs: 1_000 } })
}

export const notes = (more: Partial<Fetch> = {}): Fetch => ({ entity: 'Note', fields: ['id'], orderBy: [{ field: 'id', direction: 'asc', nulls: 'last' }], ...more })

export const valuesOf = ({ columns, rows }: Rows): Value[][] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))
export const jsonOf = ({ columns, rows }: Rows): string[][] => rows.map((row) => columns.map((column, i) => column.toJson(row[i])))
export const firstOf = (rows: Rows): Value[] => valuesOf(rows).map(([first]) => first ?? null)
