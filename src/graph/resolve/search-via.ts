import { entityOf } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Key, Predicate } from '../../fetch/fetch.ts'
import { joinKey } from '../../fetch/key.ts'
import { allOf } from '../arguments/conditions.ts'
import { completeOrder } from '../arguments/order.ts'
import { searchOrder } from '../arguments/search.ts'
import type { SearchRoute } from '../schema/search-routes.ts'
import { scoreField } from '../schema/search-routes.ts'
import { identify } from '../levels/fetch-of-level.ts'
import type { Via } from '../levels/level.ts'
import type { GraphContext } from './graph-context.ts'
import { literalOfKey, readLinkKeys } from './link-keys.ts'
import { readerOf } from './row-node.ts'
import { fetchOnce } from './run-plan.ts'

/** What a search of rows that link to an entity says of the entity's rows. */
export interface Found {
  /** Holds for rows that some found row links to. */
  readonly where: Predicate
  /** By the joined key of the link; higher is better, and a row counts by its best match. Where no score is declared, only their order means something. */
  readonly scores: ReadonlyMap<string, number>
}

/** Every row that the search finds is read, for a row without a near match may still be the best that the filter leaves. */
export async function searchVia(context: GraphContext, { search: { search, route } }: Via): Promise<Found> {
  const { by, link } = route
  invariant(link !== null, 'a search via another type goes through a link')
  const score = scoreField(by)
  const fields = [...link.on.map(({ local }) => local), ...(score === undefined ? [] : [score])]
  const plan = identify({ entity: by.name, fields, search, orderBy: score === undefined ? [] : completeOrder(by, searchOrder(by)) })
  const { rows, found } = await fetchOnce(context, plan, ['search', by.name])
  const reader = readerOf(rows)
  const scores = new Map<string, number>()
  const keys = new Map<string, Key>()
  for (const row of found) {
    for (const key of readLinkKeys(context.graph.reading, link, { reader, row })) {
      const joined = joinKey(key)
      if (!scores.has(joined)) scores.set(joined, score === undefined ? -scores.size : Number(reader.value(row, score)))
      keys.set(joined, key)
    }
  }
  return { where: whereLinked(context, route, [...keys.values()]), scores }
}

/** The entity's rows with one of these keys. */
function whereLinked({ graph }: GraphContext, { link }: SearchRoute, keys: readonly Key[]): Predicate {
  invariant(link !== null, 'a search via another type goes through a link')
  const entity = entityOf(graph.catalog, link.to)
  const literal = (path: string, text: string): ReturnType<typeof literalOfKey> => literalOfKey(graph.catalog, { entity: entity.name, path }, text)
  const [only, ...others] = link.on
  if (only !== undefined && others.length === 0) {
    return { kind: 'in', field: only.remote, values: keys.map(([text = '']) => literal(only.remote, text)), ...(only.type === 'STRING_CI' ? { fold: true } : {}) }
  }
  return { kind: 'or', of: keys.map((key) => allOf(link.on.map(({ remote }, i) => ({ kind: 'compare', field: remote, op: 'eq', value: literal(remote, key[i] ?? '') })))) }
}
