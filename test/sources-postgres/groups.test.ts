import { Decimal } from 'decimal.js'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AggregateName, Fetch, Group, GroupTerm, Measure, Ordering, Rows, Value } from '../../src/fetch/fetch.ts'
import { canonicalKey } from '../../src/fetch/key.ts'
import { groupRows } from '../../src/residual/group.ts'
import type { Source } from '../../src/sources/source.ts'
import { predicateOf } from './arbitraries.ts'
import { CONTEXT, nastyCatalog, nastySql, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'
import { memoryShape } from './memory.ts'
import type { Memory, Row } from './memory.ts'
import { EVENTS, LINES, PEOPLE, SHIPMENTS, fillPeople } from './people.ts'

let database: TestDatabase
let source: Source
const catalog = nastyCatalog()
const memory: Memory = { catalog, rows: { Person: PEOPLE, LineItem: LINES, Shipment: SHIPMENTS, Event: EVENTS } }
const shape = memoryShape(memory, 'Person')

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

const grouped = (group: Group, more: Partial<Fetch> = {}): Fetch => ({ entity: 'Person', fields: [], orderBy: [], group, ...more })
const valuesOf = ({ columns, rows }: Pick<Rows, 'columns' | 'rows'>): readonly (readonly Value[])[] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))

/** Decimals by value, with as many digits as averages promise; the rest as it is. */
const rounded = (value: Value): Value => (typeof value === 'string' && /^-?\d+\.\d+$/.test(value) ? new Decimal(value).toSignificantDigits(16).toFixed() : value)
const inAnyOrder = (rows: readonly (readonly Value[])[]): readonly string[] => rows.map((row) => JSON.stringify(row.map(rounded), (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))).toSorted()

