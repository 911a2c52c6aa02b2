import { CrossgraphError } from '../../errors.ts'
import type { FetchContext } from '../source.ts'
import type { SqlQuery } from './compile-fetch.ts'
import type { SlackStore } from './store.ts'

export interface ReadRows {
  readonly rows: readonly (readonly unknown[])[]
  readonly bytes: number
}

/** Runs a statement within the limits of its caller: beyond them it is an error with the figures, never a cut. */
export function readRows(store: SlackStore, { sql, parameters }: SqlQuery, { source, context }: { readonly source: string; readonly context: FetchContext }): ReadRows {
  const rows: (readonly unknown[])[] = []
  let [count, bytes] = [0, 0]
  const deadline = performance.now() + context.timeoutMs
  for (const row of store.iterate(sql, parameters)) {
    count++
    bytes += sizeOf(row)
    if (count <= context.maxRows && bytes <= context.maxBytes) rows.push(row)
    if (count % 1000 === 0 && performance.now() > deadline) throw new CrossgraphError('SOURCE_TIMEOUT', `Slack's store did not answer within ${Math.round(context.timeoutMs)} ms`, { source, retryable: true })
  }
  if (count > context.maxRows) throw new CrossgraphError('LIMIT_ROWS', `Slack's answer has ${count} rows; ${context.maxRows} are allowed`, { source, hint: 'Filter more or set a limit', details: { limit: context.maxRows, rows: count } })
  if (bytes > context.maxBytes) throw new CrossgraphError('LIMIT_BYTES', `Slack's answer has ${bytes} bytes; ${context.maxBytes} are allowed`, { source, hint: 'Filter more, select less or set a limit', details: { limit: context.maxBytes, bytes } })
  return { rows, bytes }
}

function sizeOf(row: readonly unknown[]): number {
  let bytes = 0
  for (const value of row) bytes += typeof value === 'string' ? value.length : 8
  return bytes
}
