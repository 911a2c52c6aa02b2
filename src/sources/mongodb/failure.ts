import { MongoError, MongoNetworkError, MongoNetworkTimeoutError, MongoServerError, MongoServerSelectionError } from 'mongodb'
import { CrossgraphError } from '../../errors.ts'

interface Failure {
  readonly code: string
  readonly message: string
  readonly retryable: boolean
}

const UNREACHABLE: Failure = { code: 'SOURCE_UNAVAILABLE', message: 'cannot be reached', retryable: true }
const TIMED_OUT: Failure = { code: 'SOURCE_TIMEOUT', message: 'took too long and was stopped', retryable: true }
const OVERLOADED: Failure = { code: 'SOURCE_OVERLOADED', message: 'is busy: no connection became free in time', retryable: true }
const REFUSED: Failure = { code: 'SOURCE_REJECTED', message: 'refused the query', retryable: false }
const MISFIT: Failure = { code: 'SOURCE_VALUE', message: 'holds a value that does not fit its declared type', retryable: false }
const INTERRUPTED: Failure = { code: 'SOURCE_UNAVAILABLE', message: 'broke off the query', retryable: true }

/** What the server's codes mean to a caller. */
const BY_CODE: ReadonlyMap<number, Failure> = new Map([
  [13, { code: 'SOURCE_REJECTED', message: 'does not permit its user to read what was asked for', retryable: false }],
  [18, { code: 'SOURCE_UNAVAILABLE', message: 'refused the login', retryable: false }],
  // TypeMismatch, ConversionFailure, and what `$regexMatch`, `$size` and date operators say of a value of another type.
  ...[14, 241, 16006, 17124, 18629, 51105].map((code) => [code, MISFIT] as const),
  [43, INTERRUPTED],
  [50, TIMED_OUT],
  [262, TIMED_OUT],
  ...[6, 7, 89, 91, 189, 9001, 10107, 11600, 11602, 13435, 13436].map((code) => [code, UNREACHABLE] as const),
  [11601, INTERRUPTED],
  [175, INTERRUPTED],
  ...[146, 292, 16819, 16945].map((code) => [code, { code: 'SOURCE_OVERLOADED', message: 'ran out of memory for the query', retryable: false }] as const),
])

/**
 * A driver's or server's error as one of ours: no query text, row, or connection string is told. Who waits in vain for a
 * connection of a pool that is not full waits for a server that takes connections and says nothing.
 */
export function failureOf(source: string, error: unknown, pool: { readonly isFull: boolean }): CrossgraphError {
  if (error instanceof CrossgraphError) return error
  const { code, message, retryable } = classify(error, pool)
  const details = error instanceof MongoServerError && typeof error.code === 'number' ? { details: { serverCode: error.code } } : {}
  return new CrossgraphError(code, `The source ${source} ${message}`, { source, retryable, ...details })
}

function classify(error: unknown, pool: { readonly isFull: boolean }): Failure {
  if (error instanceof MongoServerError) return BY_CODE.get(Number(error.code)) ?? REFUSED
  if (error instanceof MongoNetworkTimeoutError || isSilence(error)) return TIMED_OUT
  if (error instanceof MongoServerSelectionError || error instanceof MongoNetworkError) return UNREACHABLE
  // Its class is not exported.
  if (error instanceof MongoError && error.name === 'MongoWaitQueueTimeoutError') return pool.isFull ? OVERLOADED : TIMED_OUT
  return error instanceof MongoError ? UNREACHABLE : { code: 'SOURCE_UNAVAILABLE', message: 'failed by itself', retryable: true }
}

/** No server was found in time, though none refused: it takes connections and says nothing. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof MongoServerSelectionError) || error.reason === undefined) return false
  return [...error.reason.servers.values()].every(({ error: why }) => why === null || why instanceof MongoNetworkTimeoutError)
}
