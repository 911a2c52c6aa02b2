import { CrossgraphError } from '../errors.ts'

const FAILURES: ReadonlySet<string> = new Set(['SOURCE_UNAVAILABLE', 'SOURCE_TIMEOUT'])

/** Whether the source itself failed: what the breaker counts. A rejected query, a bad key, a limit are no failures of a source. */
export const isSourceFailure = (error: unknown): boolean => error instanceof CrossgraphError && FAILURES.has(error.code)

/** Whether a second try may do. After a time-out it would only ask a slow source for more, and an open breaker stays open for longer than a retry waits. */
export const isRetryable = (error: unknown): boolean =>
  error instanceof CrossgraphError && error.code === 'SOURCE_UNAVAILABLE' && error.retryable && error.details['breaker'] !== 'open'

export const sourceTimeout = (source: string, timeoutMs: number): CrossgraphError =>
  new CrossgraphError('SOURCE_TIMEOUT', `Source ${source} did not answer within ${Math.round(timeoutMs)} ms`, { source, retryable: true })

export const sourceOverloaded = (source: string, why: string): CrossgraphError =>
  new CrossgraphError('SOURCE_OVERLOADED', `Source ${source} is busy: ${why}`, { source, retryable: true, hint: 'Try again in a moment' })

export const sourceLeftAlone = (source: string, cause: unknown): CrossgraphError =>
  new CrossgraphError('SOURCE_UNAVAILABLE', `Source ${source} failed too often and is left alone for a moment`, { source, retryable: true, cause, details: { breaker: 'open' } })

export const deadlinePassed = (): CrossgraphError =>
  new CrossgraphError('LIMIT_DEADLINE', 'The request has used up its time', { retryable: true, hint: 'Ask for less, or raise default_timeout' })

export const requestCancelled = (): CrossgraphError => new CrossgraphError('QUERY_CANCELLED', 'The request was cancelled by its caller')
