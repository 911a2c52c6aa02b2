import { describe, expect, it } from 'vitest'
import { CrossgraphError } from '../../src/errors.ts'
import type { Fetch } from '../../src/fetch/fetch.ts'
import { demoCompany } from './demo-company.ts'
import { demoCatalog, openGraph } from './open-graph.ts'

const catalog = demoCatalog()
/** A graph in which a source fails. */
const failing = (entity: string, error: Error, reportBug: (error: unknown) => void = () => undefined) =>
  openGraph(catalog, demoCompany, { reportBug, behave: (fetch: Fetch) => { if (fetch.entity === entity) throw error } })

const down = new CrossgraphError('SOURCE_UNAVAILABLE', 'Source support cannot be reached', { source: 'support', retryable: true, hint: 'Try again in a moment.' })

describe('a source that fails', () => {
  it('nulls its own fields alone, with its code and what to do', async () => {
    const { data, errors } = await failing('Ticket', down).run('{ customers(limit: 1) { name tickets { id } ticketsAggregate { count } orders { id } } products { sku } }')
    expect(data).toEqual({ customers: [{ name: 'Ada', tickets: null, ticketsAggregate: null, orders: [{ id: '1' }, { id: '2' }, { id: '6' }] }], products: [{ sku: 'LAMP' }, { sku: 'DESK' }] })
    expect(errors).toMatchObject([
      { path: ['customers', 0, 'tickets'], code: 'SOURCE_UNAVAILABLE', message: 'Source support cannot be reached', hint: 'Try again in a moment.' },
      { path: ['customers', 0, 'ticketsAggregate'], code: 'SOURCE_UNAVAILABLE' },
    ])
  })

  it('at the root takes no other root field with it', async () => {
    const { data } = await failing('Ticket', down).run('{ tickets { id } ticketsConnection(first: 1) { totalCount } customers(limit: 1) { name } }')
    expect(data).toEqual({ tickets: null, ticketsConnection: null, customers: [{ name: 'Ada' }] })
  })

  it('while a count is made leaves the rest of the connection', async () => {
    const countless = openGraph(catalog, demoCompany, { behave: (fetch) => { if (fetch.group !== undefined) throw down } })
    const { data, errors } = await countless.run('{ a: customersConnection(first: 1) { nodes { name } } b: customersConnection(first: 2) { totalCount } }')
    expect([data, errors.map(({ path }) => path)]).toEqual([{ a: { nodes: [{ name: 'Ada' }] }, b: null }, [['b', 'totalCount']]])
  })
})

describe('errors', () => {
  it('of keys are their own field\'s alone', async () => {
    const { data, errors } = await openGraph(catalog, demoCompany).run('{ customer(id: "abc") { id } b: customer(id: "1") { name } ticket(id: "1") { id } }')
    expect(data).toEqual({ customer: null, b: { name: 'Ada' }, ticket: null })
    expect(errors).toMatchObject([{ path: ['customer'], code: 'QUERY_KEY' }, { path: ['ticket'], code: 'QUERY_KEY' }])
  })

  it('that are bugs tell the client nothing, and the log everything', async () => {
    const told: unknown[] = []
    const bug = new TypeError('secret of the house')
    const { data, errors } = await failing('Customer', bug, (error) => told.push(error)).run('{ customers { id } }')
    expect([data, told]).toEqual([{ customers: null }, [bug]])
    expect(errors).toMatchObject([{ code: 'INTERNAL', message: expect.not.stringContaining('secret') }])
  })

  it('of a null where there must be none are that row\'s', async () => {
    const { data, errors } = await openGraph(catalog, new Map([['Customer', [{ id: '1', name: null, tier: 'FREE' }, { id: '2', name: 'Bo', tier: 'GONE', country: 'DE' }]]])).run('{ a: customer(id: "1") { name } b: customer(id: "2") { country } }')
    expect(data).toEqual({ a: null, b: { country: 'DE' } })
    expect(errors).toMatchObject([{ path: ['a', 'name'] }])
  })
})

describe('filters over several sources', () => {
  const text = '{ customers(where: {tickets: {some: {status: {eq: OPEN}}}}) { id ticketsAggregate { count } } }'

  it('are refused when nobody lowers them', async () => {
    expect((await openGraph(catalog, demoCompany).run(text)).errors).toMatchObject([{ code: 'QUERY_ACROSS_SOURCES', path: ['customers'] }])
  })

  it('are lowered once a request, before the fetches that they restrict', async () => {
    const lowered: string[] = []
    const graph = openGraph(catalog, demoCompany, {
      lowerPredicate: async (_, entity) => {
        lowered.push(entity)
        return { kind: 'in', field: 'id', values: ['1', '3'] }
      },
    })
    const filter = 'where: {tickets: {some: {status: {eq: OPEN}}}}'
    const { data, asked } = await graph.run(`{ customers(${filter}) { id } customersConnection(${filter}, first: 1) { totalCount nodes { name } } orders(where: {customer: {${filter.slice('where: {'.length)}}) { id } }`)
    expect(data).toMatchObject({ customers: [{ id: '1' }, { id: '3' }], customersConnection: { totalCount: 2, nodes: [{ name: 'Ada' }] } })
    expect(lowered).toEqual(['Customer', 'Order'])
    expect(asked.every(({ fetch }) => fetch.where?.kind === 'in')).toBe(true)
  })

  it('over links of one source go down as they are', async () => {
    const { data, asked } = await openGraph(catalog, demoCompany).run('{ customers(where: {orders: {some: {items: {some: {quantity: {gt: 2}}}}}}, orderBy: [{orders: {count: DESC}}]) { id } }')
    expect([data, asked.length]).toEqual([{ customers: [{ id: '1' }] }, 1])
  })
})
