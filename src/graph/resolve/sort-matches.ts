import { joinKey, canonicalKey } from '../../fetch/key.ts'
import type { Keyset } from '../../fetch/fetch.ts'
import { invariant } from '../../errors.ts'
import type { FetchPlan } from '../levels/level.ts'
import type { GraphContext, Match } from './graph-context.ts'
import { comparePlaces, placeOf } from './places.ts'
import type { Row } from './row-node.ts'
import { readerOf } from './row-node.ts'
import { searchVia } from './search-via.ts'

export interface RowAt { readonly row: Row; readonly place: Keyset }

/** The rows of several keys in the order asked for, with their places. */
export async function sortMatches(context: GraphContext, { fetch: { entity, orderBy } }: FetchPlan, { rows, found, call }: Match): Promise<readonly RowAt[]> {
  const reader = readerOf(rows)
  const compare = comparePlaces(context, entity, orderBy)
  const placed = await Promise.all(found.map(async (row) => ({ row, place: await placeOf(context, orderBy, { entity, reader, row, call }) })))
  return placed.sort((left, right) => compare(left.place, right.place))
}

/** Rows found by a search of what links to them, the best match first; they came in the order of their keys. */
export async function rankMatches(context: GraphContext, { via }: FetchPlan, { rows, found }: Match): Promise<readonly Row[]> {
  invariant(via !== null && via.search.route.link !== null, 'only a search via another type ranks')
  const { on } = via.search.route.link
  const { ranks } = await searchVia(context, via)
  const reader = readerOf(rows)
  const rankOf = (row: Row): number => ranks.get(joinKey(on.map(({ remote, type }) => canonicalKey(type, reader.value(row, remote)) ?? ''))) ?? ranks.size
  const ranked = found.map((row) => ({ row, rank: rankOf(row) }))
  return ranked.sort((left, right) => left.rank - right.rank).map(({ row }) => row)
}
