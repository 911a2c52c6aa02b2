import type { Keyset } from '../../fetch/fetch.ts'
import type { Connection, ConnectionAt, PageRows } from './connection.ts'
import { once } from './connection.ts'
import { comparePlaces } from './places.ts'
import { readMatches } from './read-matches.ts'
import type { RowAt } from './sort-matches.ts'
import { sortMatches } from './sort-matches.ts'
import type { Match } from './graph-context.ts'
import { tooManyRows } from './too-many-rows.ts'

/** Where the page begins and ends among all rows. */
interface Range { readonly match: Match; readonly all: readonly RowAt[]; readonly start: number; readonly end: number }

/** A connection over the rows of several keys: they are few, and all read; pages are cut out of them here. */
export function mergedConnection(at: ConnectionAt): Connection {
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
  const compare = comparePlaces(context, level.entity.name, level.fetch.orderBy)
  const rowsUntil = (place: Keyset, inclusive: boolean): number => all.filter((row) => compare(row.place, place) < (inclusive ? 1 : 0)).length
  const low = level.after === null ? 0 : rowsUntil(level.after, true)
  const high = level.before === null ? all.length : rowsUntil(level.before, false)
  const size = level.size ?? all.length
  return { match, all, start: level.fromEnd ? Math.max(low, high - size) : low, end: level.fromEnd ? high : Math.min(high, low + size) }
}

function pageOf({ context, level }: ConnectionAt, { match, all, start, end }: Range): PageRows {
  const found = all.slice(start, Math.max(start, end)).map(({ row }) => row)
  if (level.size === null && found.length > context.graph.reading.resultLimit) throw tooManyRows(context, level, found.length)
  return { match, found, more: false }
}
