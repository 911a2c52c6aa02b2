import { expect, test } from 'vitest'
import type { Predicate } from '../../src/fetch/fetch.ts'
import { printGroup, printOrder, printPage, printPredicate } from '../../src/fetch/print.ts'

const rating: Predicate = { kind: 'compare', field: 'rating', op: 'gt', value: 3 }
const broken: Predicate = { kind: 'match', field: 'text', how: 'contains', text: 'broken', foldCase: true }

test.each<[Predicate, string]>([
  [{ kind: 'and', of: [rating, { kind: 'not', of: broken }] }, 'rating > 3 and not (text contains "broken" without case)'],
  [{ kind: 'or', of: [rating, { kind: 'and', of: [rating, broken] }] }, 'rating > 3 or (rating > 3 and text contains "broken" without case)'],
  [{ kind: 'or', of: [] }, 'false'],
  [{ kind: 'in', field: 'id', values: ['1', '2'] }, 'id in ["1", "2"]'],
  [{ kind: 'in', field: 'id', values: ['1', '2', '3', '4', '5', '6'] }, 'id in [6 values]'],
  [{ kind: 'linked', link: 'messages', quantifier: 'some', where: broken }, 'some messages (text contains "broken" without case)'],
  [{ kind: 'listCount', field: 'tags', op: 'eq', value: 0 }, 'count of tags = 0'],
])('%j is printed as %s', (predicate, text) => expect(printPredicate(predicate)).toBe(text))

test('orders, pages and groups', () => {
  expect(printOrder([{ field: 'text', direction: 'asc', nulls: 'last' }, { field: 'orders', count: true, direction: 'desc', nulls: 'first' }])).toBe('text asc, count of orders desc nulls first')
  expect(printPage({ limit: 10, offset: 5 }, { fields: ['id'], types: ['INT64'], values: [] })).toBe('limit 10 offset 5 per key')
  expect(printPage({ limit: 10, before: ['1'], fromEnd: true }, undefined)).toBe('before a place last 10')
  const grain = { unit: 'MONTH', timeZone: 'UTC', weekStart: 1, yearStart: 1 } as const
  const measures = [{ as: 'n', aggregate: 'count' }, { as: 's', aggregate: 'sum', field: 'total', where: rating }] as const
  expect(printGroup({ by: [{ as: 'm', field: 'placedAt', grain }, { as: 'c', field: 'country' }], measures })).toBe('count, sum of total where rating > 3 by month of placedAt, country')
})
