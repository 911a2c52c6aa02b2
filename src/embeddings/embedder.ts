import type { OpenAiModelOptions } from './openai-model.ts'
import { createEmbeddedModel } from './embedded-model.ts'
import { createOpenAiModel } from './openai-model.ts'

/** Turns texts into vectors by meaning: texts that mean the same lie close together. */
export interface Embedder {
  /** Which model made the vectors, such as `openai:text-embedding-3-small`; vectors of two names must never be compared. */
  readonly name: string
  /** Numbers in one vector. */
  dimensions(): Promise<number>
  /**
   * One vector a text, in the order of `texts`.
   * @throws CrossgraphError SOURCE_TIMEOUT, QUERY_CANCELLED, SOURCE_UNAVAILABLE, SOURCE_OVERLOADED, SOURCE_REJECTED.
   */
  embed(texts: readonly string[], options?: EmbedOptions): Promise<readonly (readonly number[])[]>
  close(): Promise<void>
}

export interface EmbedOptions {
  readonly signal?: AbortSignal | undefined
  /** Milliseconds for the whole call; default 15,000. */
  readonly timeoutMs?: number | undefined
}

export interface EmbedderOptions {
  readonly baseUrl?: string | undefined
  readonly apiKey?: string | undefined
  /** Name of an embedding model of that endpoint; without it the embedded model is used, whatever else is configured. */
  readonly model?: string | undefined
}

/**
 * The embedder of a project: an OpenAI-compatible endpoint when a model is named and a key or a base URL says where, else
 * the model that ships with the product and needs no network.
 *
 * @example createEmbedder({ apiKey, model: 'text-embedding-3-small' })
 */
export function createEmbedder(options: EmbedderOptions = {}): Embedder {
  const openAi = openAiOptions(options)
  return openAi === null ? createEmbeddedModel() : createOpenAiModel(openAi)
}

/** An empty setting (`${OPENAI_API_KEY:-}`) counts as absent. */
function openAiOptions({ baseUrl, apiKey, model }: EmbedderOptions): OpenAiModelOptions | null {
  if (!model || !(baseUrl || apiKey)) return null
  return { model, baseUrl: baseUrl || undefined, apiKey: apiKey || undefined }
}