const grains = fc.record({ unit: fc.constantFrom('DAY', 'WEEK', 'MONTH', 'QUARTER', 'YEAR'), timeZone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'), weekStart: fc.constantFrom(1, 7, 4), yearStart: fc.constantFrom(1, 4, 10) })
const terms: fc.Arbitrary<GroupTerm> = fc.oneof(
  fc.record({ as: fc.constant(''), field: fc.constantFrom('tier', 'mood', 'team', 'flag', 'boss.tier', 'boss.name', 'exact', 'big', 'token', 'born', 'address.city', 'visits', 'firstWord', 'namesake.id') }),
  fc.record({ as: fc.constant(''), field: fc.constantFrom('seen', 'textTime', 'joined', 'textDay', 'local'), grain: grains }),
)
const MEASURED: Readonly<Record<AggregateName, readonly string[]>> = {
  count: ['mood', 'team'], countDistinct: ['team', 'exact', 'mood', 'boss.name', 'big'], sum: ['rank', 'big', 'price', 'exact', 'tiny', 'visits', 'balance', 'textNumber', 'weight'],
  avg: ['rank', 'tiny', 'price', 'exact', 'visits', 'weight'], min: ['name', 'mood', 'tier', 'token', 'born', 'seen', 'big', 'flag', 'price', 'textTime', 'boss.rank'], max: ['name', 'mood', 'tier', 'token', 'born', 'seen', 'exact', 'flag', 'rank', 'textDay', 'joined'],
}
const measures: fc.Arbitrary<Measure> = fc.constantFrom(...(Object.keys(MEASURED) as AggregateName[])).chain((aggregate) => fc.record({
  as: fc.constant(''), aggregate: fc.constant(aggregate), field: fc.constantFrom(...MEASURED[aggregate]), where: fc.option(predicateOf(catalog, 'Person', 1), { nil: undefined }),
})).map(({ where, ...measure }) => (where === undefined ? measure : { ...measure, where }))

const named = <T extends { readonly as: string }>(prefix: string, list: readonly T[]): readonly T[] => list.map((one, i) => ({ ...one, as: `${prefix}${i}` }))
const groups: fc.Arbitrary<Group> = fc.record({ by: fc.array(terms, { maxLength: 2 }), measures: fc.array(measures, { maxLength: 3 }) })
  .map(({ by, measures: list }) => ({ by: named('t', by), measures: named('m', list) }))
  .filter(({ by, measures: list }) => by.length + list.length > 0)

describe('groups', () => {
  it('are those of memory', async () => {
    await fc.assert(fc.asyncProperty(groups, async (group) => {
      const rows = await source.fetch(grouped(group), CONTEXT)
      expect(inAnyOrder(valuesOf(rows))).toEqual(inAnyOrder(valuesOf(groupRows(catalog, { shape, rows: PEOPLE }, { group, keysOf: undefined }))))
    }), { numRuns: 300 })
  })

  const keyBatches = [
    { fields: ['bossId'], types: ['INT64'], values: [['1'], ['5'], ['999'], ['4']] }, { fields: ['email'], types: ['STRING_CI'], values: [['ada@x.example'], ['äö@x.example']] },
    { fields: ['tags'], types: ['STRING'], values: [['red'], ['blue']] }, { fields: ['tier', 'bossId'], types: ['STRING', 'INT64'], values: [['PRO', '5'], ['FREE', '1']] },
  ] as const

  it.each(keyBatches)('by keys of $fields are those of memory', async (keys) => {
    const keysOf = (row: Row): readonly string[] => {
      const parts = keys.fields.map((field, i) => [shape.read(field)(row)].flat().flatMap((value: Value) => canonicalKey(keys.types[i]!, value) ?? []))
      return keys.values.filter((key) => key.every((part, i) => parts[i]!.includes(part))).map((key) => (key.length === 1 ? key[0] : key.map((part) => `${part.length}:${part}`).join('')))
    }
    await fc.assert(fc.asyncProperty(groups, async (group) => {
      const rows = await source.fetch(grouped(group, { keys }), CONTEXT)
      const expected = groupRows(catalog, { shape, rows: PEOPLE }, { group, keysOf })
      const withKey = (one: Pick<Rows, 'columns' | 'rows' | 'keysOf'>) => inAnyOrder(valuesOf(one).map((values, i) => [...values, one.keysOf!(one.rows[i]!).join()]))
      expect(withKey(rows)).toEqual(withKey({ columns: expected.columns, rows: expected.rows, ...(expected.keysOf === undefined ? {} : { keysOf: expected.keysOf }) }))
    }), { numRuns: 40 })
  })

  it('are ordered by terms and measures, enums by their declaration', async () => {
    const group: Group = { by: [{ as: 'mood', field: 'mood' }], measures: [{ as: 'n', aggregate: 'count' }] }
    const orders: readonly (readonly Ordering[])[] = [[{ field: 'mood', direction: 'asc', nulls: 'first' }], [{ field: 'mood', direction: 'desc', nulls: 'last' }]]
    const moods = await Promise.all(orders.map(async (orderBy) => valuesOf(await source.fetch(grouped(group, { orderBy }), CONTEXT)).map(([mood]) => mood)))
    expect(moods).toEqual([[null, 'HAPPY', 'SAD', 'OK'], ['OK', 'SAD', 'HAPPY', null]])
    const [most] = valuesOf(await source.fetch(grouped({ by: [{ as: 'team', field: 'team' }], measures: [{ as: 'top', aggregate: 'max', field: 'tier' }] }, { orderBy: [{ field: 'top', direction: 'desc', nulls: 'last' }, { field: 'team', direction: 'asc', nulls: 'last' }], page: { limit: 1 } }), CONTEXT))
    expect(most).toEqual(['', 'BASIC'])
  })

  it('are cut per key', async () => {
    const group: Group = { by: [{ as: 'tier', field: 'tier' }], measures: [{ as: 'n', aggregate: 'count' }] }
    const rows = await source.fetch(grouped(group, { keys: keyBatches[0], orderBy: [{ field: 'n', direction: 'desc', nulls: 'last' }, { field: 'tier', direction: 'asc', nulls: 'last' }], page: { limit: 1 } }), CONTEXT)
    expect(rows.rows.map((row) => rows.keysOf!(row).join()).toSorted()).toEqual(['1', '5', '999'])
  })

  it('has one row of nothing: sums and counts 0, the rest null', async () => {
    const group: Group = { by: [], measures: [{ as: 'n', aggregate: 'count' }, { as: 's', aggregate: 'sum', field: 'rank' }, { as: 'd', aggregate: 'sum', field: 'price' }, { as: 'a', aggregate: 'avg', field: 'rank' }, { as: 'm', aggregate: 'max', field: 'mood' }] }
    expect(valuesOf(await source.fetch(grouped(group, { where: { kind: 'or', of: [] } }), CONTEXT))).toEqual([[0, 0n, '0', null, null]])
  })
})

describe('averages', () => {
  const average = async (column: string, field: string, stored: readonly string[]): Promise<Value> => {
    for (const [i, value] of stored.entries()) await database.sql(`INSERT INTO "user" (id, "select", tier, "${column}") VALUES ($1, 'average', 'pro', $2)`, [2000 + i, value])
    const rows = await source.fetch(grouped({ by: [], measures: [{ as: 'a', aggregate: 'avg', field }] }, { where: { kind: 'compare', field: 'name', op: 'eq', value: 'average' } }), CONTEXT)
    await database.sql(`DELETE FROM "user" WHERE "select" = 'average'`)
    return valuesOf(rows)[0]![0]!
  }

  it('of Int are the nearest double', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer(), { minLength: 1, maxLength: 7 }), async (numbers) => {
      const exact = numbers.reduce((total, number) => total + BigInt(number), 0n)
      expect(await average('order', 'rank', numbers.map(String))).toBe(Number(exact) / numbers.length)
    }), { numRuns: 20 })
  })

  it.each([
    ['tiny', ['0.00000000000000000001', '0', '0']], ['huge', ['99999999999999999999999999', '1', '3']], ['long', ['1.23456789012345678901234567890', '2', '5']], ['thirds', ['1', '1', '2']],
  ])('of Decimals keep 16 significant digits: %s', async (_, stored) => {
    const exact = Decimal.clone({ precision: 60 })
    const expected = stored.reduce((total, value) => total.plus(value), new exact(0)).div(stored.length)
    const found = new exact((await average('exact', 'exact', stored)) as string)
    expect(found.toSignificantDigits(16).toFixed()).toBe(expected.toSignificantDigits(16).toFixed())
  })
})
