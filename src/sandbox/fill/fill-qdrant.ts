import type { ArticlePoint, Company, ReviewPoint } from '../company/company.ts'
import type { FillOutcome } from './fill-postgres.ts'
import { QdrantClient } from '@qdrant/js-client-rest'
import { foreignDataError, stampOf } from './stamp.ts'

/** What turns texts into vectors, and the name of its model. */
export interface TextEmbedder {
  readonly name: string
  embed(texts: readonly string[]): Promise<readonly (readonly number[])[]>
}

type Point = ReviewPoint | ArticlePoint
type IndexType = 'integer' | 'datetime' | 'keyword'

interface Filled {
  readonly name: string
  readonly points: readonly Point[]
  readonly texts: readonly string[]
  readonly indexes: Readonly<Record<string, IndexType>>
}

const MARK = 'crossgraph_demo'
const BATCH = 250

/**
 * Writes reviews and articles with the vectors of their texts. Collections of the demo with other points, or with vectors
 * of another model, are made anew.
 *
 * @throws CrossgraphError `CONFIG_SANDBOX_FOREIGN_DATA` when a collection of that name is not the demo's.
 */
export async function fillQdrant(url: string, company: Pick<Company, 'reviews' | 'articles'>, embedder: TextEmbedder): Promise<FillOutcome> {
  const client = new QdrantClient({ url, checkCompatibility: false })
  const collections = collectionsOf(company)
  const stamp = stampOf([company.reviews, company.articles, embedder.name])
  const marks = await Promise.all(collections.map(({ name }) => readMark(client, name)))
  collections.forEach(({ name }, index) => {
    if (marks[index] === 'foreign') throw foreignDataError(`a collection "${name}"`, '--qdrant URL')
  })
  if (marks.every((mark) => mark === stamp)) return 'recognised'
  for (const collection of collections) await writeCollection(client, { collection, stamp, embedder })
  return 'filled'
}

function collectionsOf({ reviews, articles }: Pick<Company, 'reviews' | 'articles'>): readonly Filled[] {
  return [
    { name: 'reviews', points: reviews, texts: reviews.map(({ payload }) => payload.body), indexes: { product_id: 'integer', customer_id: 'integer', stars: 'integer', written_at: 'datetime' } },
    { name: 'articles', points: articles, texts: articles.map(({ payload }) => payload.content), indexes: { product_id: 'integer' } },
  ]
}

/** The stamp, `unfinished`, `foreign` for somebody else's collection, or null where there is none. */
async function readMark(client: QdrantClient, name: string): Promise<string | null> {
  const { exists } = await client.collectionExists(name)
  if (!exists) return null
  const { config } = await client.getCollection(name)
  const mark: unknown = config.metadata?.[MARK]
  return typeof mark === 'string' ? mark : 'foreign'
}

interface Writing { readonly collection: Filled; readonly stamp: string; readonly embedder: TextEmbedder }

async function writeCollection(client: QdrantClient, { collection: { name, points, texts, indexes }, stamp, embedder }: Writing): Promise<void> {
  const vectors = await embedder.embed(texts)
  await client.deleteCollection(name)
  await client.createCollection(name, { vectors: { size: vectors[0]?.length ?? 0, distance: 'Cosine' }, metadata: { [MARK]: 'unfinished' } })
  for (let start = 0; start < points.length; start += BATCH) {
    const batch = points.slice(start, start + BATCH).map(({ id, payload }, index) => ({ id, payload: { ...payload }, vector: [...(vectors[start + index] ?? [])] }))
    await client.upsert(name, { wait: true, points: batch })
  }
  for (const [field, field_schema] of Object.entries(indexes)) await client.createPayloadIndex(name, { field_name: field, field_schema, wait: true })
  await client.updateCollection(name, { metadata: { [MARK]: stamp } })
}
