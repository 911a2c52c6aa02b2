import type { Collection, Point, Shown } from './collection.ts'
import type { Json, JsonObject } from './json.ts'
import type { PointId } from './point-id.ts'
import { readInstant } from './datetime.ts'
import { formatError, validationError, wrongInput } from './failure.ts'
import { readFilter } from './filter.ts'
import { hasRangeIndex, INDEX_HINT } from './payload-index.ts'
import { readPath, scalarsAt } from './payload-path.ts'
import { compareIds, readPointId } from './point-id.ts'
import { readCount, readObject, readString } from './read-body.ts'
import { readShow } from './records.ts'

export interface ScrollPage { readonly points: readonly Shown[]; readonly next_page_offset: PointId | null }

/** Points by id, or by the values of an indexed field; `offset` is the id that the page starts with. */
export function scrollPoints(collection: Collection, body: JsonObject): ScrollPage {
  const limit = readLimit(body)
  const show = readShow(body, { payload: true })
  const test = readFilter(body['filter'])
  const offset = body['offset'] === undefined || body['offset'] === null ? null : readPointId(body['offset'])
  const order = body['order_by']
  if (order !== undefined && order !== null) {
    if (offset !== null) throw wrongInput(OFFSET_IN_ORDER)
    const ordered = orderedPoints(collection, collection.matching(test), order).slice(0, limit)
    return { points: ordered.map(({ point, value }) => ({ ...show(point), order_value: value })), next_page_offset: null }
  }
  const rest = collection.points().filter((point) => (offset === null || compareIds(point.id, offset) >= 0) && test(point))
  return { points: rest.slice(0, limit).map(show), next_page_offset: rest[limit]?.id ?? null }
}

const OFFSET_IN_ORDER = 'Cannot use an `offset` when using `order_by`. The alternative for paging is to use `order_by.start_from` '
  + "and a filter to exclude the IDs that you've already seen for the `order_by.start_from` value"

/** `limit` of a request; 10 when absent. */
export function readLimit(body: JsonObject): number {
  const limit = readCount(body['limit'], 'limit', 10)
  if (limit === 0) throw validationError('limit: value 0 invalid, must be 1 or larger')
  return limit
}

interface Ordered { readonly point: Point; readonly value: Json; readonly rank: number | bigint }

/** A point stands once for each of its values, and not at all without one. Ties are by id. */
export function orderedPoints(collection: Collection, points: readonly Point[], orderBy: Json): readonly Ordered[] {
  const order = typeof orderBy === 'string' ? { key: orderBy } : readObject(orderBy, 'order_by')
  const key = readString(order['key'], 'key')
  const index = collection.indexes.get(key)
  if (index === undefined || !hasRangeIndex(index)) {
    throw wrongInput(`No range index for \`order_by\` key: \`${key}\`. Please create one to use \`order_by\`. ${INDEX_HINT} Range conditions`)
  }
  const sign = readDirection(order['direction'])
  const rankOf = index.type === 'datetime' ? instantRank : numberRank
  const start = order['start_from'] === undefined || order['start_from'] === null ? null : rankOf(order['start_from'])
  const path = readPath(key)
  return points
    .flatMap((point) => scalarsAt(point.payload, path).flatMap((value) => rankedValue(point, value, rankOf(value))))
    .filter(({ rank }) => start === null || sign * compareRanks(rank, start) >= 0)
    .toSorted((a, b) => sign * compareRanks(a.rank, b.rank))
}

function readDirection(value: Json | undefined): 1 | -1 {
  if (value === undefined || value === null || value === 'asc') return 1
  if (value === 'desc') return -1
  throw formatError(`unknown variant \`${String(value)}\`, expected \`asc\` or \`desc\``)
}

type Rank = number | bigint | null
const rankedValue = (point: Point, value: Json, rank: Rank): readonly Ordered[] => (rank === null ? [] : [{ point, value, rank }])
const numberRank = (value: Json): Rank => (typeof value === 'number' || typeof value === 'bigint' ? value : null)
const instantRank = (value: Json): Rank => (typeof value === 'string' ? readInstant(value) : null)
const compareRanks = (a: number | bigint, b: number | bigint): number => (a < b ? -1 : a > b ? 1 : 0)
