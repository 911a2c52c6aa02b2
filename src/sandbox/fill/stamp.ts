import { createHash } from 'node:crypto'
import { CrossgraphError } from '../../errors.ts'

/** What a filled database is recognised by: equal for equal rows, 16 hex digits. */
export function stampOf(rows: unknown): string {
  const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Data of somebody else lie where the demo's should go. */
export function foreignDataError(what: string, option: string): CrossgraphError {
  return new CrossgraphError('CONFIG_SANDBOX_FOREIGN_DATA', `there is ${what} that the demo has not made; it is left alone`, { hint: `Name an empty database with ${option}.` })
}
