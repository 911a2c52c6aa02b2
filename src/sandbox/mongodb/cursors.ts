import { Long, calculateObjectSize } from 'bson'
import { CommandFailure } from './failure.ts'
import type { Document } from './values/document.ts'
import { wholeNumber } from './values/document.ts'

const FIRST_BATCH = 101
const MOST_BYTES = 16_000_000

/** Results that did not fit the first batch, by the id the client has. */
export class Cursors {
  readonly #open = new Map<string, { readonly namespace: string; readonly rest: readonly Document[] }>()
  #last = 0n

  get size(): number {
    return this.#open.size
  }

  /** The reply of `find`, `aggregate` and the lists. `single` closes the cursor after the first batch. */
  firstBatch(namespace: string, rows: readonly Document[], batchSize: unknown, single = false): Document {
    const [batch, rest] = cut(rows, wholeNumber(batchSize) ?? FIRST_BATCH)
    const id = rest.length === 0 || single ? Long.ZERO : this.#keep(namespace, rest)
    return { cursor: { firstBatch: batch, id, ns: namespace }, ok: 1 }
  }

  nextBatch(id: unknown, namespace: string, batchSize: unknown): Document {
    const key = String(id)
    const cursor = this.#open.get(key)
    if (cursor === undefined || cursor.namespace !== namespace) throw new CommandFailure('CursorNotFound', `cursor id ${key} not found`)
    const [batch, rest] = cut(cursor.rest, wholeNumber(batchSize) ?? Infinity)
    if (rest.length === 0) this.#open.delete(key)
    else this.#open.set(key, { namespace, rest })
    return { cursor: { nextBatch: batch, id: rest.length === 0 ? Long.ZERO : Long.fromString(key), ns: namespace }, ok: 1 }
  }

  kill(ids: readonly unknown[]): Document {
    const [found, missing] = [ids.filter((id) => this.#open.has(String(id))), ids.filter((id) => !this.#open.has(String(id)))]
    for (const id of found) this.#open.delete(String(id))
    return { cursorsKilled: found, cursorsNotFound: missing, cursorsAlive: [], cursorsUnknown: [], ok: 1 }
  }

  #keep(namespace: string, rest: readonly Document[]): Long {
    this.#last += 1n
    this.#open.set(String(this.#last), { namespace, rest })
    return Long.fromBigInt(this.#last)
  }
}

/** At most so many rows, and no more bytes than a message may hold. */
function cut(rows: readonly Document[], most: number): readonly [readonly Document[], readonly Document[]] {
  let bytes = 0
  let count = 0
  while (count < rows.length && count < most) {
    bytes += calculateObjectSize(rows[count]!, { ignoreUndefined: true })
    if (count > 0 && bytes > MOST_BYTES) break
    count++
  }
  return [rows.slice(0, count), rows.slice(count)]
}
