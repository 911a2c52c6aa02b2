import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fetch, Grain, GroupTerm, KeyBatch, Measure } from '../../src/fetch/fetch.ts'
import { noteDocuments, ownPredicate, placeDocuments } from './arbitrary.ts'
import { comparable, grouped, readTruth } from './memory.ts'
import { CONTEXT, notes, startSource, valuesOf } from './start.ts'

const grain: fc.Arbitrary<Grain> = fc.record({ unit: fc.constantFrom('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'), timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York'), weekStart: fc.integer({ min: 1, max: 7 }), yearStart: fc.integer({ min: 1, max: 12 }) })
const plainTerm = fc.constantFrom('productId', 'sku', 'mood', 'price', 'ok', 'told', 'number', 'city', 'place.code', 'big').map((field) => ({ field }))
const timeTerm = fc.record({ field: fc.constantFrom('at', 'told', 'day', 'due'), grain })
const terms: fc.Arbitrary<readonly GroupTerm[]> = fc.array(fc.oneof(plainTerm, timeTerm), { maxLength: 2 }).map((all) => all.map((term, i) => ({ as: `t${i}`, ...term })))

const where = fc.option(ownPredicate, { nil: undefined, freq: 3 })
const aggregate = fc.oneof(
  fc.record({ aggregate: fc.constantFrom('count', 'countDistinct', 'min', 'max', 'sum', 'avg'), field: fc.constantFrom('productId', 'big', 'price', 'count') }),
  fc.record({ aggregate: fc.constantFrom('count', 'countDistinct', 'min', 'max'), field: fc.constantFrom('sku', 'mood', 'at', 'told', 'day', 'due', 'number', 'place.visitors', 'weight') }),
  fc.constant({ aggregate: 'count' as const }),
)
const measures: fc.Arbitrary<readonly Measure[]> = fc.array(fc.tuple(aggregate, where), { minLength: 1, maxLength: 4 }).map((all) => all.map(([measure, filter], i) => ({ as: `m${i}`, ...measure, ...(filter === undefined ? {} : { where: filter }) }) as Measure))
const keys: fc.Arbitrary<KeyBatch | undefined> = fc.constantFrom(
  undefined,
  { fields: ['productId'], types: ['INT64' as const], values: [['0'], ['1'], ['7']] },
  { fields: ['tags'], types: ['STRING' as const], values: [['x'], ['y']] },
  { fields: ['sku', 'productId'], types: ['STRING' as const, 'INT64' as const], values: [['A', '1'], ['a', '2']] },
)

it('groups and measures as the gateway would, also per key', async () => {
  const started = await startSource({}, { timeZone: 'Europe/Berlin' })
  let pushed = 0
  let asked = 0
  await fc.assert(fc.asyncProperty(noteDocuments, placeDocuments, fc.array(fc.tuple(terms, measures, keys, where), { minLength: 8, maxLength: 12 }), async (stored, places, cases) => {
    await started.fill('notes', stored)
    await started.fill('places', places)
    const truth = await readTruth(started)
    for (const [by, measured, batch, filter] of cases) {
      const fetch: Fetch = notes({ fields: [], orderBy: [], group: { by, measures: measured }, ...(batch === undefined ? {} : { keys: batch }), ...(filter === undefined ? {} : { where: filter }) })
      asked++
      if (!started.source.capabilities.groups(fetch) || (filter !== undefined && !started.source.capabilities.pushes('Note', filter))) continue
      pushed++
      const rows = await started.source.fetch(fetch, CONTEXT)
      const values = valuesOf(rows)
      const found = rows.rows.map((row, i) => JSON.stringify([rows.keysOf?.(row) ?? null, ...values[i]!.map(comparable)])).toSorted()
      expect(found, JSON.stringify(fetch, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).toEqual(grouped(started, truth, fetch))
    }
  }), { numRuns: 40 })
  expect(pushed / asked).toBeGreaterThan(0.9)
}, 120_000)
