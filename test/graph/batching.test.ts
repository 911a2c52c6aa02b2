import { describe, expect, it } from 'vitest'
import { demoCompany } from './demo-company.ts'
import { demoCatalog, openGraph } from './open-graph.ts'
import type { Asked } from './open-graph.ts'

const graph = openGraph(demoCatalog(), demoCompany)
const calls = (asked: readonly Asked[]): readonly string[] => asked.map(({ fetch, origin }) => `${origin.path.join('.')}: ${fetch.entity}${fetch.keys === undefined ? '' : ` by ${fetch.keys.values.length}`}`)

describe('a level of the selection', () => {
  it('is one fetch, however many rows stand above it', async () => {
    const { data, asked } = await graph.run('{ customers { name orders { number items { quantity product { sku } } } } }')
    expect(calls(asked)).toEqual(['customers: Customer', 'customers.orders: Order by 4', 'customers.orders.items: OrderItem by 4', 'customers.orders.items.product: Product by 2'])
    expect(data).toMatchObject({ customers: [{ name: 'Ada', orders: [{ number: 'SO-2026-00001', items: [{ quantity: 2, product: { sku: 'LAMP' } }, { quantity: 1, product: { sku: 'DESK' } }] }, {}, {}] }, {}, {}, {}] })
  })

  it('is one fetch across sources too', async () => {
    const { asked } = await graph.run('{ customers { tickets { subject product { name } } reviews { rating } } }')
    expect(calls(asked)).toEqual(['customers: Customer', 'customers.tickets: Ticket by 4', 'customers.reviews: Review by 4', 'customers.tickets.product: Product by 2'])
  })

  it('knows which call gave it its keys', async () => {
    const { asked } = await graph.run('{ customers { orders { items { id } } } }')
    expect(asked.map(({ origin }) => origin.parent)).toEqual([null, 1, 2])
  })

  it('counts and aggregates in one group fetch each', async () => {
    const { data, asked } = await graph.run('{ customers { ordersAggregate { count sum { total } } ordersConnection(first: 1) { totalCount nodes { id } } } }')
    expect(calls(asked).slice(1).toSorted()).toEqual(['customers.ordersAggregate: Order by 4', 'customers.ordersConnection: Order by 4', 'customers.ordersConnection: Order by 4'])
    expect(data).toMatchObject({ customers: [{ ordersAggregate: { count: 3, sum: { total: '35.3' } }, ordersConnection: { totalCount: 3, nodes: [{ id: '1' }] } }, {}, {}, { ordersAggregate: { count: 0 } }] })
  })

  it('asks for each key once', async () => {
    const { asked } = await graph.run('{ orders { customer { name } } }')
    expect(asked[1]?.fetch.keys?.values).toEqual([['1'], ['2'], ['99']])
  })

  it('is no fetch at all when no row has a key, or no row is wanted', async () => {
    const { data, asked } = await graph.run('{ orders(where: {customerId: {isNull: true}}) { customer { id } } none: customers(limit: 0) { orders { id } } }')
    expect([data, calls(asked)]).toEqual([{ orders: [{ customer: null }], none: [] }, ['orders: Order']])
  })
})

describe('aliases', () => {
  it('of one key are one batch, each with its own selection', async () => {
    const { data, asked } = await graph.run('{ a: customer(id: "1") { id } b: customer(id: "1") { name id } c: customer(id: "2") { id } none: customer(id: "77") { id } }')
    expect(data).toEqual({ a: { id: '1' }, b: { name: 'Ada', id: '1' }, c: { id: '2' }, none: null })
    expect(calls(asked)).toEqual(['a: Customer by 3', 'b: Customer by 1'])
  })

  it('with equal arguments share a fetch', async () => {
    const { asked } = await graph.run('{ customers { a: orders(limit: 2) { id } b: orders(limit: 2) { id } } x: products { sku } y: products { sku } }')
    expect(calls(asked)).toEqual(['customers: Customer', 'x: Product', 'customers.a: Order by 4'])
  })

  it('share it also where their rows lead on to different things', async () => {
    const { data } = await graph.run('{ customer(id: "1") { a: orders(limit: 1) { id items(limit: 1) { id } } b: orders(limit: 1) { id items { id } } } }')
    expect(data).toEqual({ customer: { a: [{ id: '1', items: [{ id: '1' }] }], b: [{ id: '1', items: [{ id: '1' }, { id: '2' }] }] } })
  })

  it('with different arguments never share rows', async () => {
    const { data } = await graph.run('{ customer(id: "1") { paid: orders(where: {status: {eq: PAID}}) { id } orders(where: {status: {eq: SHIPPED}}) { id } last: orders(orderBy: [{id: DESC}], limit: 1) { id } } }')
    expect(data).toEqual({ customer: { paid: [{ id: '1' }], orders: [{ id: '2' }], last: [{ id: '6' }] } })
  })

  it('may swap the names of two fields, or of two links', async () => {
    const { data } = await graph.run('{ customer(id: "1") { name: country country: name orders: tickets { subject } tickets: orders(limit: 1) { id } } }')
    expect(data).toEqual({ customer: { name: 'DE', country: 'Ada', orders: [{ subject: 'ticket 1' }, { subject: 'ticket 2' }], tickets: [{ id: '1' }] } })
  })
})
