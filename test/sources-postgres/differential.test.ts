import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fetch, Keyset, Literal, Ordering, Page, Predicate, Rows, Value } from '../../src/fetch/fetch.ts'
import { pageRows } from '../../src/residual/page.ts'
import { compileOrder, sortRows } from '../../src/residual/sort.ts'
import type { Source } from '../../src/sources/source.ts'
import { orderOf, predicateOf } from './arbitraries.ts'
import { CONTEXT, nastyCatalog, nastySql, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'
import { filterRows, memoryShape } from './memory.ts'
import type { Memory, Row } from './memory.ts'
import { EVENTS, LINES, PEOPLE, SHIPMENTS, fillPeople } from './people.ts'

let database: TestDatabase
let source: Source
const catalog = nastyCatalog()
const memory: Memory = { catalog, rows: { Person: PEOPLE, LineItem: LINES, Shipment: SHIPMENTS, Event: EVENTS } }
const RUNS = { numRuns: 200 }

beforeAll(async () => {
  database = await openDatabase()
  await database.sql(nastySql())
  await fillPeople(database)
  source = openSource(database, catalog)
})
afterAll(async () => {
  await source.close()
  await database.close()
})

const byKey: Readonly<Record<string, readonly Ordering[]>> = {
  Person: [{ field: 'id', direction: 'asc', nulls: 'last' }], Event: [{ field: 'id', direction: 'asc', nulls: 'last' }], Shipment: [{ field: 'id', direction: 'asc', nulls: 'last' }],
  LineItem: [{ field: 'orderNo', direction: 'asc', nulls: 'last' }, { field: 'line', direction: 'asc', nulls: 'last' }],
}
const keyFields = (entity: string): readonly string[] => catalog.entities.get(entity)!.key
const valuesOf = ({ columns, rows }: Rows): readonly (readonly Value[])[] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))
const keysOf = (entity: string, rows: readonly Row[]): readonly (readonly Value[])[] => rows.map((row) => keyFields(entity).map((name) => row[name] ?? null))
const keysFetch = (entity: string, more: Partial<Fetch>): Fetch => ({ entity, fields: keyFields(entity), orderBy: byKey[entity]!, ...more })

describe('predicates mean in the database what they mean in memory', () => {
  it.each(['Person', 'LineItem', 'Shipment', 'Event'])('%s', async (entity) => {
    const order = compileOrder(catalog, memoryShape(memory, entity), byKey[entity]!)
    await fc.assert(fc.asyncProperty(predicateOf(catalog, entity), async (where: Predicate) => {
      const rows = await source.fetch(keysFetch(entity, { where }), CONTEXT)
      expect(valuesOf(rows)).toEqual(keysOf(entity, sortRows(order, filterRows(memory, entity, where))))
    }), RUNS)
  })
})

describe('orders and pages', () => {
  const ids = (rows: readonly Row[]): readonly Value[] => rows.map((row) => row['id'] ?? null)
  const shape = memoryShape(memory, 'Person')

  it('sorts as memory does', async () => {
    await fc.assert(fc.asyncProperty(orderOf, async (orderBy) => {
      const rows = await source.fetch(keysFetch('Person', { orderBy }), CONTEXT)
      expect(valuesOf(rows).flat()).toEqual(ids(sortRows(compileOrder(catalog, shape, orderBy), PEOPLE)))
    }), RUNS)
  })

  const placeOf = (orderBy: readonly Ordering[], row: Row): Keyset => orderBy.map(({ field, count }) =>
    (count === true ? shape.related(field, (_, rowsOf) => rowsOf(row).length) : shape.read(field)(row)) as Literal | null)
  const place = fc.option(fc.constantFrom(...PEOPLE), { nil: undefined })
  const page = fc.record({ limit: fc.option(fc.constantFrom(0, 1, 5, 7, 20), { nil: undefined }), offset: fc.constantFrom(0, 0, 2), after: place, before: place, fromEnd: fc.boolean() })

  it('cuts pages by place, NULLs and mixed directions included', async () => {
    await fc.assert(fc.asyncProperty(orderOf, page, async (orderBy, { limit, offset, after, before, fromEnd }) => {
      const cut: Page = {
        offset, fromEnd, ...(limit === undefined ? {} : { limit }),
        ...(after === undefined ? {} : { after: placeOf(orderBy, after) }), ...(before === undefined ? {} : { before: placeOf(orderBy, before) }),
      }
      const order = compileOrder(catalog, shape, orderBy)
      const rows = await source.fetch(keysFetch('Person', { orderBy, page: cut }), CONTEXT)
      expect(valuesOf(rows).flat()).toEqual(ids(pageRows(order, cut, sortRows(order, PEOPLE))))
    }), RUNS)
  })
})
