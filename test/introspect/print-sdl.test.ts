import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import type { Catalog } from '../../src/catalog/model.ts'
import { printSdl } from '../../src/introspect/print-sdl.ts'
import type { ShapeObject, SourceKind, SourceShape } from '../../src/sources/source.ts'
import { column, shape, table } from '../check/shapes.ts'
import { NASTY } from './nasty-shapes.ts'

/** What is printed must compile as it is. */
function compile(kind: SourceKind, sdl: string): Catalog {
  const settings = { sources: new Map([['live', { name: 'live', kind, enabled: true, priority: 1 }]]), timeZone: 'UTC' }
  const { catalog, problems } = compileCatalog([{ file: 'live.graphql', text: sdl }], settings)
  expect({ sdl, problems }).toEqual({ sdl, problems: [] })
  return catalog!
}

const print = (kind: SourceKind, live: SourceShape): string => printSdl('live', kind, live)

const ID = column('id', 'Int')

test('a PostgreSQL database', () => {
  const customers = table('customers', [ID, column('full_name', 'String', { description: 'As on the "invoice".\nNever empty.' }), column('tier', 'tier_kind', { nullable: true })], { description: 'Who buys.' })
  const orders = table('orders', [ID, column('customer_id', 'Int', { nullable: true }), column('total', 'Decimal'), column('tags', 'String', { list: true }), column('meta', 'JSON', { nullable: true })],
    { foreignKeys: [{ fields: ['customer_id'], target: 'customers', targetFields: ['id'] }] })
  const sdl = print('postgres', shape([customers, orders], [{ name: 'tier_kind', values: ['free', 'very good'] }]))
  expect(sdl).toBe(`enum TierKind {
  free
  VERY_GOOD @value(stored: "very good")
}

"Who buys."
type Customer @entity(source: "live", table: "customers", key: "id") {
  id: ID!
  "As on the \\"invoice\\". Never empty."
  fullName: String! @column(name: "full_name")
  tier: TierKind

  orders: [Order!]! @link(on: {id: "customerId"})
}

type Order @entity(source: "live", table: "orders", key: "id") {
  id: ID!
  customerId: Int @column(name: "customer_id")
  total: Decimal!
  tags: [String!]!
  meta: JSON

  customer: Customer @link(on: {customerId: "id"})
}
`)
  expect([...compile('postgres', sdl).entities.keys()]).toEqual(['Customer', 'Order'])
})

test('a MongoDB database', () => {
  const note = column('notes', 'object', { list: true, nullable: true, fields: [column('by', 'String'), column('at', 'DateTime')] })
  const cases = table('support_cases', [
    column('_id', 'ID', { keyType: 'OBJECT_ID' }), column('customer', 'object', { fields: [column('ref', 'Int', { nullable: true })] }), note,
    column('size', 'Int', { nullable: true, mixed: { int: 0.9, string: 0.1 } }), column('parent', 'ID', { keyType: 'OBJECT_ID', nullable: true }),
  ], { kind: 'collection', key: ['_id'] })
  const sdl = print('mongodb', shape([cases]))
  expect(sdl).toBe(`type SupportCase @entity(source: "live", collection: "support_cases", key: "id") {
  id: ID! @column(name: "_id", type: OBJECT_ID)
  customer: SupportCaseCustomer!
  notes: [SupportCaseNote!]
  # Mixed types: int 90 %, string 10 %. Values that are no Int are errors.
  size: Int
  parent: ID @column(type: OBJECT_ID)
}

type SupportCaseCustomer {
  ref: Int
}

type SupportCaseNote {
  by: String!
  at: DateTime!
}
`)
  compile('mongodb', sdl)
})

test('a Qdrant server', () => {
  const docs = table('help-docs', [column('id', 'ID', { keyType: 'UUID' }), column('content', 'String'), column('score', 'Float', { nullable: true })], { kind: 'vectors' })
  const sdl = print('qdrant', shape([docs]))
  expect(sdl).toBe(`type HelpDoc @entity(source: "live", vectors: "help-docs", text: "content", key: "id") {
  id: ID! @column(type: UUID)
  content: String!
  score: Float
  score2: Float @score
}
`)
  expect(compile('qdrant', sdl).entities.get('HelpDoc')?.stored).toMatchObject({ collection: 'help-docs', text: 'content' })
})

test('a Slack workspace', () => {
  const text = { keyType: 'STRING' as const }
  const slack = (name: string, fields: ShapeObject['fields'], key: string, foreignKeys: ShapeObject['foreignKeys'] = []): ShapeObject => table(name, fields, { kind: 'slack', key: [key], foreignKeys })
  const sdl = print('slack', shape([
    slack('USERS', [column('id', 'ID', text), column('real_name', 'String', { nullable: true })], 'id'),
    slack('MESSAGES', [column('permalink', 'ID', text), column('channel_id', 'ID', text), column('ts', 'String'), column('reply_to', 'String', { nullable: true }), column('user_id', 'ID', { ...text, nullable: true }),
      column('reactions', 'object', { list: true, nullable: true, fields: [column('name', 'String'), column('users', 'String', { list: true, nullable: true })] })], 'permalink', [
      { fields: ['user_id'], target: 'USERS', targetFields: ['id'] }, { fields: ['channel_id', 'reply_to'], target: 'MESSAGES', targetFields: ['channel_id', 'ts'] }]),
  ]))
  const links = [...compile('slack', sdl).entities.values()].flatMap((entity) => [...entity.links.values()].map((link) => `${entity.name}.${link.name} ${link.many ? 'many' : 'one'} ${link.to}`))
  expect(links).toEqual(['SlackUser.messages many SlackMessage', 'SlackMessage.author one SlackUser', 'SlackMessage.head one SlackMessage', 'SlackMessage.replies many SlackMessage'])
})

