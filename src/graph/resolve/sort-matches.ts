import { invariant } from '../../errors.ts'
import type { Keyset } from '../../fetch/fetch.ts'
import { canonicalKey, joinKey } from '../../fetch/key.ts'
import type { ConnectionLevel, ListLevel, OneLevel, Via } from '../levels/level.ts'
import type { GraphContext, Match } from './graph-context.ts'
import { comparePlaces, placeOf } from './places.ts'
import type { Row } from './row-node.ts'
import { readerOf } from './row-node.ts'
import { searchVia } from './search-via.ts'

type Sorted = Pick<OneLevel | ListLevel | ConnectionLevel, 'entity' | 'orderBy' | 'via'>
export interface RowAt { readonly row: Row; readonly place: Keyset }

/** Rows that no source has sorted, in the order asked for; where a search of another type ranks, the score is the first value of their places. */
export async function sortMatches(context: GraphContext, level: Sorted, match: Match): Promise<readonly RowAt[]> {
  const { entity, orderBy, via } = level
  const reader = readerOf(match.rows)
  const scoreOf = via?.ranks === true ? await scoreReader(context, via, match) : null
  const placed = await Promise.all(match.found.map(async (row) => {
    const place = await placeOf(context, orderBy, { entity: entity.name, reader, row, call: match.call })
    return { row, place: scoreOf === null ? place : [scoreOf(row), ...place] }
  }))
  const compare = compareRows(context, level)
  return placed.sort((left, right) => compare(left.place, right.place))
}

/** Compares places as `sortMatches` makes them. */
export function compareRows(context: GraphContext, { entity, orderBy, via }: Sorted): (left: Keyset, right: Keyset) => number {
  const compare = comparePlaces(context, entity.name, orderBy)
  if (via?.ranks !== true) return compare
  return ([left, ...lefts], [right, ...rights]) => Number(right) - Number(left) || compare(lefts, rights)
}

/** A row's score is that of the best row that links to it. */
async function scoreReader(context: GraphContext, via: Via, { rows }: Match): Promise<(row: Row) => number> {
  const { link } = via.search.route
  invariant(link !== null, 'only a search via another type ranks')
  const { scores } = await searchVia(context, via)
  const reader = readerOf(rows)
  return (row) => {
    const score = scores.get(joinKey(link.on.map(({ remote, type }) => canonicalKey(type, reader.value(row, remote)) ?? '')))
    invariant(score !== undefined, 'only rows that the search found were fetched')
    return score
  }
}
