import type { GraphQLInputObjectType, GraphQLObjectType, GraphQLSchema } from 'graphql'
import { assertInputObjectType, assertObjectType } from 'graphql'
import { buildSchema } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createGraph } from '../../src/graph/create-graph.ts'
import { findNameClashes } from '../../src/graph/schema/name-clashes.ts'
import { printGraphSchema } from '../../src/graph/schema/print-schema.ts'
import { catalogFrom, demoCatalog } from './open-graph.ts'

const sdl = printGraphSchema(demoCatalog())
const schema: GraphQLSchema = buildSchema(sdl)
const object = (name: string): GraphQLObjectType => assertObjectType(schema.getType(name))
const input = (name: string): GraphQLInputObjectType => assertInputObjectType(schema.getType(name))
const inputFields = (name: string): readonly string[] => Object.keys(input(name).getFields())
const typeOf = (type: string, field: string): string => String(object(type).getFields()[field]?.type)
const signature = (type: string, field: string): string => {
  const { args, type: result } = object(type).getFields()[field]!
  return `(${args.map((arg) => `${arg.name}: ${String(arg.type)}`).join(', ')}): ${String(result)}`
}

describe('root fields', () => {
  it('are by key, list, connection and aggregate, and nullable', () => {
    expect(signature('Query', 'customer')).toBe('(id: ID!): Customer')
    expect(signature('Query', 'slackMessage')).toBe('(permalink: ID!): SlackMessage')
    expect(signature('Query', 'orders')).toBe('(where: OrderWhere, orderBy: [OrderOrderBy!], limit: Int, offset: Int): [Order!]')
    expect(signature('Query', 'ordersConnection')).toBe('(where: OrderWhere, orderBy: [OrderOrderBy!], first: Int, after: String, last: Int, before: String): OrderConnection')
    expect(signature('Query', 'ordersAggregate')).toBe('(where: OrderWhere): OrderAggregate')
  })

  it('search by meaning where a vector store holds the rows, or holds what links to them', () => {
    const searched = Object.values(object('Query').getFields()).filter(({ args }) => args.some(({ name }) => name === 'search')).map(({ name }) => name)
    expect(searched).toEqual(['reviews', 'articles', 'customers', 'products'].flatMap((name) => [name, `${name}Connection`]))
  })

  it('take every field of a composite key', () => {
    const composite = catalogFrom('type Line @entity(source: "shop", table: "lines", key: ["orderId", "place"]) { orderId: Int! place: String! }')
    expect(printGraphSchema(composite)).toContain('line(orderId: Int!, place: String!): Line')
  })
})

describe('types', () => {
  it('leave hidden fields out', () => {
    expect(Object.keys(object('SlackMessage').getFields())).not.toContain('mentionedEmails')
    expect([...inputFields('SlackMessageWhere'), ...inputFields('SlackMessageOrderBy')]).not.toContain('replyTo')
    expect(object('SlackMessageExtremes').getFields()['authorId']).toBeUndefined()
  })

  it('make a link nullable when it crosses into another source, and keep the promise within one', () => {
    expect([typeOf('Customer', 'orders'), typeOf('Customer', 'ordersConnection')]).toEqual(['[Order!]!', 'OrderConnection!'])
    expect([typeOf('Customer', 'tickets'), typeOf('Customer', 'ticketsConnection'), typeOf('Customer', 'ticketsAggregate')]).toEqual(['[Ticket!]', 'TicketConnection', 'TicketAggregate'])
  })

  it('carry descriptions and deprecations over', () => {
    const catalog = catalogFrom('"A thing." type Thing @entity(source: "shop", table: "things", key: "id") { id: ID! "Its \\"name\\"." name: String @deprecated(reason: "see title") }')
    const thing = assertObjectType(buildSchema(printGraphSchema(catalog)).getType('Thing'))
    expect(thing.description).toBe('A thing.')
    expect(thing.getFields()['name']).toMatchObject({ description: 'Its "name".', deprecationReason: 'see title' })
  })
})

