import OpenAI, { APIConnectionError, APIError, RateLimitError } from 'openai'
import type { CallLimit } from './call-limit.ts'
import type { Embedder } from './embedder.ts'
import { CrossgraphError } from '../errors.ts'
import { callLimit } from './call-limit.ts'

export interface OpenAiModelOptions {
  readonly model: string
  readonly baseUrl: string | undefined
  readonly apiKey: string | undefined
}

interface EmbeddingItem { readonly index: number; readonly embedding: readonly number[] }

/** Texts of one request; endpoints take up to 2,048, and fewer make a lost one cheaper. */
const BATCH = 96

/** An embedding model behind an OpenAI-compatible endpoint. Retries are the caller's business: it knows what time is left. */
export function createOpenAiModel({ model, baseUrl, apiKey }: OpenAiModelOptions): Embedder {
  const client = new OpenAI({ baseURL: baseUrl, apiKey: apiKey ?? 'none', maxRetries: 0 })
  let dimensions: number | undefined
  const embed: Embedder['embed'] = async (texts, options = {}) => {
    const limit = callLimit(options)
    const vectors: (readonly number[])[] = []
    for (let start = 0; start < texts.length; start += BATCH) {
      vectors.push(...await embedBatch({ client, model, limit }, texts.slice(start, start + BATCH)))
    }
    dimensions = checkLength(vectors, dimensions)
    return vectors
  }
  return {
    name: `openai:${model}`,
    dimensions: async () => dimensions ?? (await embed(['dimensions']))[0]!.length,
    embed,
    close: async () => {},
  }
}

interface Endpoint { readonly client: OpenAI; readonly model: string; readonly limit: CallLimit }

async function embedBatch({ client, model, limit }: Endpoint, texts: readonly string[]): Promise<readonly (readonly number[])[]> {
  try {
    // Asked for as numbers: many compatible servers do not know the packed form that the client prefers.
    const answer = await client.embeddings.create({ model, input: [...texts], encoding_format: 'float' }, { signal: limit.signal })
    return inOrder(answer.data, texts.length)
  } catch (error) {
    if (error instanceof CrossgraphError) throw error
    throw limit.signal.aborted ? limit.error() : embeddingError(error)
  }
}

/** Servers may answer in any order; a missing or doubled text must not shift the vectors of the others. */
function inOrder(items: readonly EmbeddingItem[], count: number): readonly (readonly number[])[] {
  const vectors = Array.from<undefined, readonly number[] | undefined>({ length: count }, () => undefined)
  for (const { index, embedding } of items) vectors[index] = embedding
  const complete = vectors.filter((vector) => vector !== undefined)
  if (items.length !== count || complete.length !== count || vectors.length !== count) {
    throw rejected(`it answered ${items.length} vectors for ${count} texts`)
  }
  return complete
}

/** @returns the length that all vectors of this model have. */
function checkLength(vectors: readonly (readonly number[])[], expected: number | undefined): number | undefined {
  const length = expected ?? vectors[0]?.length
  const odd = vectors.find((vector) => vector.length !== length)
  if (odd !== undefined) throw rejected(`its vectors have ${length} numbers and ${odd.length} numbers`)
  return length
}

const rejected = (why: string): CrossgraphError => new CrossgraphError('SOURCE_REJECTED', `the embedding endpoint gave no usable answer: ${why}`)

/** The endpoint's own words stay out: they may repeat the text or the key. */
function embeddingError(error: unknown): CrossgraphError {
  if (error instanceof RateLimitError) return new CrossgraphError('SOURCE_OVERLOADED', 'the embedding endpoint takes no more requests for now', { retryable: true })
  if (error instanceof APIConnectionError) return new CrossgraphError('SOURCE_UNAVAILABLE', 'the embedding endpoint cannot be reached', { retryable: true })
  const status = error instanceof APIError ? Number(error.status ?? 0) : 0
  if (status >= 500) return new CrossgraphError('SOURCE_UNAVAILABLE', `the embedding endpoint failed (HTTP ${status})`, { retryable: true })
  if (status > 0) return new CrossgraphError('SOURCE_REJECTED', `the embedding endpoint refused the request (HTTP ${status})`)
  return rejected('it is not the JSON of an embeddings endpoint')
}
