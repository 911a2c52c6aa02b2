import type { Fetch, NativeCall, Rows } from '../fetch/fetch.ts'
import type { Source } from '../sources/source.ts'
import type { CallOrigin, CallRecord, RequestScope } from './request.ts'

/** What is noted of a call before it starts. */
export interface CallNote {
  readonly source: Source
  readonly fetch: Fetch
  readonly origin: CallOrigin
  readonly residual: readonly string[]
}

export interface Noted { readonly rows: Rows; readonly id: number | null }

/** Runs a call and writes it down, when somebody asked, at the place of its start. A failed call is noted with what would have been sent. */
export async function noteCall(scope: RequestScope, note: CallNote, run: () => Promise<Rows>): Promise<Noted> {
  const { calls } = scope
  if (calls === null) return { rows: await run(), id: null }
  const id = calls.length + 1
  const begun = performance.now()
  const keys = note.fetch.keys?.values.length ?? 0
  calls.push(recordOf(id, note, { native: '', rows: 0, bytes: 0, ms: 0, keys }))
  try {
    const rows = await run()
    calls[id - 1] = recordOf(id, note, rows.call)
    return { rows, id }
  } catch (error) {
    const ms = performance.now() - begun
    calls[id - 1] = recordOf(id, note, { native: await nativeOf(note), rows: 0, bytes: 0, ms, keys })
    throw error
  }
}

const nativeOf = ({ source, fetch }: CallNote): Promise<string> => source.explain(fetch).catch(() => '')

function recordOf(id: number, { source, origin, residual }: CallNote, { native, keys, rows, bytes, ms }: NativeCall): CallRecord {
  return { id, parent: origin.parent, source: source.name, kind: source.kind, path: origin.path, native, keys, rows, bytes, ms, cache: 'off', residual }
}
