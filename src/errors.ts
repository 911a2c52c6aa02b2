/**
 * The one error class of the product. Codes are banded by room: `CONFIG_*`, `SCHEMA_*`, `QUERY_*`, `SOURCE_*`, `PLAN_*`,
 * `ASK_*`, `AUTH_*`, `LIMIT_*`. A message never holds a connection string, a query text or a row.
 */
export class CrossgraphError extends Error {
  readonly code: string
  /** What to do about it, in one sentence. */
  readonly hint: string | undefined
  /** The source that failed, where one did. */
  readonly source: string | undefined
  /** Whether the same request may succeed a moment later. */
  readonly retryable: boolean
  /** Figures and names for programs, copied into a GraphQL error's extensions. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: string, message: string, more: ErrorDetails = {}) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause })
    this.name = 'CrossgraphError'
    this.code = code
    this.hint = more.hint
    this.source = more.source
    this.retryable = more.retryable ?? false
    this.details = more.details ?? {}
  }
}

export interface ErrorDetails {
  readonly hint?: string | undefined
  readonly source?: string | undefined
  readonly retryable?: boolean | undefined
  readonly details?: Readonly<Record<string, unknown>> | undefined
  readonly cause?: unknown
}

/** Throws for a broken assumption of our own code: a bug, never a user's mistake. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`)
}

/** A place in a project's file; `line` and `column` count from 1, `file` is relative to the project. */
export interface Place {
  readonly file: string
  readonly line: number
  readonly column: number
}

/** One finding of `crossgraph check`; several are collected before anything is reported. */
export interface Problem {
  readonly code: string
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
  readonly hint?: string | undefined
  readonly place?: Place | undefined
}
