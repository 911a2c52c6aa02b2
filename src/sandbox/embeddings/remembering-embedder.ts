import type { Embedder } from '../../embeddings/embedder.ts'
import type { TextEmbedder } from '../fill/fill-qdrant.ts'
import type { Company } from '../company/company.ts'
import type { Vectors } from './vector-file.ts'
import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { EMBEDDED_MODEL } from '../../embeddings/embedded-model.ts'
import { hashOfText, packVectors, unpackVectors } from './vector-file.ts'

export interface RememberingOptions {
  readonly embedder: Embedder
  /** Where vectors are kept that had to be computed; may be deleted at any time. */
  readonly cacheDir: string
  readonly onProgress?: ((done: number, of: number) => void) | undefined
}

/** The demo's texts at scale 1 with the model that ships with the product. Made by precompute.ts. */
export const SHIPPED_FILE = join(import.meta.dirname, 'demo.vectors')

const CHUNK = 64
const CHUNK_MS = 60_000

/** Computes a text only once: what ships with the product or was computed by an earlier start is read from a file. */
export function rememberVectors({ embedder, cacheDir, onProgress }: RememberingOptions): TextEmbedder {
  const cacheFile = join(cacheDir, `vectors-${hashOfText(embedder.name)}`)
  return {
    name: embedder.name,
    async embed(texts) {
      const shipped = embedder.name === EMBEDDED_MODEL ? await readVectors(SHIPPED_FILE) : new Map<string, readonly number[]>()
      const hashes = texts.map(hashOfText)
      const kept = hashes.every((hash) => shipped.has(hash)) ? new Map<string, readonly number[]>() : await readVectors(cacheFile)
      const missing = new Map(texts.map((text, index) => [hashes[index] ?? '', text] as const).filter(([hash]) => !shipped.has(hash) && !kept.has(hash)))
      const computed = await computeVectors(embedder, missing, onProgress)
      if (computed.size > 0) await writeVectors(cacheFile, new Map([...kept, ...computed]))
      return hashes.map((hash) => shipped.get(hash) ?? kept.get(hash) ?? computed.get(hash) ?? [])
    },
  }
}

async function readVectors(file: string): Promise<Vectors> {
  const bytes = await readFile(file).catch(() => null)
  return (bytes && unpackVectors(bytes)) ?? new Map()
}

/** Beside its place first, so that another demo never reads half a file. */
async function writeVectors(file: string, vectors: Vectors): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(draft, packVectors(vectors))
  await rename(draft, file)
}

/** All texts of the company that are found by meaning. */
export function embeddedTexts({ reviews, articles }: Pick<Company, 'reviews' | 'articles'>): string[] {
  return [...reviews.map(({ payload }) => payload.body), ...articles.map(({ payload }) => payload.content)]
}

/** A vector for each hash's text. */
export async function computeVectors(embedder: Embedder, missing: ReadonlyMap<string, string>, onProgress: RememberingOptions['onProgress']): Promise<Vectors> {
  const entries = [...missing]
  const vectors: Vectors = new Map()
  for (let start = 0; start < entries.length; start += CHUNK) {
    const chunk = entries.slice(start, start + CHUNK)
    const made = await embedder.embed(chunk.map(([, text]) => text), { timeoutMs: CHUNK_MS })
    chunk.forEach(([hash], index) => vectors.set(hash, made[index] ?? []))
    onProgress?.(vectors.size, entries.length)
  }
  return vectors
}
