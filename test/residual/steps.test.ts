import { describe, expect, test } from 'vitest'
import type { Fetch, Group, Measure, Ordering, Page, Rows, Value } from '../../src/fetch/fetch.ts'
import { plainColumn } from '../../src/residual/plain-column.ts'
import { printStep, runSteps } from '../../src/residual/steps.ts'
import type { ResidualStep } from '../../src/residual/steps.ts'
import { smallCatalog } from '../door/small-company.ts'

const catalog = smallCatalog()
const fetch: Fetch = { entity: 'Buyer', fields: [], orderBy: [] }
const call = { native: '', rows: 0, bytes: 0, ms: 0, keys: 0 }

function run(fields: readonly string[], rows: readonly (readonly Value[])[], ...steps: readonly ResidualStep[]): readonly (readonly unknown[])[] {
  return runSteps(catalog, fetch, { rows: { columns: fields.map(plainColumn), rows, call }, steps }).rows
}
const by = (field: string, direction: 'asc' | 'desc' = 'asc', nulls: 'first' | 'last' = 'last'): Ordering => ({ field, direction, nulls })
const column = (values: readonly Value[]): readonly (readonly Value[])[] => values.map((value) => [value])

describe('sort', () => {
  const sorted = (ordering: Ordering, values: readonly Value[]): readonly unknown[] => run([ordering.field], column(values), { kind: 'sort', orderBy: [ordering] }).map(([value]) => value)

  test('puts NULLs where it is told, in both directions', () => {
    expect(sorted(by('age'), [2, null, 1])).toEqual([1, 2, null])
    expect(sorted(by('age', 'desc'), [2, null, 1])).toEqual([2, 1, null])
    expect(sorted(by('age', 'desc', 'first'), [2, null, 1])).toEqual([null, 2, 1])
  })

  test('orders enums by declaration, keys of numbers as numbers, text by code point', () => {
    expect(sorted(by('tier'), ['ENTERPRISE', 'FREE', 'PRO'])).toEqual(['FREE', 'PRO', 'ENTERPRISE'])
    expect(sorted(by('id'), ['10', '9', '2'])).toEqual(['2', '9', '10'])
    expect(sorted(by('name'), ['zoe', 'Émile', 'Ada'])).toEqual(['Ada', 'zoe', 'Émile'])
  })

  test('falls back on later terms, and counts lists', () => {
    const rows = [['1', [{}, {}]], ['3', null], ['2', [{}, {}]]] as const
    const orderBy: readonly Ordering[] = [{ ...by('visits', 'desc'), count: true }, by('id', 'desc')]
    expect(run(['id', 'visits'], rows, { kind: 'sort', orderBy }).map(([id]) => id)).toEqual(['2', '1', '3'])
  })
})

describe('page', () => {
  const orderBy = [by('age'), by('id')]
  const rows = [[1, '1'], [2, '2'], [2, '3'], [null, '4'], [null, '5']] as const
  const paged = (page: Page): readonly unknown[] => run(['age', 'id'], rows, { kind: 'page', page, orderBy, keys: undefined }).map(([, id]) => id)

  test.each<[Page, readonly string[]]>([
    [{ limit: 2, offset: 1 }, ['2', '3']],
    [{ limit: 0 }, []],
    [{ offset: 4 }, ['5']],
    [{ after: [2, '2'], limit: 2 }, ['3', '4']],
    [{ after: [null, '4'] }, ['5']],
    [{ after: [1, '7'] }, ['2', '3', '4', '5']],
    [{ before: [2, '3'] }, ['1', '2']],
    [{ before: [null, '5'], limit: 2, fromEnd: true }, ['3', '4']],
    [{ limit: 2, fromEnd: true }, ['4', '5']],
    [{ limit: 1, offset: 1, fromEnd: true }, ['4']],
    [{ after: [1, '1'], before: [null, '4'], limit: 1 }, ['2']],
  ])('%j', (page, ids) => expect(paged(page)).toEqual(ids))

  test('counts per key; a row of two keys may stay for one of them', () => {
    const keys = new Map<unknown, readonly string[]>([['1', ['a']], ['2', ['a', 'b']], ['3', ['b']]])
    const given: Rows = { columns: ['age', 'id'].map(plainColumn), rows: rows.slice(0, 3), call, keysOf: (row) => keys.get(row[1]) ?? [] }
    const result = runSteps(catalog, fetch, { rows: given, steps: [{ kind: 'page', page: { limit: 1 }, orderBy, keys: undefined }] })
    expect(result.rows.map((row) => [row[1], result.keysOf?.(row)])).toEqual([['1', ['a']], ['2', ['b']]])
  })
})

