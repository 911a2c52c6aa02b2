import { invariant } from '../errors.ts'
import type { Fetch, KeyBatch, Rows } from '../fetch/fetch.ts'

/** Cuts a batch of keys into fetches of at most `maxKeys` each. What a page or a group says holds per key, so that chunks do not touch each other. */
export function chunkKeys(fetch: Fetch, maxKeys: number): readonly Fetch[] {
  const { keys } = fetch
  if (keys === undefined || keys.values.length <= maxKeys) return [fetch]
  return Array.from({ length: Math.ceil(keys.values.length / maxKeys) }, (_, i) => ({ ...fetch, keys: sliceOf(keys, i * maxKeys, maxKeys) }))
}

const sliceOf = (keys: KeyBatch, from: number, length: number): KeyBatch => ({ ...keys, values: keys.values.slice(from, from + length) })

/** The rows of all chunks, one after the other; a row still knows its keys. */
export function joinChunks(chunks: readonly Rows[]): Rows {
  const [first] = chunks
  invariant(first !== undefined, 'a fetch has at least one chunk')
  if (chunks.length === 1) return first
  const total = (figure: 'rows' | 'bytes' | 'ms' | 'keys'): number => chunks.reduce((sum, { call }) => sum + call[figure], 0)
  const call = { native: first.call.native, rows: total('rows'), bytes: total('bytes'), ms: total('ms'), keys: total('keys') }
  const joined = { columns: first.columns, rows: chunks.flatMap(({ rows }) => rows), call }
  return first.keysOf === undefined ? joined : { ...joined, keysOf: keysOfChunks(chunks) }
}

function keysOfChunks(chunks: readonly Rows[]): NonNullable<Rows['keysOf']> {
  const chunkOf = new Map(chunks.flatMap((chunk) => chunk.rows.map((row) => [row, chunk] as const)))
  return (row) => chunkOf.get(row)?.keysOf?.(row) ?? []
}
