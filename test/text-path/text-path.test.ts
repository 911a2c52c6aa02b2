import { expect, test } from 'vitest'
import { CrossgraphError } from '../../src/errors.ts'
import { JsonText, stringifyResult } from '../../src/text-path/json-text.ts'
import { demoCompany } from '../graph/demo-company.ts'
import { demoCatalog } from '../graph/open-graph.ts'
import type { PathOptions } from './open-paths.ts'
import { openPaths, printAsked } from './open-paths.ts'

const open = (options: Partial<PathOptions> = {}) => openPaths({ catalog: demoCatalog(), company: demoCompany, ...options })

test.each([
  ['columns', '{ customers { __typename id tier } }'],
  ['a row by its key', '{ customer(id: "2") { name } missing: customer(id: "99") { name } }'],
  ['links of one source and across', '{ customers { name orders(limit: 1) { items { product { name } } } tickets { subject } } }'],
  ['embedded objects and lists', '{ tickets { tags messages { __typename at who: author } } }'],
  ['connections', '{ productsConnection(first: 1) { totalCount edges { cursor node { sku reviewsConnection(first: 1) { nodes { text } pageInfo { hasNextPage endCursor } } } } } }'],
  ['rows of several keys in a connection', '{ slackMessages { mentionedCustomersConnection(first: 1) { totalCount nodes { name } } } }'],
  ['aggregates', '{ ordersAggregate { count sum { total } } customers { ordersAggregate { count sum { total } max { placedAt } } } }'],
  ['nothing at all of a row', '{ customers { id @skip(if: true) } }'],
  ['a list of no rows', '{ customers(limit: 0) { id } orders { items(limit: 0) { id } } }'],
])('prints %s', async (_, text) => {
  const paths = open()
  const printed = await paths.text(text)
  const ordinary = await paths.ordinary(text)
  expect(printed.ways).toMatchObject({ ordinary: 0, handedOver: 0 })
  expect(printed.response).toBe(ordinary.response)
  expect(printAsked(printed.asked)).toEqual(printAsked(ordinary.asked))
})

test('one response holds printed and ordinary parts, in the order of the selection', async () => {
  const { response, ways } = await open().text('{ __schema { queryType { name } } a: customer(id: "1") { name } __typename b: customer(id: "1") { id } }')
  expect(ways).toEqual({ printed: 2, ordinary: 1, handedOver: 0 })
  expect(response).toBe('{"data":{"__schema":{"queryType":{"name":"Query"}},"a":{"name":"Ada"},"__typename":"Query","b":{"id":"1"}},"errors":[]}')
})

test('only the root field in which something goes wrong is handed over, and what it fetched is not fetched again', async () => {
  const down = new CrossgraphError('SOURCE_UNAVAILABLE', 'down', { source: 'support', retryable: true })
  const { response, ways, asked } = await open({ faults: { behave: ({ entity }) => { if (entity === 'Ticket') throw down } } })
    .text('{ products { sku } customers(limit: 1) { name tickets { id } orders { id } } }')
  expect(ways).toEqual({ printed: 1, ordinary: 0, handedOver: 1 })
  expect(JSON.parse(response)).toMatchObject({ data: { customers: [{ name: 'Ada', tickets: null, orders: [{ id: '1' }, { id: '2' }, { id: '6' }] }] }, errors: [expect.stringContaining('SOURCE_UNAVAILABLE')] })
  expect(asked.map(({ fetch }) => fetch.entity).toSorted()).toEqual(['Customer', 'Order', 'Product', 'Ticket'])
})

test('a list without limit that holds too many rows is an error, and not a cut', async () => {
  const { response, ways } = await open({ resultLimit: 3 }).text('{ customers(limit: 1) { orders { id } } orders { id } }')
  expect(ways).toEqual({ printed: 1, ordinary: 0, handedOver: 1 })
  expect(JSON.parse(response)).toMatchObject({ data: { customers: [{ orders: [{}, {}, {}] }], orders: null }, errors: [expect.stringContaining('LIMIT_ROWS')] })
})

test('fields that other rooms added are left to their resolvers', async () => {
  const extensions = [{ typeDefs: 'extend type Query { hello: String } extend type Customer { shout: String }', resolvers: { Query: { hello: () => 'hi' }, Customer: { shout: () => 'HEY' } } }]
  const { response, ways } = await open({ extensions }).text('{ hello customer(id: "1") { shout } product(id: "1") { sku } }')
  expect(ways).toEqual({ printed: 1, ordinary: 2, handedOver: 0 })
  expect(JSON.parse(response).data).toEqual({ hello: 'hi', customer: { shout: 'HEY' }, product: { sku: 'LAMP' } })
})

test('an operation is compiled for its variables: @skip and arguments follow them', async () => {
  const paths = open()
  const text = 'query Q($id: ID!, $skip: Boolean!) { customer(id: $id) { id name @skip(if: $skip) } }'
  const dataOf = async (variables: Readonly<Record<string, unknown>>): Promise<unknown> => JSON.parse((await paths.text(text, variables)).response).data.customer
  expect(await dataOf({ id: '1', skip: false })).toEqual({ id: '1', name: 'Ada' })
  expect(await dataOf({ id: '2', skip: true })).toEqual({ id: '2' })
  expect(await dataOf({ id: '1', skip: false })).toEqual({ id: '1', name: 'Ada' })
})

test('fetches name the call whose rows gave them their keys', async () => {
  const { asked } = await open().text('{ customers { orders { items { id } } } }')
  expect(asked.map(({ origin }) => [origin.parent, origin.path.join('.')])).toEqual([[null, 'customers'], [1, 'customers.orders'], [2, 'customers.orders.items']])
})

test('finished text is spliced into the response as it stands', () => {
  expect(stringifyResult({ data: new JsonText('{"a":1.0}'), extensions: { crossgraph: {} } })).toBe('{"data":{"a":1.0},"extensions":{"crossgraph":{}}}')
  expect(stringifyResult({ data: { a: 1 } })).toBe('{"data":{"a":1}}')
})
