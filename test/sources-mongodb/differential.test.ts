import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Predicate } from '../../src/fetch/fetch.ts'
import { linkedPredicate, noteDocuments, ownPredicate, placeDocuments } from './arbitrary.ts'
import { idsOf, kept, readTruth } from './memory.ts'
import { CONTEXT, firstOf, notes, startSource } from './start.ts'
import type { Started } from './start.ts'

const show = (where: Predicate): string => JSON.stringify(where, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

/** Random documents, and many conditions on them. */
async function forEachCase(started: Started, predicate: fc.Arbitrary<Predicate>, check: (predicates: readonly Predicate[]) => Promise<void>, numRuns: number): Promise<void> {
  await fc.assert(fc.asyncProperty(noteDocuments, placeDocuments, fc.array(predicate, { minLength: 10, maxLength: 20 }), async (stored, places, predicates) => {
    await started.fill('notes', stored)
    await started.fill('places', places)
    await check(predicates)
  }), { numRuns })
}

it.each([
  ['of its own', ownPredicate],
  ['through links', linkedPredicate],
] as const)('keeps exactly the rows that the gateway would keep: conditions %s', async (_name, predicate) => {
  const started = await startSource()
  let pushed = 0
  let asked = 0
  await forEachCase(started, predicate, async (predicates) => {
    const truth = await readTruth(started)
    asked += predicates.length
    for (const where of predicates.filter((one) => started.source.capabilities.pushes('Note', one))) {
      pushed++
      expect(firstOf(await started.source.fetch(notes({ where }), CONTEXT)), show(where)).toEqual(idsOf(kept(started, truth, where)))
    }
  }, 30)
  expect(pushed / asked).toBeGreaterThan(0.9)
}, 60_000)

it('counts by a measure of its own filter what a condition keeps', async () => {
  const started = await startSource()
  await forEachCase(started, linkedPredicate, async (predicates) => {
    const truth = await readTruth(started)
    for (const where of predicates.filter((one) => started.source.capabilities.pushes('Note', one))) {
      const fetch = notes({ fields: [], orderBy: [], group: { by: [], measures: [{ as: 'n', aggregate: 'count', where }] } })
      expect(firstOf(await started.source.fetch(fetch, CONTEXT)), show(where)).toEqual([kept(started, truth, where).length])
    }
  }, 15)
}, 60_000)
