import type { Keyset } from '../../fetch/fetch.ts'
import type { Connection, ConnectionAt, PageRows } from './connection.ts'
import { once } from './connection.ts'
import { readMatches } from './read-matches.ts'
import type { RowAt } from './sort-matches.ts'
import { compareRows, sortMatches } from './sort-matches.ts'
import type { Match } from './graph-context.ts'
import { tooManyRows } from './too-many-rows.ts'

/** Where the page begins and ends among all rows. */
interface Range { readonly match: Match; readonly all: readonly RowAt[]; readonly start: number; readonly end: number }

/** A connection over rows that are all read: pages are cut out of them here. */
export function memoryConnection(at: ConnectionAt): Connection {
  const range = once(() => readRange(at))
  return {
    level: at.level,
    page: once(async () => pageOf(at, await range())),
    totalCount: async () => (await range()).all.length,
    hasNextPage: async () => {
      const { end, all } = await range()
      return end < all.length
    },
    hasPreviousPage: async () => (await range()).start > 0,
  }
}

async function readRange({ context, level, reach }: ConnectionAt): Promise<Range> {
  const match = await readMatches(context, level, reach)
  const all = await sortMatches(context, level, match)
  const compare = compareRows(context, level)
  const rowsUntil = (place: Keyset, inclusive: boolean): number => all.filter((row) => compare(row.place, place) < (inclusive ? 1 : 0)).length
  const low = level.after === null ? 0 : rowsUntil(level.after, true)
  const high = level.before === null ? all.length : rowsUntil(level.before, false)
  const size = level.size ?? all.length
  return { match, all, start: level.fromEnd ? Math.max(low, high - size) : low, end: level.fromEnd ? high : Math.min(high, low + size) }
}

function pageOf({ context, level }: ConnectionAt, { match, all, start, end }: Range): PageRows {
  const placed = all.slice(start, Math.max(start, end))
  const found = placed.map(({ row }) => row)
  if (level.size === null && found.length > context.graph.reading.resultLimit) throw tooManyRows(context, level, found.length)
  const places = new Map(placed.map(({ row, place }) => [row, place]))
  return { match, found, more: false, placeOf: async (row) => places.get(row) ?? [] }
}
