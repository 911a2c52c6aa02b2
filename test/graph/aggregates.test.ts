import { describe, expect, it } from 'vitest'
import { demoCompany } from './demo-company.ts'
import { demoCatalog, openGraph } from './open-graph.ts'

const graph = openGraph(demoCatalog(), demoCompany)
const ask = async (text: string): Promise<unknown> => (await graph.run(text)).data

describe('aggregates', () => {
  it('are exact, and of JSON types that lose no digit', async () => {
    expect(await ask('{ ordersAggregate { count sum { total } avg { total } min { total placedAt status } max { id number } } }')).toEqual({ ordersAggregate: {
      count: 6, sum: { total: '72.65' }, avg: { total: expect.stringMatching(/^12\.10833333333333/) }, min: { total: '0.05', placedAt: '2026-02-01T12:00:00.000Z', status: 'PENDING' }, max: { id: '6', number: 'SO-2026-00006' },
    } })
    expect(await ask('{ orderItemsAggregate { sum { quantity } avg { quantity } max { quantity } } }')).toEqual({ orderItemsAggregate: { sum: { quantity: '7' }, avg: { quantity: 1.75 }, max: { quantity: 3 } } })
  })

  it('over nothing are 0 for counts and sums, null for the rest', async () => {
    const empty = { count: 0, sum: { total: '0' }, avg: { total: null }, max: { placedAt: null } }
    expect(await ask('{ ordersAggregate(where: {or: []}) { count sum { total } avg { total } max { placedAt } } }')).toEqual({ ordersAggregate: empty })
  })

  it('below a parent without rows are the same, though there is no group for it', async () => {
    expect(await ask('{ customer(id: "3") { ordersAggregate { count sum { total } avg { total } max { placedAt } } reviewsAggregate { sum { rating } min { rating } } } }')).toEqual({
      customer: { ordersAggregate: { count: 0, sum: { total: '0' }, avg: { total: null }, max: { placedAt: null } }, reviewsAggregate: { sum: { rating: '0' }, min: { rating: null } } },
    })
    expect(await ask('{ slackMessage(permalink: "p4") { mentionedOrdersAggregate { count sum { total } } } }')).toEqual({ slackMessage: { mentionedOrdersAggregate: { count: 0, sum: { total: '0' } } } })
  })

  it('take one fetch, whatever aliases their parts have', async () => {
    const { data, asked } = await graph.run('{ ordersAggregate { n: count a: sum { t: total } b: sum { total } lowest: min { total } __typename } }')
    expect(data).toEqual({ ordersAggregate: { n: 6, a: { t: '72.65' }, b: { total: '72.65' }, lowest: { total: '0.05' }, __typename: 'OrderAggregate' } })
    expect(asked.map(({ fetch }) => fetch.group?.measures.map(({ as }) => as))).toEqual([['count', 'min_total', 'sum_total']])
  })

  it('under different filters never share', async () => {
    expect(await ask('{ customer(id: "1") { paid: ordersAggregate(where: {status: {eq: PAID}}) { count } all: ordersAggregate { count } } }')).toEqual({ customer: { paid: { count: 1 }, all: { count: 3 } } })
  })

  it('of rows of several keys are made in the gateway, each row once', async () => {
    expect(await ask('{ slackMessage(permalink: "p2") { mentionedOrdersAggregate(where: {total: {gt: 1}}) { count sum { total } avg { total } min { status } } } }')).toEqual({
      slackMessage: { mentionedOrdersAggregate: { count: 2, sum: { total: '30.3' }, avg: { total: '15.15' }, min: { status: 'PAID' } } },
    })
  })
})
