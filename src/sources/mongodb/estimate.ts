import type { Fetch } from '../../fetch/fetch.ts'
import type { Estimate } from '../source.ts'
import { compileFetch } from './compile-fetch.ts'
import type { CompileSite } from './compile-fetch.ts'
import type { MongoDriver } from './driver.ts'
import { openScope } from './join.ts'
import { storedOf } from './row-scope.ts'

/** Rows counted for an estimate; beyond, the number is a lower bound. */
const MOST_COUNTED = 10_000
const MOST_MS = 300

/** How many rows a fetch will give: counted up to a bound, or, without a condition, from the collection's own figure. */
export async function estimateRows(site: CompileSite, driver: MongoDriver, fetch: Fetch): Promise<Estimate> {
  if (fetch.group !== undefined && fetch.group.by.length === 0 && fetch.keys === undefined) return { rows: 1, exact: true }
  const entity = openScope(site.catalog, fetch.entity).entity
  const { collection, unwind } = storedOf(entity)
  const limit = fetch.keys === undefined ? (fetch.page?.limit ?? Infinity) : Infinity
  if (fetch.where === undefined && fetch.keys === undefined && unwind === undefined) return { rows: Math.min(limit, await countAll(driver, collection)), exact: false }
  const { page: _, group: _group, ...unpaged } = fetch
  const { pipeline } = compileFetch(site, { ...unpaged, fields: [], orderBy: [] })
  const bounded = [...pipeline, { $limit: MOST_COUNTED }, { $count: 'rows' }]
  const { documents } = await driver.run({ collection, pipeline: bounded }, { timeoutMs: Math.max(MOST_MS, driver.timeoutMs / 2), maxRows: 1, maxBytes: 10_000 })
  const rows = Number(documents[0]?.['rows'] ?? 0)
  return { rows: Math.min(rows, limit), exact: rows < MOST_COUNTED }
}

const countAll = async (driver: MongoDriver, collection: string): Promise<number> => Number((await driver.command({ count: collection }))['n'] ?? 0)
