import { describe, expect, it } from 'vitest'
import { entityOf } from '../../src/catalog/model.ts'
import type { Predicate } from '../../src/fetch/fetch.ts'
import { readWhere } from '../../src/graph/arguments/where.ts'
import { demoCompany } from './demo-company.ts'
import { catalogFrom, demoCatalog, openGraph } from './open-graph.ts'

const catalog = demoCatalog()
const keyProblem = (entity: string, _: unknown, __: unknown, key: readonly string[]): string | null => (entity === 'Customer' && key.some((part) => !/^\d+$/.test(part)) ? 'no number' : null)
const sources = new Map([...catalog.sources.keys()].map((name) => [name, { keyProblem }]))

const read = (entity: string, where: unknown): Predicate | undefined => readWhere({ catalog, sources, resultLimit: 1000 }, entityOf(catalog, entity), where)
const compare = (field: string, op: 'eq' | 'ne' | 'gt' | 'lte', value: string | number): Predicate => ({ kind: 'compare', field, op, value })
const HOLDS: Predicate = { kind: 'and', of: [] }

describe('operators', () => {
  it.each<[string, unknown, Predicate]>([
    ['Customer', { country: { ne: 'DE' } }, compare('country', 'ne', 'DE')],
    ['Customer', { country: { in: ['DE', 'FR'] } }, { kind: 'in', field: 'country', values: ['DE', 'FR'] }],
    ['Customer', { country: { notIn: [] } }, { kind: 'not', of: { kind: 'in', field: 'country', values: [] } }],
    ['Customer', { country: { isNull: true } }, { kind: 'isNull', field: 'country' }],
    ['Customer', { country: { isNull: false } }, { kind: 'not', of: { kind: 'isNull', field: 'country' } }],
    ['Customer', { name: { ilike: 'a%' } }, { kind: 'match', field: 'name', how: 'like', text: 'a%', foldCase: true }],
    ['Customer', { name: { icontains: '50%' } }, { kind: 'match', field: 'name', how: 'contains', text: '50%', foldCase: true }],
    ['Customer', { name: { startsWith: 'A' } }, { kind: 'match', field: 'name', how: 'startsWith', text: 'A', foldCase: false }],
    ['Order', { customerId: { gt: 1, lte: 5 } }, { kind: 'and', of: [compare('customerId', 'gt', 1), compare('customerId', 'lte', 5)] }],
    ['Ticket', { tags: { has: 'late' } }, { kind: 'list', field: 'tags', how: 'hasAny', values: ['late'] }],
    ['Ticket', { tags: { hasAll: ['a', 'b'] } }, { kind: 'list', field: 'tags', how: 'hasAll', values: ['a', 'b'] }],
    ['Ticket', { tags: { isEmpty: false } }, { kind: 'listCount', field: 'tags', op: 'ne', value: 0 }],
    ['Ticket', { tags: { count: { gt: 2 } } }, { kind: 'listCount', field: 'tags', op: 'gt', value: 2 }],
    ['Ticket', { messages: { some: { author: { eq: 'Ada' } } } }, { kind: 'linked', link: 'messages', quantifier: 'some', where: compare('author', 'eq', 'Ada') }],
    ['Customer', { orders: { every: { total: { gt: '1' } } } }, { kind: 'linked', link: 'orders', quantifier: 'every', where: compare('total', 'gt', '1') }],
    ['Customer', { orders: { count: { in: [0, 3] } } }, { kind: 'or', of: [0, 3].map((value) => ({ kind: 'linkedCount', link: 'orders', op: 'eq', value })) }],
    ['Order', { customer: { country: { eq: 'DE' } } }, { kind: 'linked', link: 'customer', quantifier: 'some', where: compare('country', 'eq', 'DE') }],
  ])('of %s: %j', (entity, where, predicate) => {
    expect(read(entity, where)).toEqual(predicate)
  })

  it('reach into single embedded objects, whose lists have quantifiers no more', () => {
    const nested = catalogFrom('type A @entity(source: "support", collection: "a", key: "id") { id: ID! place: Place } type Place { city: String spots: [Spot!] } type Spot { x: Int }')
    const predicate = readWhere({ catalog: nested, sources, resultLimit: 1 }, entityOf(nested, 'A'), { not: { place: { city: { eq: 'Köln' } } } })
    expect(predicate).toEqual({ kind: 'not', of: compare('place.city', 'eq', 'Köln') })
    expect(openGraph(nested, new Map()).typeDefs).not.toMatch(/input PlaceWhere \{[^}]*spots/)
  })
})

describe('what is empty', () => {
  it.each<[string, unknown, Predicate]>([
    ['a filter', {}, HOLDS],
    ['conditions', { country: {} }, HOLDS],
    ['quantifiers', { orders: {} }, HOLDS],
    ['and', { and: [] }, HOLDS],
    ['or', { or: [] }, { kind: 'or', of: [] }],
    ['not', { not: {} }, { kind: 'not', of: HOLDS }],
    ['the filter of a quantifier', { orders: { none: {} } }, { kind: 'linked', link: 'orders', quantifier: 'none', where: HOLDS }],
  ])('%s', (_, where, predicate) => {
    expect(read('Customer', where)).toEqual(predicate)
  })

  it('the filter of a to-one link says that there is a row', () => {
    expect(read('Order', { customer: {} })).toEqual({ kind: 'linked', link: 'customer', quantifier: 'some', where: HOLDS })
  })
})

describe('nulls', () => {
  const graph = openGraph(catalog, demoCompany)

  it.each([
    ['{eq: null}', '{country: {eq: null}}'],
    ['inside a list', '{country: {in: ["DE", null]}}'],
    ['for a field', '{country: null}'],
    ['for a link', '{orders: {some: null}}'],
    ['for not', '{not: null}'],
    ['deep below a link of another source', '{not: {tickets: {some: {productSku: {eq: null}}}}}'],
    ['for where', 'null'],
  ])('are refused: %s', async (_, where) => {
    const { data, errors, asked } = await graph.run(`{ customers(where: ${where}) { id } }`)
    expect(errors).toMatchObject([{ code: 'QUERY_NULL_IN_FILTER', message: expect.stringContaining('isNull') }])
    expect([data, asked]).toEqual([{ customers: null }, []])
  })

  it('of variables are refused too', async () => {
    const { errors } = await graph.run('query($c: String) { customers(where: {country: {eq: $c}}) { id } }', { c: null })
    expect(errors[0]?.code).toBe('QUERY_NULL_IN_FILTER')
  })

  it('are not what a variable is that was not given: its condition is left out', async () => {
    const { data } = await graph.run('query($c: String) { customers(where: {country: {eq: $c}, tier: {eq: FREE}}) { id } }')
    expect(data).toEqual({ customers: [{ id: '2' }, { id: '10' }] })
  })

  it('… but inside a list it is an error', async () => {
    const { errors } = await graph.run('query($c: String) { customers(where: {country: {in: ["DE", $c]}}) { id } }')
    expect(errors).toHaveLength(1)
  })
})

describe('keys', () => {
  it('that cannot be converted are errors, not keys that nothing has', () => {
    expect(() => read('Customer', { id: { in: ['1', 'abc'] } })).toThrow(expect.objectContaining({ code: 'QUERY_KEY' }))
    expect(() => read('Order', { customer: { id: { gt: 'abc' } } })).toThrow(/"abc" is no key of Customer: no number/)
    expect(read('Customer', { id: { gt: '9' } })).toEqual(compare('id', 'gt', '9'))
  })
})
