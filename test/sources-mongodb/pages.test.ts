import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Fetch, KeyBatch, Keyset, Literal, Ordering, Page, Value } from '../../src/fetch/fetch.ts'
import { noteDocuments, order, placeDocuments } from './arbitrary.ts'
import { paged, readTruth } from './memory.ts'
import type { Truth } from './memory.ts'
import { CONTEXT, byKey, firstOf, notes, startSource } from './start.ts'

const KEYS: readonly (KeyBatch | undefined)[] = [
  undefined,
  { fields: ['productId'], types: ['INT64'], values: [['0'], ['1'], ['2'], ['99']] },
  { fields: ['sku'], types: ['STRING_CI'], values: [['a'], ['s'], ['k'], ['ss'], ['é'], ['']] },
  { fields: ['tags'], types: ['STRING'], values: [['x'], ['y']] },
  { fields: ['mentions'], types: ['STRING'], values: [['@eva'], ['@max']] },
  { fields: ['productId', 'sku'], types: ['INT64', 'STRING'], values: [['1', 'A'], ['1', 'a'], ['2', 'A'], ['3', '']] },
  { fields: ['place.code'], types: ['STRING'], values: [['P1'], ['P2']] },
]

interface PageSpec { readonly limit: number | undefined; readonly offset: number; readonly fromEnd: boolean; readonly after: number; readonly before: number }
const spec: fc.Arbitrary<PageSpec> = fc.record({ limit: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }), offset: fc.nat(2), fromEnd: fc.boolean(), after: fc.integer({ min: -6, max: 11 }), before: fc.integer({ min: -6, max: 11 }) })

/** Places are those of rows; a negative number is none. */
function pageOf(truth: Truth, orderBy: readonly Ordering[], { limit, offset, fromEnd, after, before }: PageSpec): Page {
  const placeOf = (at: number): Keyset | undefined => {
    const row = truth.rows[at]
    return row === undefined ? undefined : orderBy.map(({ field, count }) => (count === true ? countOf(truth, field, row) : literalOf(truth.shape.read(field)(row))))
  }
  const [from, to] = [placeOf(after), placeOf(before)]
  return { ...(limit === undefined ? {} : { limit }), offset, fromEnd, ...(from === undefined ? {} : { after: from }), ...(to === undefined ? {} : { before: to }) }
}

const literalOf = (value: Value): Literal | null => (typeof value === 'object' ? null : value)

function countOf({ shape }: Truth, path: string, row: Truth['rows'][number]): number {
  return shape.related(path, (_, rowsOf) => rowsOf(row).length)
}

const own = ({ field, count }: Ordering): boolean => count !== true || !field.includes('.')

it('orders and cuts rows as the gateway would, also per key', async () => {
  const started = await startSource()
  await fc.assert(fc.asyncProperty(noteDocuments, placeDocuments, fc.array(fc.tuple(order, spec, fc.constantFrom(...KEYS)), { minLength: 10, maxLength: 15 }), async (stored, places, cases) => {
    await started.fill('notes', stored)
    await started.fill('places', places)
    const truth = await readTruth(started)
    for (const [mixed, cut, keys] of cases) {
      const orderBy = mixed.filter(own)
      const fetch: Fetch = notes({ orderBy, page: pageOf(truth, orderBy, cut), ...(keys === undefined ? {} : { keys }) })
      expect(started.source.capabilities.orders('Note', orderBy, false)).toBe(true)
      const rows = await started.source.fetch(fetch, CONTEXT)
      const found = keys === undefined ? { all: firstOf(rows) } : Object.fromEntries(Object.entries(byKey(rows)).map(([key, values]) => [key, values.map(([id]) => id)]))
      expect(found, JSON.stringify(fetch, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).toEqual(paged(started, truth, fetch))
    }
  }), { numRuns: 40 })
}, 120_000)
