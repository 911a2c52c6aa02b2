import { CrossgraphError } from '../../errors.ts'

/** A driver's or server's error as one of ours: no query text, row, or connection string is told. */
export function failureOf(source: string, error: unknown): CrossgraphError {
  if (error instanceof CrossgraphError) return error
  const state = sqlStateOf(error)
  const { code, message, retryable } = state === null ? UNREACHABLE : classify(state)
  return new CrossgraphError(code, `The source ${source} ${message}`, { source, retryable, ...(state === null ? {} : { details: { sqlState: state } }) })
}

/** `42703`; null where the error is not the server's. */
function sqlStateOf(error: unknown): string | null {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code) && 'severity' in (error as object) ? code : null
}

/** The statement was written for tables that are no more as they were. */
export const isStaleShape = (error: unknown): boolean => STALE.has(sqlStateOf(error) ?? '')
const STALE: ReadonlySet<string> = new Set(['42703', '42P01', '42704', '42883', '42804', '0A000', '3F000'])

/** A prepared statement that the server does not know any more, or whose result has another type now. */
export const isStaleStatement = (error: unknown): boolean => ['26000', '0A000'].includes(sqlStateOf(error) ?? '')

/** The connection is gone, or about to be: it must not serve another call. */
export function isConnectionLoss(error: unknown): boolean {
  const state = sqlStateOf(error)
  return state === null || state.startsWith('08') || state.startsWith('57P')
}

interface Failure { readonly code: string; readonly message: string; readonly retryable: boolean }

const UNREACHABLE: Failure = { code: 'SOURCE_UNAVAILABLE', message: 'cannot be reached', retryable: true }

function classify(state: string): Failure {
  return EXACT[state] ?? CLASSES[state.slice(0, 2)] ?? { code: 'SOURCE_REJECTED', message: 'refused the query', retryable: false }
}

const EXACT: Readonly<Record<string, Failure>> = {
  '57014': { code: 'SOURCE_TIMEOUT', message: 'took too long and was stopped', retryable: true },
  '42501': { code: 'SOURCE_REJECTED', message: 'does not permit its user to read what was asked for', retryable: false },
  '42703': { code: 'SOURCE_REJECTED', message: 'lacks a column that the schema names', retryable: false },
  '42P01': { code: 'SOURCE_REJECTED', message: 'lacks a table that the schema names', retryable: false },
  '3D000': { code: 'SOURCE_UNAVAILABLE', message: 'has no such database', retryable: false },
  '54023': { code: 'SOURCE_REJECTED', message: 'refused the query as too large', retryable: false },
}

const CLASSES: Readonly<Record<string, Failure>> = {
  '08': UNREACHABLE,
  '22': { code: 'SOURCE_VALUE', message: 'holds or was asked for a value that does not fit', retryable: false },
  '28': { code: 'SOURCE_UNAVAILABLE', message: 'refused the login', retryable: false },
  '40': { code: 'SOURCE_UNAVAILABLE', message: 'was busy with a conflicting change', retryable: true },
  '53': { code: 'SOURCE_OVERLOADED', message: 'is out of connections or memory', retryable: true },
  '57': { code: 'SOURCE_UNAVAILABLE', message: 'is shutting down or starting', retryable: true },
  '58': UNREACHABLE,
  'XX': { code: 'SOURCE_UNAVAILABLE', message: 'failed by itself', retryable: true },
}
