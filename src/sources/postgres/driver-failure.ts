import { CrossgraphError } from '../../errors.ts'

/** Failures that the driver decides by itself; those of the server are in failure.ts. */

interface Busy { readonly source: string; readonly limits: Readonly<Record<'concurrency' | 'queue' | 'timeoutMs', number>> }

export function overloaded({ source, limits }: Busy): CrossgraphError {
  return new CrossgraphError('SOURCE_OVERLOADED', `The source ${source} is busy: ${limits.concurrency} calls are running and others wait`, { source, retryable: true, details: limits })
}

export function timedOut(source: string): CrossgraphError {
  return new CrossgraphError('SOURCE_TIMEOUT', `The source ${source} took too long and was stopped`, { source, retryable: true })
}

export function cancelled(source: string): CrossgraphError {
  return new CrossgraphError('SOURCE_CANCELLED', `The call to the source ${source} was cancelled, for nobody waits for it`, { source })
}

export function tooLarge(source: string, maxBytes: number): CrossgraphError {
  return new CrossgraphError('LIMIT_BYTES', `The answer of the source ${source} is larger than ${maxBytes} bytes`, { source, hint: 'Ask for fewer rows or fields.', details: { maxBytes } })
}
