import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Predicate, Rows } from '../../src/fetch/fetch.ts'
import { compileTest } from '../../src/residual/evaluate.ts'
import { wireShape } from '../../src/residual/row-shape.ts'
import { points, predicate } from './arbitrary.ts'
import { CONTEXT, firstOf, notes, startSource } from './start.ts'

const FIELDS = ['id', 'sku', 'productId', 'big', 'stars', 'ok', 'mood', 'at', 'day', 'tags', 'sizes', 'city', 'address', 'address.zip', 'comments']

it('what is pushed keeps exactly the rows that the gateway would keep', async () => {
  const { source, client, catalog } = await startSource()
  const kept = ({ rows, columns }: Rows, where: Predicate) => {
    const test = compileTest(catalog, wireShape(catalog, 'Note', columns), where)
    return rows.filter((row) => test(row) === true).map((row) => columns[0]!.toValue(row[0]))
  }
  let pushed = 0
  let asked = 0
  await fc.assert(fc.asyncProperty(points, fc.array(predicate, { minLength: 10, maxLength: 20 }), async (stored, predicates) => {
    await client.delete('notes', { filter: {}, wait: true })
    await client.upsert('notes', { points: stored.map(({ id, payload = {} }) => ({ id: id as number, payload, vector: [1, 0] })) })
    const all = await source.fetch(notes({ fields: FIELDS }), CONTEXT)
    asked += predicates.length
    for (const where of predicates.filter((one) => source.capabilities.pushes('Note', one))) {
      pushed++
      expect(firstOf(await source.fetch(notes({ where }), CONTEXT))).toEqual(kept(all, where))
    }
  }), { numRuns: 60 })
  expect(pushed / asked).toBeGreaterThan(0.5)
}, 30_000)
