import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fetch, Predicate, Rows } from '../../src/fetch/fetch.ts'
import type { Capabilities } from '../../src/sources/source.ts'
import { fetchOfBuyers } from './arbitrary-fetch.ts'
import { createFakeSource } from './fake-source.ts'
import { openDoor, ORIGIN, scopeOf } from './open-door.ts'
import { smallCatalog, smallCompany } from './small-company.ts'

const catalog = smallCatalog()

/** Some of what a source can do: which predicates is decided by their kind and the field's name. */
const someCapabilities: fc.Arbitrary<Partial<Capabilities>> = fc.record({
  kinds: fc.subarray<Predicate['kind']>(['and', 'or', 'not', 'compare', 'in', 'isNull', 'match', 'list']),
  orders: fc.boolean(), groups: fc.constantFrom('all', 'unordered', 'none'), limitPerKey: fc.boolean(), keyset: fc.boolean(), offset: fc.boolean(), maxKeys: fc.constantFrom(1, 2, 1_000),
}).map(({ kinds, orders, groups, ...flags }) => ({
  ...flags,
  pushes: (_, predicate) => kinds.includes(predicate.kind),
  orders: () => orders,
  groups: (fetch) => groups === 'all' || (groups === 'unordered' && fetch.orderBy.length === 0 && fetch.page === undefined),
}))

async function answer(fetch: Fetch, capabilities: Partial<Capabilities>): Promise<unknown> {
  const source = createFakeSource({ name: 'left', catalog, company: smallCompany, capabilities })
  const { rows } = await openDoor([source]).runFetch(scopeOf(), fetch, ORIGIN)
  return fetch.keys === undefined ? printed(rows, rows.rows) : perKey(fetch, rows)
}

const printed = (rows: Rows, some: Rows['rows']): unknown => some.map((row) => rows.columns.map((column, i) => `${column.field}: ${column.toJson(row[i])}`).join(', '))

/** Rows of different keys have no order between them. */
const perKey = (fetch: Fetch, rows: Rows): unknown =>
  Object.fromEntries(fetch.keys!.values.map(([key]) => [key, printed(rows, rows.rows.filter((row) => rows.keysOf?.(row).includes(key!)))]))

/** Groups without an order come in any. */
const comparable = (fetch: Fetch, answered: unknown): unknown =>
  fetch.group !== undefined && fetch.orderBy.length === 0 && Array.isArray(answered) ? answered.toSorted() : answered

test('a fetch has one answer, whatever of it the source does and whatever the gateway', async () => {
  await fc.assert(fc.asyncProperty(fetchOfBuyers, someCapabilities, async (fetch, capabilities) => {
    expect(comparable(fetch, await answer(fetch, capabilities))).toEqual(comparable(fetch, await answer(fetch, {})))
  }), { numRuns: 1_000 })
})