describe('group', () => {
  const grouped = (group: Group, rows: readonly (readonly Value[])[], fields: readonly string[]): readonly (readonly unknown[])[] => run(fields, rows, { kind: 'group', group })
  const measured = (aggregate: Measure['aggregate'], field: string, values: readonly Value[]): unknown =>
    grouped({ by: [], measures: [{ as: 'm', aggregate, field }] }, column(values), [field])[0]?.[0]

  test('sums exactly, in the type that holds the sum', () => {
    expect(measured('sum', 'balance', ['0.10', '0.20', null])).toBe('0.3')
    expect(measured('sum', 'balance', ['12345678901234567890.01', '0.000000000000000000001'])).toBe('12345678901234567890.010000000000000000001')
    expect(measured('sum', 'age', [2_147_483_647, 2_147_483_647])).toBe(4_294_967_294n)
    expect(measured('sum', 'weight', [0.5, 0.25])).toBe(0.75)
  })

  test('averages to the nearest double, of Decimals to twenty digits and more', () => {
    expect(measured('avg', 'age', [1, 2])).toBe(1.5)
    expect(measured('avg', 'age', [1, 1, 2])).toBe(4 / 3)
    expect(measured('avg', 'balance', ['10', '10', '11'])).toMatch(/^10\.3{20,}$/)
    expect(measured('avg', 'balance', ['1.20', '1.30'])).toBe('1.25')
  })

  test('nothing sums to 0 and counts 0, and has no average and no extreme', () => {
    const of = (aggregate: Measure['aggregate']): unknown => measured(aggregate, 'balance', [null])
    expect([of('sum'), of('count'), of('countDistinct'), of('avg'), of('min'), of('max')]).toEqual(['0', 0, 0, null, null, null])
    expect(measured('sum', 'age', [])).toBe(0n)
  })

  test('finds extremes and distinct values by value, not by text', () => {
    expect(measured('max', 'id', ['9', '10'])).toBe('10')
    expect(measured('min', 'tier', ['ENTERPRISE', 'PRO'])).toBe('PRO')
    expect(measured('countDistinct', 'balance', ['1.0', '1.00', '2', null])).toBe(2)
  })

  test('a measure has its own filter', () => {
    const adult: Measure = { as: 'adults', aggregate: 'count', where: { kind: 'compare', field: 'age', op: 'gte', value: 18 } }
    expect(grouped({ by: [{ as: 'tier', field: 'tier' }], measures: [{ as: 'all', aggregate: 'count' }, adult] }, [['PRO', 20], ['PRO', 3], ['FREE', null]], ['tier', 'age']))
      .toEqual([['PRO', 2, 1], ['FREE', 1, 0]])
  })

  test('NULL is a group, and terms without rows are none', () => {
    const group: Group = { by: [{ as: 'name', field: 'name' }], measures: [] }
    expect(grouped(group, column(['a', null, 'a', null]), ['name'])).toEqual([['a'], [null]])
    expect(grouped(group, [], ['name'])).toEqual([])
  })

  test('groups are sorted and paged by the names of terms and measures', () => {
    const group: Group = { by: [{ as: 'who', field: 'name' }], measures: [{ as: 'sum', aggregate: 'sum', field: 'balance' }] }
    const orderBy = [by('sum', 'desc')]
    const steps: readonly ResidualStep[] = [{ kind: 'group', group }, { kind: 'sort', orderBy }, { kind: 'page', page: { limit: 2 }, orderBy, keys: undefined }]
    expect(run(['name', 'balance'], [['a', '9'], ['b', '10'], ['c', '1'], ['a', '0.5']], ...steps)).toEqual([['b', '10'], ['a', '9.5']])
  })

  test('groups per key', () => {
    const given: Rows = { columns: [plainColumn('id')], rows: [['1'], ['2'], ['3']], call, keysOf: ([id]) => (id === '2' ? ['a', 'b'] : ['a']) }
    const result = runSteps(catalog, fetch, { rows: given, steps: [{ kind: 'group', group: { by: [], measures: [{ as: 'n', aggregate: 'count' }] } }] })
    expect(result.rows.map((row) => [row, result.keysOf?.(row)])).toEqual([[[3], ['a']], [[1], ['b']]])
  })

  test('prints a sum of Int as the text that a BigInt is', () => {
    const rows: Rows = { columns: [plainColumn('age')], rows: [[1]], call }
    const { columns, rows: [row] } = runSteps(catalog, fetch, { rows, steps: [{ kind: 'group', group: { by: [], measures: [{ as: 's', aggregate: 'sum', field: 'age' }] } }] })
    expect(columns[0]?.toJson(row?.[0])).toBe('"1"')
  })
})

test('filter keeps what is true, not what is unknown', () => {
  expect(run(['age'], column([1, null, 2]), { kind: 'filter', where: { kind: 'compare', field: 'age', op: 'ne', value: 1 } })).toEqual([[2]])
})

test('steps have names', () => {
  expect(printStep({ kind: 'filter', where: { kind: 'compare', field: 'age', op: 'gt', value: 3 } })).toBe('filter: age > 3')
  expect(printStep({ kind: 'sort', orderBy: [by('name')] })).toBe('sort: name asc')
})