describe('operators', () => {
  const SET = ['eq', 'ne', 'in', 'notIn']
  const RANGE = ['gt', 'gte', 'lt', 'lte']
  it.each([
    ['IDFilter', [...SET, ...RANGE, 'isNull']],
    ['StringFilter', [...SET, ...RANGE, 'isNull', 'like', 'ilike', 'startsWith', 'endsWith', 'contains', 'icontains']],
    ['IntFilter', [...SET, ...RANGE, 'isNull']],
    ['DecimalFilter', [...SET, ...RANGE, 'isNull']],
    ['DateTimeFilter', [...SET, ...RANGE, 'isNull']],
    ['BooleanFilter', ['eq', 'ne', 'isNull']],
    ['OrderStatusFilter', [...SET, 'isNull']],
    ['JSONFilter', ['isNull']],
    ['StringListFilter', ['has', 'hasAny', 'hasAll', 'isEmpty', 'count']],
    ['OrderListWhere', ['some', 'none', 'every', 'count']],
    ['TicketMessageListWhere', ['some', 'none', 'every', 'count']],
  ])('of %s', (name, operators) => {
    expect(inputFields(name)).toEqual(operators)
  })

  it('filter by links into other sources too, and not by a score', () => {
    expect(inputFields('CustomerWhere')).toEqual(['and', 'or', 'not', 'id', 'name', 'email', 'country', 'tier', 'createdAt', 'orders', 'tickets', 'reviews', 'events', 'messages', 'mentions'])
    expect(inputFields('ReviewWhere')).not.toContain('score')
  })

  it('sort by one field an element', () => {
    expect(input('CustomerOrderBy').isOneOf).toBe(true)
    expect(String(input('OrderOrderBy').getFields()['customer']?.type)).toBe('CustomerOrderBy')
    expect(String(input('CustomerOrderBy').getFields()['tickets']?.type)).toBe('CountOrderBy')
    expect(inputFields('TicketOrderBy')).not.toContain('tags')
  })
})

describe('aggregates', () => {
  it('sum numbers as wide as they may get, and no keys', () => {
    expect(Object.keys(object('OrderSum').getFields())).toEqual(['total'])
    expect([typeOf('OrderItemSum', 'quantity'), typeOf('OrderItemSum', 'unitPrice')]).toEqual(['BigInt', 'Decimal'])
    expect([typeOf('OrderItemAverage', 'quantity'), typeOf('OrderItemAverage', 'unitPrice')]).toEqual(['Float', 'Decimal'])
    expect(object('CustomerAggregate').getFields()['sum']).toBeUndefined()
  })

  it('find the least and the greatest of everything that has an order', () => {
    expect(Object.keys(object('OrderExtremes').getFields())).toEqual(['id', 'number', 'status', 'placedAt', 'total', 'currency', 'customerId'])
    expect(Object.keys(object('WebEventExtremes').getFields())).not.toContain('properties')
  })
})

describe('name clashes', () => {
  const clashing = (sdlText: string) => findNameClashes(catalogFrom(sdlText))

  it('are none in the demo', () => {
    expect(findNameClashes(demoCatalog())).toEqual([])
  })

  it('of a type with a generated one are told with a way out', () => {
    const [clash] = clashing('type A @entity(source: "shop", table: "a", key: "id") { id: ID! b: AListWhere } type AListWhere { x: Int }')
    expect(clash).toMatchObject({ code: 'SCHEMA_NAME_CLASH', severity: 'error', hint: 'Rename the type AListWhere.' })
  })

  it('keep the graph from starting', () => {
    const catalog = catalogFrom('type Direction @entity(source: "shop", table: "a", key: "id") { id: ID! }')
    expect(() => createGraph({ catalog, runFetch: () => Promise.reject(new Error('never')), sources: new Map(), settings: { resultLimit: 10 } })).toThrow(/Direction/)
  })
})
