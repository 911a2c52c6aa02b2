import { describe, expect, it } from 'vitest'
import type { Fetch, Ordering } from '../../src/fetch/fetch.ts'
import { columnTypeOf } from '../../src/sources/postgres/column-type.ts'
import type { ColumnShape, LiveShape, TableShape } from '../../src/sources/postgres/column-type.ts'
import { compileFetch } from '../../src/sources/postgres/compile-fetch.ts'
import { liftFetch } from '../../src/sources/postgres/lift.ts'
import { bindStatement } from '../../src/sources/postgres/statement.ts'
import { compileSchema } from './database.ts'

/** The main shapes of statements, each with its golden in `goldens/`: SQL by clause, then the parameters. No database is needed. */
const catalog = compileSchema(`
  enum Tier { FREE @value(stored: "free") PRO @value(stored: "pro") }
  type Customer @entity(source: "db", table: "customers", key: "id") {
    id: ID! name: String! email: String tier: Tier! createdAt: DateTime! @column(name: "created_at") city: String @column(name: "profile.address.city") tags: [String]
    orders: [Order!]! @link(on: {id: "customerId"})
    paid: [Order!]! @link(on: {id: "customerId"}, where: {total: {gt: "0"}})
    namesake: Customer @link(on: {name: "email"}, key: STRING_CI)
  }
  type Order @entity(source: "db", table: "sales.orders", key: "id") {
    id: ID! customerId: Int @column(name: "customer_id") total: Decimal! placedAt: DateTime! @column(name: "placed_at")
    customer: Customer @link(on: {customerId: "id"})
    lines: [Line!]! @link(on: {id: "orderId"})
  }
  type Line @entity(source: "db", table: "lines", key: ["orderId", "no"]) { orderId: Int! @column(name: "order_id") no: Int! quantity: Int! }
`)

const column = (base: string, notNull = true, list = false): ColumnShape => ({ notNull, type: columnTypeOf({ base, name: NAMES[base] ?? base, list, labels: [] }) })
const NAMES: Readonly<Record<string, string>> = { int4: 'integer', int8: 'bigint', timestamptz: 'timestamp with time zone' }
const table = (schema: string, name: string, key: readonly string[], columns: Readonly<Record<string, ColumnShape>>): readonly [string, TableShape] =>
  [`${schema}.${name}`, { schema, table: name, columns: new Map(Object.entries(columns)), unique: [key] }]

const live: LiveShape = {
  foldCase: (sql) => `casefold(${sql})`,
  tables: new Map([
    table('public', 'customers', ['id'], { id: column('int4'), name: column('text'), email: column('text', false), tier: column('text'), created_at: column('timestamptz'), profile: column('jsonb', false), tags: column('text', false, true) }),
    table('sales', 'orders', ['id'], { id: column('int8'), customer_id: column('int4', false), total: column('numeric'), placed_at: column('timestamptz') }),
    table('public', 'lines', ['order_id', 'no'], { order_id: column('int8'), no: column('int4'), quantity: column('int4') }),
  ]),
}

