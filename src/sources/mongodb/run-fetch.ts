import type { Document } from 'mongodb'
import type { Fetch, NativeCall, Rows } from '../../fetch/fetch.ts'
import { joinKey } from '../../fetch/key.ts'
import type { FetchContext } from '../source.ts'
import { compileFetch } from './compile-fetch.ts'
import type { CompileSite, MongoCall } from './compile-fetch.ts'
import type { MongoDriver } from './driver.ts'
import { keyReader } from './keys.ts'
import { printCall } from './print-call.ts'

type Row = readonly unknown[]

/** One fetch is one call. Rows are arrays of wire values; a row's keys stand behind them. */
export async function runFetch(site: CompileSite, driver: MongoDriver, { fetch, context }: { readonly fetch: Fetch; readonly context: FetchContext }): Promise<Rows> {
  const call = compileFetch(site, fetch)
  const started = performance.now()
  const { documents, bytes } = await driver.run(call, context)
  const ms = performance.now() - started
  const found = cutPerKey(call, rowsOf(call, documents))
  const rows = call.reversed ? found.toReversed() : found
  const native: NativeCall = { native: printCall(call), rows: rows.length, bytes, ms, keys: fetch.keys?.values.length ?? 0 }
  return { columns: call.columns.map(({ column }) => column), rows, call: native, ...(call.keys === null ? {} : { keysOf: (row: Row) => row[call.columns.length] as readonly string[] }) }
}

function rowsOf(call: MongoCall, documents: readonly Document[]): readonly Row[] {
  if (documents.length === 0 && call.emptyRow !== null) return [call.emptyRow]
  const names = call.columns.map(({ name }) => name)
  const valuesOf = (document: Document): Row => names.map((name): unknown => document[name])
  if (call.keys === null) return documents.map(valuesOf)
  const keysOf = rowKeys(call)
  return documents.map((document) => [...valuesOf(document), keysOf(document)]).filter((row) => (row.at(-1) as readonly string[]).length > 0)
}

/** The server tells the key's place, or the row's own values tell its keys. */
function rowKeys({ keys, keyIndex, keyColumns }: MongoCall): (document: Document) => readonly string[] {
  if (keys === null) return () => []
  if (keyIndex !== null) return (document) => [joinKey(keys.values[Number(document[keyIndex])]!)]
  const read = keyReader({ batch: keys })
  return (document) => read(keyColumns.map((column) => column.read(document[column.name])))
}

/** Rows that the server could not cut per key; they stand in order. A row that several keys have may be cut for some of them. */
function cutPerKey({ cutPerKey: cut, columns }: MongoCall, rows: readonly Row[]): readonly Row[] {
  if (cut === null) return rows
  const seen = new Map<string, number>()
  return rows.flatMap((row) => {
    const kept = (row[columns.length] as readonly string[]).filter((key) => {
      const place = seen.get(key) ?? 0
      seen.set(key, place + 1)
      return place >= cut.offset && place < cut.offset + cut.limit
    })
    return kept.length === 0 ? [] : [[...row.slice(0, columns.length), kept]]
  })
}
