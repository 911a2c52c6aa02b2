import type { Catalog } from '../../catalog/model.ts'
import type { Fetch } from '../../fetch/fetch.ts'
import type { Estimate } from '../source.ts'
import type { Deadline } from './deadline.ts'
import type { QdrantDriver } from './driver.ts'
import { entityOf } from '../../catalog/model.ts'
import { compileFilter } from './compile-fetch.ts'
import { storedOf } from './stored-field.ts'

interface EstimateCall { readonly driver: QdrantDriver; readonly deadline: Deadline }

/** How many points the filter lets through, as Qdrant's own statistics have it; a score's threshold cannot be estimated. */
export async function estimateRows(catalog: Catalog, fetch: Fetch, { driver, deadline }: EstimateCall): Promise<Estimate> {
  if (fetch.group !== undefined && fetch.group.by.length === 0 && fetch.keys === undefined) return { rows: 1, exact: true }
  const { collection } = storedOf(entityOf(catalog, fetch.entity))
  const { result } = await driver.count(collection, { ...compileFilter(catalog, fetch), exact: false }, deadline)
  const limit = fetch.keys === undefined ? fetch.page?.limit : undefined
  return { rows: Math.min(result, limit ?? result), exact: false }
}