const CLAUSES = / (?=(?:FROM|LEFT JOIN|CROSS JOIN|WHERE|GROUP BY|ORDER BY|LIMIT|OFFSET) )/g
const INNER = /\((?=SELECT)/g

/** A clause a line, those of a SELECT within another moved in. */
function byClause(text: string): string {
  let depth = 0
  return text.replace(INNER, '(\n').replace(CLAUSES, '\n').split('\n').map((line) => {
    const indented = '  '.repeat(depth) + line
    for (const bracket of line.replace(/'[^']*'/g, '').match(/[()]/g) ?? []) depth += bracket === '(' ? 1 : -1
    return indented
  }).join('\n')
}

function show(fetch: Fetch): string {
  const template = liftFetch(fetch)
  const statement = compileFetch({ catalog, live, source: 'db' }, template, 1000)
  const values = bindStatement(statement, { literals: template.literals, fetch })
  return `${byClause(statement.text)}\n\n${values.map((value, i) => `-- $${i + 1} = ${value}\n`).join('')}`
}

const asc = (field: string): Ordering => ({ field, direction: 'asc', nulls: 'last' })
const desc = (field: string): Ordering => ({ field, direction: 'desc', nulls: 'last' })
const customers: Fetch = { entity: 'Customer', fields: ['id', 'name', 'createdAt'], orderBy: [asc('id')] }
const orders: Fetch = { entity: 'Order', fields: ['id', 'total'], orderBy: [desc('placedAt'), desc('id')] }
const ofCustomers = { fields: ['customerId'], types: ['INT64'], values: [['1'], ['2'], ['2'], ['99999999999']] } as const

const CASES: Readonly<Record<string, Fetch>> = {
  'by-key': { ...customers, keys: { fields: ['id'], types: ['INT64'], values: [['7']] } },
  'list': customers,
  'page': { ...customers, page: { limit: 20, offset: 40 } },
  'page-of-uncommon-size': { ...customers, page: { limit: 33 } },
  'keyset-one-direction': { ...orders, page: { limit: 10, after: ['2026-10-01T00:00:00.000Z', '41'] } },
  'keyset-from-the-end': { ...orders, page: { limit: 10, before: ['2026-10-01T00:00:00.000Z', '41'], fromEnd: true } },
  'keyset-mixed-with-nulls': { ...customers, orderBy: [asc('tier'), desc('email'), asc('id')], page: { limit: 10, after: ['PRO', 'a@b.example', '3'] } },
  'keyset-at-null': { ...customers, orderBy: [desc('email'), desc('id')], page: { limit: 10, after: [null, '3'] } },
  'order-by-link-and-count': { ...orders, orderBy: [asc('customer.name'), { ...desc('lines'), count: true }, asc('id')] },
  'batch-of-a-link': { ...orders, keys: ofCustomers },
  'batch-with-a-page-per-key': { ...orders, keys: ofCustomers, page: { limit: 5 } },
  'page-of-one-key': { ...orders, keys: { ...ofCustomers, values: [['7']] }, page: { limit: 5 } },
  'batch-of-composite-keys': { entity: 'Line', fields: ['quantity'], orderBy: [asc('orderId'), asc('no')], keys: { fields: ['orderId', 'no'], types: ['INT64', 'INT64'], values: [['1', '2'], ['3', '4']] } },
  'batch-without-letter-case-through-a-link': { ...orders, keys: { fields: ['customer.email'], types: ['STRING_CI'], values: [['ada@x.example']] } },
  'batch-of-list-elements': { ...customers, keys: { fields: ['tags'], types: ['STRING'], values: [['red'], ['a,b']] } },
  'filter': {
    ...customers,
    where: { kind: 'and', of: [
      { kind: 'compare', field: 'tier', op: 'eq', value: 'PRO' }, { kind: 'or', of: [{ kind: 'isNull', field: 'email' }, { kind: 'match', field: 'email', how: 'endsWith', text: '_x%.example', foldCase: true }] },
      { kind: 'not', of: { kind: 'in', field: 'id', values: ['1', '2'] } }, { kind: 'compare', field: 'city', op: 'eq', value: 'Köln' }, { kind: 'list', field: 'tags', how: 'hasAny', values: ['red'] },
    ] },
  },
  'filter-beyond-the-column': { ...orders, where: { kind: 'or', of: [{ kind: 'compare', field: 'customerId', op: 'lt', value: 3_000_000_000 }, { kind: 'compare', field: 'id', op: 'gt', value: '99999999999999999999' }, { kind: 'in', field: 'id', values: [] }] } },
  'linked-some-every-none': {
    ...customers,
    where: { kind: 'and', of: [
      { kind: 'linked', link: 'orders', quantifier: 'some', where: { kind: 'linked', link: 'lines', quantifier: 'every', where: { kind: 'compare', field: 'quantity', op: 'gte', value: 2 } } },
      { kind: 'linked', link: 'paid', quantifier: 'none', where: { kind: 'and', of: [] } }, { kind: 'linked', link: 'namesake', quantifier: 'some', where: { kind: 'compare', field: 'tier', op: 'eq', value: 'FREE' } },
    ] },
  },
  'linked-count': { ...customers, where: { kind: 'and', of: [{ kind: 'linkedCount', link: 'orders', op: 'gt', value: 0 }, { kind: 'linkedCount', link: 'orders', op: 'lte', value: 3 }] } },
  'aggregate-per-key': {
    entity: 'Order', fields: [], orderBy: [], keys: ofCustomers,
    group: { by: [], measures: [{ as: 'n', aggregate: 'count' }, { as: 'sum', aggregate: 'sum', field: 'total', where: { kind: 'compare', field: 'customer.tier', op: 'eq', value: 'PRO' } }, { as: 'avg', aggregate: 'avg', field: 'total' }] },
  },
  'group-by-month-and-link': {
    entity: 'Order', fields: [], orderBy: [desc('sum'), asc('tier')], page: { limit: 10 },
    group: { by: [{ as: 'month', field: 'placedAt', grain: { unit: 'MONTH', timeZone: 'Europe/Berlin', weekStart: 1, yearStart: 1 } }, { as: 'tier', field: 'customer.tier' }], measures: [{ as: 'sum', aggregate: 'sum', field: 'total' }, { as: 'average', aggregate: 'avg', field: 'customerId' }, { as: 'top', aggregate: 'max', field: 'customer.tier' }] },
  },
}

describe('the statement of', () => {
  it.each(Object.entries(CASES))('%s', async (name, fetch) => {
    await expect(show(fetch)).toMatchFileSnapshot(`goldens/${name}.sql`)
  })
})

describe('fetches of one shape', () => {
  const shapeOf = (fetch: Fetch): string => liftFetch(fetch).shape
  const named = (value: string): Fetch => ({ ...customers, where: { kind: 'compare', field: 'name', op: 'eq', value } })

  it('share a statement, whatever their values', () => {
    expect(shapeOf(named('Ada'))).toBe(shapeOf(named("'; --")))
    expect(shapeOf({ ...orders, keys: ofCustomers })).toBe(shapeOf({ ...orders, keys: { ...ofCustomers, values: [['5']] } }))
    expect(shapeOf({ ...customers, page: { limit: 33, offset: 5 } })).toBe(shapeOf({ ...customers, page: { limit: 34, offset: 7 } }))
    expect(shapeOf({ ...customers, where: { kind: 'in', field: 'id', values: ['1'] } })).toBe(shapeOf({ ...customers, where: { kind: 'in', field: 'id', values: ['1', '2', '3'] } }))
  })

  it('do not where a value changes the SQL', () => {
    expect(shapeOf({ ...customers, page: { limit: 10 } })).not.toBe(shapeOf({ ...customers, page: { limit: 20 } }))
    expect(shapeOf({ ...customers, where: { kind: 'in', field: 'id', values: [] } })).not.toBe(shapeOf({ ...customers, where: { kind: 'in', field: 'id', values: ['1'] } }))
    expect(shapeOf({ ...orders, page: { after: [null, '1'] } })).not.toBe(shapeOf({ ...orders, page: { after: ['2026-10-01T00:00:00.000Z', '1'] } }))
    expect(shapeOf({ ...orders, where: { kind: 'compare', field: 'id', op: 'gt', value: '5' } })).not.toBe(shapeOf({ ...orders, where: { kind: 'compare', field: 'id', op: 'gt', value: '99999999999' } }))
  })
})