describe('a table that has no key', () => {
  const bare = table('logs', [column('line', 'String', { nullable: true }), column('extra', 'object', { fields: [column('a', 'Int')] })])

  test('is written as a comment with the reason, and so is what only it embeds', () => {
    const sdl = print('postgres', shape([bare]))
    expect(sdl.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
    expect(sdl).toContain('# The table "logs" has no primary key and no unique columns without NULL')
    expect(sdl).toContain('# type Log @entity(source: "live", table: "logs", key: [])')
  })

  test('has no links to it', () => {
    const things = table('things', [ID, column('log', 'String')], { foreignKeys: [{ fields: ['log'], target: 'logs', targetFields: ['line'] }] })
    expect([...compile('postgres', print('postgres', shape([bare, things]))).entities.get('Thing')!.links]).toEqual([])
  })

  test('takes unique columns that are never null', () => {
    const sdl = print('postgres', shape([table('logs', [column('a', 'String', { nullable: true }), column('b', 'Int'), column('c', 'Int')], { unique: [['a'], ['b', 'c']] })]))
    expect(compile('postgres', sdl).entities.get('Log')?.key).toEqual(['b', 'c'])
  })
})

describe('foreign keys', () => {
  const key = (fields: readonly string[], target: string, targetFields = ['id']) => ({ fields, target, targetFields })
  const linksOf = (...objects: readonly ShapeObject[]): string[] =>
    [...compile('postgres', print('postgres', shape(objects))).entities.values()].flatMap((entity) => [...entity.links.values()].map((link) =>
      `${entity.name}.${link.name} ${link.many ? 'many' : `one${link.nonNull ? '!' : ''}`} ${link.to} ${link.on.map(({ local, remote, type }) => `${local}=${remote}:${type}`).join()}`))
  const people = table('people', [ID])

  test('several to one table are told apart', () => {
    expect(linksOf(people, table('deals', [ID, column('buyer_id', 'Int'), column('seller_id', 'Int', { nullable: true })], { foreignKeys: [key(['buyer_id'], 'people'), key(['seller_id'], 'people')] }))).toEqual([
      'Person.dealsByBuyer many Deal id=buyerId:INT64', 'Person.dealsBySeller many Deal id=sellerId:INT64',
      'Deal.buyer one! Person buyerId=id:INT64', 'Deal.seller one Person sellerId=id:INT64',
    ])
  })

  test('to the table itself', () => {
    expect(linksOf(table('people', [ID, column('boss_id', 'Int', { nullable: true })], { foreignKeys: [key(['boss_id'], 'people')] }))).toEqual([
      'Person.boss one Person bossId=id:INT64', 'Person.peopleByBoss many Person id=bossId:INT64',
    ])
  })

  test('that are unique lead to one row both ways', () => {
    expect(linksOf(people, table('passports', [ID, column('person_id', 'Int')], { unique: [['person_id']], foreignKeys: [key(['person_id'], 'people')] }))).toEqual([
      'Person.passport one Passport id=personId:INT64', 'Passport.person one! Person personId=id:INT64',
    ])
  })

  test('of several columns', () => {
    const lines = table('lines', [column('doc', 'Int'), column('no', 'Int')], { key: ['doc', 'no'] })
    const parts = table('parts', [ID, column('doc', 'Int'), column('line', 'Int')], { foreignKeys: [key(['doc', 'line'], 'lines', ['doc', 'no'])] })
    expect(linksOf(lines, parts)).toEqual(['Line.parts many Part doc=doc:INT64,no=line:INT64', 'Part.lineLine one! Line doc=doc:INT64,line=no:INT64'])
  })

  test('between types that differ are compared as text', () => {
    expect(linksOf(table('people', [column('id', 'Decimal')]), table('deals', [ID, column('buyer_id', 'Int')], { foreignKeys: [key(['buyer_id'], 'people')] }))).toEqual([
      'Person.deals many Deal id=buyerId:STRING', 'Deal.buyer one! Person buyerId=id:STRING',
    ])
  })

  test('that cannot be keys of links are left out', () => {
    expect(linksOf(table('days', [column('id', 'Date')]), table('deals', [ID, column('day', 'Date')], { foreignKeys: [key(['day'], 'days')] }))).toEqual([])
  })

  test('to tables that are not there are left out', () => {
    expect(linksOf(table('deals', [ID, column('day', 'Int')], { foreignKeys: [key(['day'], 'days')] }))).toEqual([])
  })
})

describe('nasty names compile', () => {
  test.each(Object.entries(NASTY))('%s', (_, { kind, live, entities }) => {
    const catalog = compile(kind, print(kind, live))
    expect([...catalog.entities.values()].map(({ name, fields }) => `${name}: ${[...fields.keys()].join(' ')}`)).toEqual(entities)
    // What was renamed still reads what is stored.
    const stored = live.objects.flatMap((object) => object.fields.map((field) => field.name))
    const read = [...catalog.entities.values()].flatMap(({ fields }) => [...fields.values()].filter((field) => !field.score).map((field) => field.column[0]))
    expect(stored).toEqual(expect.arrayContaining(read))
  })
})
