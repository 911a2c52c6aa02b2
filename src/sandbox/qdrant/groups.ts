import type { Collection } from './collection.ts'
import type { Json, JsonObject } from './json.ts'
import type { Scored, ScoredPoint } from './query.ts'
import { wrongInput } from './failure.ts'
import { readFilter } from './filter.ts'
import { hasMatchIndex, INDEX_HINT } from './payload-index.ts'
import { readPath, scalarsAt } from './payload-path.ts'
import { rankPoints, showScored } from './query.ts'
import { readCount, readString } from './read-body.ts'
import { readLimit } from './scroll.ts'

export interface PointGroup { readonly id: Json; readonly hits: readonly ScoredPoint[] }

/** `POST /points/query/groups`: the best `group_size` hits of the best `limit` values of `group_by`. */
export function queryGroups(collection: Collection, body: JsonObject): { readonly groups: readonly PointGroup[] } {
  const size = readCount(body['group_size'], 'group_size', 3)
  const limit = readLimit(body)
  const show = showScored(body)
  const groups = Map.groupBy(byValue(rankPoints(collection, body), readString(body['group_by'], 'group_by')), ({ value }) => value)
  return { groups: [...groups].slice(0, limit).map(([id, hits]) => ({ id, hits: hits.slice(0, size).map(({ scored }) => show(scored)) })) }
}

/** A point belongs to the group of each of its texts and integers, and to none without one. */
function byValue(ranked: readonly Scored[], key: string): readonly { readonly value: Json; readonly scored: Scored }[] {
  const path = readPath(key)
  return ranked.flatMap((scored) => scalarsAt(scored.point.payload, path).filter(isGroupValue).map((value) => ({ value, scored })))
}

const isGroupValue = (value: Json): boolean => typeof value === 'string' || typeof value === 'bigint' || Number.isSafeInteger(value)

const isFacetValue = (value: Json): boolean => isGroupValue(value) || typeof value === 'boolean'

export interface FacetHit { readonly value: Json; readonly count: number }

/** `POST /facet`: how many points have each value of an indexed field, the most frequent first. */
export function facetValues(collection: Collection, body: JsonObject): { readonly hits: readonly FacetHit[] } {
  const key = readString(body['key'], 'key')
  const index = collection.indexes.get(key)
  if (index === undefined || !hasMatchIndex(index)) {
    throw wrongInput(`No appropriate index for faceting: \`${key}\`. Please create one to facet on this field. ${INDEX_HINT} Match conditions`)
  }
  const path = readPath(key)
  const counts = new Map<Json, number>()
  for (const { payload } of collection.matching(readFilter(body['filter']))) {
    for (const value of new Set(scalarsAt(payload, path).filter(isFacetValue))) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const hits = [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count || compareFacets(a.value, b.value))
  return { hits: hits.slice(0, readLimit(body)) }
}

/** Values of one field as an index has them: all text, or all numbers. */
const compareFacets = (a: Json, b: Json): number => Number(a! > b!) - Number(a! < b!)
