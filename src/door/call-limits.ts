/** What one source may be asked for at once, and what one call to it may take. */
export interface CallLimits {
  /** Calls that run at once. */
  readonly concurrency: number
  /** Calls that wait for their turn; one more is SOURCE_OVERLOADED. */
  readonly queue: number
  /** Longest wait, in milliseconds. */
  readonly waitMs: number
  /** Longest call, in milliseconds. */
  readonly timeoutMs: number
  readonly rows: number
  readonly bytes: number
  /** Most keys of one batch; the source's own bound may be lower. */
  readonly keys: number
}
