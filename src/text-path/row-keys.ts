import type { Link } from '../catalog/model.ts'
import { invariant } from '../errors.ts'
import type { ArgumentContext } from '../graph/arguments/argument-context.ts'
import type { KeyRequest } from '../graph/resolve/graph-context.ts'
import { readLinkKeys } from '../graph/resolve/link-keys.ts'
import type { Row } from '../graph/resolve/row-node.ts'
import { readerOf } from '../graph/resolve/row-node.ts'
import { keyRequest } from '../graph/resolve/run-plan.ts'
import type { Block } from './text-run.ts'

export interface RowKeys {
  /** Of each row, joined; null for a row without a key. */
  readonly joined: readonly (string | null)[]
  /** Each key once. */
  readonly requests: ReadonlyMap<string, KeyRequest>
}

/** The keys that rows hold for a link. Throws SOURCE_KEY for one that cannot be converted. */
export function readRowKeys(context: ArgumentContext, { link, path }: { readonly link: Link; readonly path: readonly string[] }, { rows, found, call }: Block): RowKeys {
  const reader = readerOf(rows)
  const requests = new Map<string, KeyRequest>()
  const read = (row: Row): string | null => {
    const [key] = readLinkKeys(context, link, { reader, row })
    if (key === undefined) return null
    const request = keyRequest(key, { parent: call, path })
    if (!requests.has(request.joined)) requests.set(request.joined, request)
    return request.joined
  }
  const [only, ...others] = link.on
  const joined = others.length === 0 && only !== undefined ? readEachOnce({ place: placeOf(rows, only.local), read }, found) : found.map(read)
  return { joined, requests }
}

function placeOf({ columns }: Block['rows'], field: string): number {
  const place = columns.findIndex((column) => column.field === field)
  invariant(place >= 0, `${field} was not fetched`)
  return place
}

/** Equal wire values are equal keys: thousands of items name a few products. */
function readEachOnce({ place, read }: { readonly place: number; readonly read: (row: Row) => string | null }, found: readonly Row[]): readonly (string | null)[] {
  const known = new Map<unknown, string | null>()
  return found.map((row) => {
    const wire = row[place]
    const before = known.get(wire)
    if (before !== undefined) return before
    const joined = read(row)
    known.set(wire, joined)
    return joined
  })
}
