import { describe, expect, it } from 'vitest'
import { demoCompany } from './demo-company.ts'
import { demoCatalog, openGraph, valueAt } from './open-graph.ts'

const graph = openGraph(demoCatalog(), demoCompany)
const ask = async (text: string): Promise<unknown> => (await graph.run(text)).data

describe('an order by something of another source', () => {
  it('puts rows without a match last, equal ones by key', async () => {
    expect(await ask('{ reviews(orderBy: [{customer: {name: DESC}}]) { id } tickets(orderBy: [{product: {name: ASC}}]) { subject } }')).toEqual({
      reviews: [{ id: '2' }, { id: '3' }, { id: '1' }], tickets: [{ subject: 'ticket 1' }, { subject: 'ticket 2' }, { subject: 'ticket 3' }],
    })
  })

  it('counts the rows behind a link', async () => {
    expect(await ask('{ customers(orderBy: [{tickets: {count: DESC}}, {name: DESC}]) { name } }')).toEqual({ customers: [{ name: 'Ada' }, { name: 'Cy' }, { name: 'Di' }, { name: 'Bo' }] })
    expect(await ask('{ customers(orderBy: [{messages: {count: DESC}}], limit: 1) { name } }')).toEqual({ customers: [{ name: 'Ada' }] })
  })

  it('leads through one source into the next', async () => {
    expect(await ask('{ slackMessages(orderBy: [{author: {customer: {name: ASC}}}], limit: 2) { permalink } }')).toEqual({ slackMessages: [{ permalink: 'p1' }, { permalink: 'p3' }] })
    expect(await ask('{ orders(orderBy: [{customer: {tickets: {count: DESC}}}], limit: 2, offset: 2) { id } }')).toEqual({ orders: [{ id: '1' }, { id: '5' }] })
  })

  it('cuts below each parent after it sorted', async () => {
    expect(await ask('{ products { reviews(orderBy: [{customer: {country: ASC}}, {id: DESC}], limit: 1) { id } } }')).toEqual({ products: [{ reviews: [{ id: '1' }] }, { reviews: [{ id: '3' }] }] })
  })

  it('takes a fetch for each link, whatever the number of rows', async () => {
    const { asked } = await graph.run('{ customers(orderBy: [{tickets: {count: DESC}}, {reviews: {count: ASC}}], limit: 2) { name } }')
    expect(asked.map(({ fetch }) => `${fetch.entity} ${fetch.orderBy.length} ${fetch.keys?.values.length ?? 'all'}`)).toEqual(['Customer 0 all', 'Ticket 0 4', 'Review 0 4'])
  })

  it('has pages with places that serve on', async () => {
    const page = (args: string): Promise<unknown> => ask(`{ c: customersConnection(orderBy: [{tickets: {count: DESC}}], ${args}) { totalCount edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage } } }`)
    const first = await page('first: 1')
    expect(first).toMatchObject({ c: { totalCount: 4, edges: [{ node: { name: 'Ada' } }], pageInfo: { hasNextPage: true, hasPreviousPage: false } } })
    expect(await page(`first: 2, after: "${valueAt(first, 'c.edges.0.cursor')}"`)).toMatchObject({ c: { edges: [{ node: { name: 'Cy' } }, { node: { name: 'Di' } }], pageInfo: { hasNextPage: true, hasPreviousPage: true } } })
  })
})
