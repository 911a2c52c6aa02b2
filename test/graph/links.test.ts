import { describe, expect, it } from 'vitest'
import type { Company } from '../door/memory-rows.ts'
import { demoCompany } from './demo-company.ts'
import { catalogFrom, demoCatalog, openGraph, valueAt } from './open-graph.ts'

const demo = openGraph(demoCatalog(), demoCompany)

describe('a key that is a list', () => {
  const named = (args: string): Promise<unknown> => demo.run(`{ slackMessage(permalink: "p1") { mentionedCustomers${args} { id } } }`).then(({ data }) => data)
  const customers = (...ids: readonly string[]): unknown => ({ slackMessage: { mentionedCustomers: ids.map((id) => ({ id })) } })

  it('finds the rows of all its elements, each once, in order, without letter case', async () => {
    const { data, asked } = await demo.run('{ slackMessages { permalink mentionedCustomers { name } } }')
    expect(data).toEqual({ slackMessages: [
      { permalink: 'p1', mentionedCustomers: [{ name: 'Ada' }, { name: 'Bo' }] }, { permalink: 'p2', mentionedCustomers: [] },
      { permalink: 'p3', mentionedCustomers: [{ name: 'Di' }] }, { permalink: 'p4', mentionedCustomers: [] },
    ] })
    expect(asked.map(({ fetch }) => fetch.keys?.values)).toEqual([undefined, [['bo@mail.example'], ['ada@mail.example'], ['nobody@mail.example'], ['di@mail.example']]])
  })

  it('is sorted, filtered and cut over all of them', async () => {
    expect(await named('(orderBy: [{name: DESC}])')).toEqual(customers('2', '1'))
    expect(await named('(limit: 1)')).toEqual(customers('1'))
    expect(await named('(limit: 1, offset: 1)')).toEqual(customers('2'))
    expect(await named('(where: {country: {isNull: true}})')).toEqual(customers('2'))
  })

  it('is sorted by what only a further fetch can tell', async () => {
    expect(await named('(orderBy: [{orders: {count: DESC}}])')).toEqual(customers('1', '2'))
    expect(await named('(orderBy: [{reviews: {count: ASC}}, {id: DESC}])')).toEqual(customers('2', '1'))
  })

  it('counts a row once that several of its elements name', async () => {
    const shared = openGraph(demoCatalog(), new Map([...demoCompany, ['SlackMessage', [{ permalink: 'p', channelId: 'C1', mentionedEmails: ['ada@mail.example', 'ADA@MAIL.EXAMPLE', 'bo@mail.example'] }]]]))
    const { data, asked } = await shared.run('{ slackMessages { mentionedCustomersAggregate { count min { name } max { createdAt } } mentionedCustomers { id } } }')
    expect(data).toEqual({ slackMessages: [{ mentionedCustomersAggregate: { count: 2, min: { name: 'Ada' }, max: { createdAt: '2026-01-02T12:00:00.000Z' } }, mentionedCustomers: [{ id: '1' }, { id: '2' }] }] })
    expect(asked[1]?.fetch.keys?.values).toEqual([['ada@mail.example'], ['bo@mail.example']])
  })

  it('has pages like any other', async () => {
    const page = async (args: string): Promise<unknown> => {
      const { data } = await demo.run(`{ slackMessage(permalink: "p2") { mentionedOrdersConnection(${args}) { totalCount edges { cursor node { number } } pageInfo { hasNextPage hasPreviousPage } } } }`)
      return valueAt(data, 'slackMessage.mentionedOrdersConnection')
    }
    const first = await page('first: 1')
    const cursor = valueAt(first, 'edges.0.cursor')
    expect(first).toMatchObject({ totalCount: 2, edges: [{ node: { number: 'SO-2026-00001' } }], pageInfo: { hasNextPage: true, hasPreviousPage: false } })
    expect(await page(`first: 1, after: "${cursor}"`)).toMatchObject({ edges: [{ node: { number: 'SO-2026-00002' } }], pageInfo: { hasNextPage: false, hasPreviousPage: true } })
    expect(await page(`last: 5, before: "${cursor}"`)).toMatchObject({ edges: [], pageInfo: { hasNextPage: true, hasPreviousPage: false } })
  })
})

