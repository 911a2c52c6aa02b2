import type { KeyBatch, Rows } from '../../fetch/fetch.ts'
import type { CompiledFetch } from './compile-fetch.ts'
import type { RowsCall } from './fetch-rows.ts'
import { invariant } from '../../errors.ts'
import { fetchRows } from './fetch-rows.ts'
import { isRefusal } from './qdrant-error.ts'
import { printRequest } from './request.ts'
import { keyReader } from './row-keys.ts'

/** Rows counted: one number, or one for each key of a batch that has rows. Every measure of the group is that count. */
export async function fetchCounts(call: RowsCall): Promise<Rows> {
  const { keys } = call.fetch
  if (keys === undefined) return countAll(call)
  return countByValue(call, keys).catch((error: unknown) => {
    if (!isRefusal(error, /No appropriate index for faceting/)) throw error
    return countRead(call)
  })
}

async function countAll({ driver, compiled, deadline }: RowsCall): Promise<Rows> {
  const started = performance.now()
  const { result, bytes } = await driver.count(compiled.request.collection, compiled.request.body, deadline)
  const call = { native: printRequest(compiled.request), rows: 1, bytes, ms: performance.now() - started, keys: 0 }
  return { columns: compiled.columns, rows: [compiled.columns.map(() => result)], call }
}

/** Qdrant counts by value where the field has an index of values. */
async function countByValue({ driver, compiled, deadline }: RowsCall, keys: KeyBatch): Promise<Rows> {
  const started = performance.now()
  const { result, bytes } = await driver.facet(compiled.request.collection, compiled.request.body, deadline)
  const keysOf = keyReader(compiled.keyColumns, keys)
  const counts = new Map(result.flatMap(({ value, count }) => keysOf([value]).map((key) => [key, count] as const)))
  return countRows(compiled, counts, { native: printRequest(compiled.request), rows: counts.size, bytes, ms: performance.now() - started, keys: keys.values.length })
}

/** Without such an index the key field of all rows is read. */
async function countRead(call: RowsCall): Promise<Rows> {
  const { request, keyColumns } = call.compiled
  const [column] = keyColumns
  invariant(column?.payloadKey !== undefined && request.body['filter'] !== undefined, 'counts by key filter by a payload field')
  const body = { filter: request.body['filter'], with_payload: { include: [column.payloadKey] }, with_vector: false }
  const rows = await fetchRows({ ...call, compiled: { ...call.compiled, columns: keyColumns, request: { ...request, operation: 'scroll', body } } })
  const counts = new Map<string, number>()
  for (const key of rows.rows.flatMap((row) => rows.keysOf?.(row) ?? [])) counts.set(key, (counts.get(key) ?? 0) + 1)
  return countRows(call.compiled, counts, { ...rows.call, rows: counts.size })
}

function countRows({ columns }: CompiledFetch, counts: ReadonlyMap<string, number>, call: Rows['call']): Rows {
  const keysOfRow = new Map<readonly unknown[], readonly string[]>([...counts].map(([key, count]) => [columns.map(() => count), [key]]))
  return { columns, rows: [...keysOfRow.keys()], keysOf: (row) => keysOfRow.get(row) ?? [], call }
}
