import { QdrantClientResourceExhaustedError } from '@qdrant/js-client-rest'
import { CrossgraphError } from '../../errors.ts'

/**
 * What went wrong with a call. The server's own words stay out of the message, for they may repeat a value; the HTTP
 * status is in the details.
 */
export function qdrantError(source: string, error: unknown): CrossgraphError {
  if (error instanceof CrossgraphError) return error
  if (error instanceof QdrantClientResourceExhaustedError) return overloaded(source)
  const answer = answerOf(error)
  if (answer === null) return new CrossgraphError('SOURCE_UNAVAILABLE', `${source} cannot be reached`, { source, retryable: true })
  const { status, message } = answer
  if (status === 429) return overloaded(source)
  if (status >= 500) return new CrossgraphError('SOURCE_UNAVAILABLE', `${source} failed (HTTP ${status})`, { source, retryable: true, details: { status } })
  return new CrossgraphError('SOURCE_REJECTED', `${source} refused the request: ${reasonOf(status, message)}`, {
    source, details: { status }, hint: hintOf(message), cause: new Refusal(message),
  })
}

const overloaded = (source: string): CrossgraphError => new CrossgraphError('SOURCE_OVERLOADED', `${source} takes no more requests for now`, { source, retryable: true })

/** The server's own words, for the adapter alone. */
class Refusal extends Error {}

/** Whether the server refused a request in these words. */
export const isRefusal = (error: unknown, words: RegExp): boolean =>
  error instanceof CrossgraphError && error.cause instanceof Refusal && words.test(error.cause.message)

/** The HTTP status and the words of an answer that was no success; null when there was no answer. */
function answerOf(error: unknown): { readonly status: number; readonly message: string } | null {
  if (typeof error !== 'object' || error === null || !('status' in error) || typeof error.status !== 'number') return null
  const data: unknown = 'data' in error ? error.data : undefined
  const status: unknown = typeof data === 'object' && data !== null && 'status' in data ? data.status : undefined
  const message: unknown = typeof status === 'object' && status !== null && 'error' in status ? status.error : undefined
  return { status: error.status, message: typeof message === 'string' ? message : '' }
}

const LENGTHS = /expected dim: (\d+), got (\d+)/

function reasonOf(status: number, message: string): string {
  if (status === 401 || status === 403) return 'the API key is missing, wrong or not enough'
  const lengths = LENGTHS.exec(message)
  if (lengths !== null) return `its vectors have ${lengths[1]} numbers, the search's vector has ${lengths[2]}`
  if (/Not existing vector name/.test(message)) return 'the collection has no vector of the name that the schema gives'
  if (/Index required/.test(message)) return 'its strict mode demands a payload index on every field that is filtered'
  if (/Collection .* doesn't exist/.test(message)) return 'the collection does not exist'
  return `HTTP ${status}`
}

const hintOf = (message: string): string | undefined =>
  LENGTHS.test(message) ? 'Search with the embedding model that the collection was filled with.' : undefined