const SDL = `
type Site @entity(source: "shop", table: "sites", key: "id") {
  id: ID!
  country: String
  place: Int
  code: String
  owner: String
  visits: [Visit!]! @link(on: {country: "country", place: "place"}, orderBy: [{minutes: DESC}])
  longVisits: [Visit!]! @link(on: {country: "country", place: "place"}, where: {minutes: {gt: 10}})
  files: [Paper!]! @link(on: {code: "reference"}, match: {from: "site_{n}", to: "S-{n}"})
  keeper: Person @link(on: {owner: "nick"}, key: STRING_CI)
  boss: Person! @link(on: {owner: "chief"})
}
type Visit @entity(source: "support", collection: "visits", key: "id") { id: ID! country: String place: Int minutes: Int site: Site @link(on: {country: "country", place: "place"}) }
type Paper @entity(source: "support", collection: "papers", key: "id") { id: ID! reference: String siteId: String site: Site @link(on: {siteId: "id"}, key: INT64) }
type Person @entity(source: "shop", table: "people", key: "id") { id: ID! nick: String chief: String }
`
const oid = (n: number): string => String(n).padStart(24, '0')
const company: Company = new Map([
  ['Site', [{ id: '1', country: 'DE', place: 1, code: 'site_7', owner: 'Zoe' }, { id: '2', country: 'DE', place: null, code: 'other', owner: null }, { id: '3', country: 'D', place: 11, code: 'site_8', owner: 'nobody' }]],
  ['Visit', [{ id: oid(1), country: 'DE', place: 1, minutes: 5 }, { id: oid(2), country: 'DE', place: 1, minutes: 30 }, { id: oid(3), country: 'DE', place: 2, minutes: 60 }]],
  ['Paper', [{ id: oid(1), reference: 'S-7', siteId: '01' }, { id: oid(2), reference: 'site_7', siteId: 'one' }, { id: oid(3), reference: 'S-8', siteId: '3' }]],
  ['Person', [{ id: '10', nick: 'ZOE', chief: 'Zoe' }, { id: '9', nick: 'zoe', chief: null }]],
])
const small = openGraph(catalogFrom(SDL), company)

describe('links', () => {
  it('of several keys compare them all, and their parts do not run into each other', async () => {
    const { data } = await small.run('{ sites { visits { id } } visits { site { id } } }')
    expect(data).toEqual({ sites: [{ visits: [{ id: oid(2) }, { id: oid(1) }] }, { visits: [] }, { visits: [] }], visits: [{ site: { id: '1' } }, { site: { id: '1' } }, { site: null }] })
  })

  it('have an order and a condition of their own', async () => {
    const { data } = await small.run('{ site(id: "1") { visits(orderBy: [{minutes: ASC}]) { minutes } longVisits { minutes } longVisitsAggregate { count } none: longVisits(where: {minutes: {lt: 20}}) { id } } }')
    expect(data).toEqual({ site: { visits: [{ minutes: 5 }, { minutes: 30 }], longVisits: [{ minutes: 30 }], longVisitsAggregate: { count: 1 }, none: [] } })
  })

  it('rewrite keys that are written differently on both sides', async () => {
    const { data, asked } = await small.run('{ sites { files { id } } }')
    expect(data).toEqual({ sites: [{ files: [{ id: oid(1) }] }, { files: [] }, { files: [{ id: oid(3) }] }] })
    expect(asked[1]?.fetch.keys?.values).toEqual([['S-7'], ['S-8']])
  })

  it('to one take the lowest key of several', async () => {
    expect((await small.run('{ site(id: "1") { keeper { id } } }')).data).toEqual({ site: { keeper: { id: '9' } } })
  })

  it('that must not be null fail alone where they find nothing', async () => {
    const { data, errors } = await small.run('{ sites { id boss { id } } }')
    expect(data).toEqual({ sites: [{ id: '1', boss: { id: '10' } }, { id: '2', boss: null }, { id: '3', boss: null }] })
    expect(errors.map(({ path, code }) => [path?.join('.'), code])).toEqual([['sites.1.boss', 'SOURCE_LINK'], ['sites.2.boss', 'SOURCE_LINK']])
  })

  it('fail for the rows alone whose key cannot be converted, and compare 01 with 1', async () => {
    const { data, errors, asked } = await small.run('{ papers { reference site { id } } }')
    expect(data).toEqual({ papers: [{ reference: 'S-7', site: { id: '1' } }, { reference: 'site_7', site: null }, { reference: 'S-8', site: { id: '3' } }] })
    expect(errors).toMatchObject([{ path: ['papers', 1, 'site'], code: 'SOURCE_KEY' }])
    expect(asked[1]?.fetch.keys?.values).toEqual([['1'], ['3']])
  })

  it('lead round through four sources', async () => {
    const { data } = await demo.run('{ customer(id: "1") { messages { text author { customer { tickets(limit: 1) { product { reviews(orderBy: [{rating: ASC}], limit: 1) { rating } } } } } } } }')
    expect(data).toEqual({ customer: { messages: [{ text: '', author: expect.anything() }, { text: '', author: { customer: { tickets: [{ product: { reviews: [{ rating: 1 }] } }] } } }] } })
  })
})
