import { invariant } from '../../errors.ts'
import type { Keyset, Page, Predicate } from '../../fetch/fetch.ts'
import { conjunctionOf, withWhere } from '../../fetch/walk.ts'
import { allOf } from '../arguments/conditions.ts'
import { identify } from '../levels/fetch-of-level.ts'
import type { ConnectionLevel, FetchPlan } from '../levels/level.ts'
import type { Connection, ConnectionAt, PageRows } from './connection.ts'
import { once } from './connection.ts'
import { deriveFetch } from './graph-context.ts'
import { placeOf } from './places.ts'
import { readMatches } from './read-matches.ts'
import type { Row } from './row-node.ts'
import { readerOf } from './row-node.ts'
import { countRows, tooManyRows } from './too-many-rows.ts'

/** A connection whose pages the source cuts. */
export function pushedConnection(at: ConnectionAt): Connection {
  const { context, level, reach } = at
  const page = once(() => readPage(at))
  const more = async (): Promise<boolean> => (await page()).more
  return {
    level, page,
    totalCount: once(() => countRows(context, level, reach)),
    hasNextPage: once(async () => (!level.fromEnd && (await more())) || isAnyFrom(at, 'after', level.before)),
    hasPreviousPage: once(async () => (level.fromEnd && (await more())) || isAnyFrom(at, 'before', level.after)),
  }
}

async function readPage({ context, level, reach }: ConnectionAt): Promise<PageRows> {
  const match = await readMatches(context, level, reach)
  const { size, fromEnd, entity, orderBy } = level
  const reader = readerOf(match.rows)
  const placed = (row: Row): Promise<Keyset> => placeOf(context, orderBy, { entity: entity.name, reader, row, call: match.call })
  if (size === null) {
    if (match.found.length > context.graph.reading.resultLimit) throw tooManyRows(context, level, await countRows(context, level, reach))
    return { match, found: match.found, more: false, placeOf: placed }
  }
  const more = match.found.length > size
  const found = !more ? match.found : fromEnd ? match.found.slice(1) : match.found.slice(0, size)
  return { match, found, more, placeOf: placed }
}

/** Whether the filter leaves a row at a cursor's place or beyond it; where there is no cursor, nothing was cut off. */
async function isAnyFrom(at: ConnectionAt, side: 'after' | 'before', place: Keyset | null): Promise<boolean> {
  if (place === null) return false
  const { context, level, reach } = at
  const beyond = deriveFetch(context, level, { name: `any ${side}`, make: () => anyPlan(level, { [side]: place }) })
  if ((await readMatches(context, beyond, reach)).found.length > 0) return true
  const there = deriveFetch(context, level, { name: `any at ${side}`, make: () => anyPlan(level, {}, keyAt(level, place)) })
  return (await readMatches(context, there, reach)).found.length > 0
}

function anyPlan({ fetch, via, entity }: ConnectionLevel, page: Page, condition?: Predicate): FetchPlan {
  const where = conjunctionOf([fetch.where, condition].filter((part) => part !== undefined))
  return identify(withWhere({ ...fetch, fields: entity.key, page: { ...page, limit: 1 } }, where), via)
}

/** A cursor's row is known by its key, which ends every order. */
function keyAt({ orderBy, entity }: ConnectionLevel, place: Keyset): Predicate {
  return allOf(entity.key.map((field): Predicate => {
    const value = place[orderBy.findIndex((ordering) => ordering.field === field && ordering.count !== true)]
    invariant(value !== undefined && value !== null, 'an order ends with the key')
    return { kind: 'compare', field, op: 'eq', value }
  }))
}
