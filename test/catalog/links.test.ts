import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import type { Link } from '../../src/catalog/model.ts'
import type { Ordering, Predicate } from '../../src/fetch/fetch.ts'
import { readMarked } from './marked.ts'
import { SETTINGS } from './settings.ts'

const ENTITY = {
  shop: 'source: "shop", table: "t"', other: 'source: "shop", table: "u"', support: 'source: "support", collection: "c"', knowledge: 'source: "knowledge", vectors: "v"', chat: 'source: "chat", slack: USERS',
} as const

/** The link `A.b` between two fields called `x` and `y`. */
function linkBetween(a: keyof typeof ENTITY, x: string, to: readonly [keyof typeof ENTITY, string], more = ''): Link {
  const sdl = `type A @entity(${ENTITY[a]}, key: "key") { key: ID! x: ${x} b: [B!]! @link(on: {x: "y"}${more}) }\ntype B @entity(${ENTITY[to[0]]}, key: "key") { key: ID! y: ${to[1]} }`
  const { catalog, problems } = compileCatalog([{ file: 'a.graphql', text: sdl }], SETTINGS)
  expect(problems).toEqual([])
  return catalog!.entities.get('A')!.links.get('b')!
}

describe('the type that keys are compared as', () => {
  test.each([
    ['the same on both sides', 'shop', 'Int', 'support', 'Int', 'INT64'],
    ['Int and BigInt', 'shop', 'Int', 'knowledge', 'BigInt', 'INT64'],
    ['an ID of PostgreSQL takes the other side\'s', 'shop', 'ID', 'support', 'Int', 'INT64'],
    ['also a UUID', 'shop', 'ID', 'support', 'UUID', 'UUID'],
    ['from either side', 'support', 'ID @column(type: OBJECT_ID)', 'shop', 'ID', 'OBJECT_ID'],
    ['two IDs of one database', 'shop', 'ID', 'other', 'ID', 'NATIVE'],
    ['an ID of MongoDB is a text', 'support', 'ID', 'shop', 'ID', 'STRING'],
    ['an ID of Slack is a text', 'chat', 'ID', 'shop', 'String', 'STRING'],
    ['a stored type tells more than the scalar', 'support', 'String @column(type: UUID)', 'shop', 'UUID', 'UUID'],
    ['a Decimal', 'shop', 'Decimal', 'support', 'Decimal', 'DECIMAL'],
    ['what a regex takes out is text', 'chat', '[String!] @column(derive: {regex: "a", all: true})', 'shop', 'String', 'STRING'],
  ] as const)('%s', (_, a, x, b, y, type) => {
    expect(linkBetween(a, x, [b, y]).on).toEqual([{ local: 'x', remote: 'y', type }])
  })

  test('is what the link says, whatever the sides are', () => {
    expect(linkBetween('shop', 'Int', ['support', 'String'], ', key: STRING').on[0]?.type).toBe('STRING')
    expect(linkBetween('shop', 'String', ['chat', 'String'], ', key: STRING_CI').on[0]?.type).toBe('STRING_CI')
  })

  test('is text where the keys are rewritten', () => {
    const link = linkBetween('shop', 'Int', ['support', 'String'], ', match: {from: "{n}", to: "customer-{n}"}')
    expect(link).toMatchObject({ on: [{ type: 'STRING' }], match: { from: '{n}', to: 'customer-{n}' } })
  })
})

const COMPANY = `
enum Status { OPEN @value(stored: "open") CLOSED }
type Office @entity(source: "shop", table: "offices", key: "id") {
  id: ID!
  name: String!
  staff: [Person!]! @link(on: {id: "officeId"}, WHERE)
}
type Person @entity(source: "shop", table: "people", key: "id") {
  id: ID! name: String age: Int pay: Decimal status: Status bornOn: Date seenAt: DateTime officeId: Int tags: [String!] address: Address cards: [Card!] active: Boolean badge: UUID big: BigInt weight: Float extra: JSON
  office: Office @link(on: {officeId: "id"})
  reports: [Person!]! @link(on: {id: "age"})
}
type Address { city: String zip: Zip }
type Zip { code: String }
type Card { no: String limit: Int }
`
function staffLink(argument: string): Link {
  const { catalog, problems } = compileCatalog([{ file: 'a.graphql', text: COMPANY.replace('WHERE', argument) }], SETTINGS)
  expect(problems).toEqual([])
  return catalog!.entities.get('Office')!.links.get('staff')!
}

const compare = (field: string, op: 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte', value: string | number | bigint | boolean): Predicate => ({ kind: 'compare', field, op, value })

describe('a condition of a link', () => {
  test.each<readonly [string, Predicate]>([
    ['{}', { kind: 'and', of: [] }],
    ['{age: {gt: 3}}', compare('age', 'gt', 3)],
    ['{age: {gte: 3, lt: 9}}', { kind: 'and', of: [compare('age', 'gte', 3), compare('age', 'lt', 9)] }],
    ['{name: {ne: "a"}, status: {eq: OPEN}}', { kind: 'and', of: [compare('name', 'ne', 'a'), compare('status', 'eq', 'OPEN')] }],
    ['{status: {in: [OPEN, CLOSED]}}', { kind: 'in', field: 'status', values: ['OPEN', 'CLOSED'] }],
    ['{age: {notIn: []}}', { kind: 'not', of: { kind: 'in', field: 'age', values: [] } }],
    ['{name: {isNull: true}}', { kind: 'isNull', field: 'name' }],
    ['{name: {isNull: false}}', { kind: 'not', of: { kind: 'isNull', field: 'name' } }],
    ['{name: {ilike: "a%"}}', { kind: 'match', field: 'name', how: 'like', text: 'a%', foldCase: true }],
    ['{name: {startsWith: "a"}}', { kind: 'match', field: 'name', how: 'startsWith', text: 'a', foldCase: false }],
    ['{name: {icontains: "a"}}', { kind: 'match', field: 'name', how: 'contains', text: 'a', foldCase: true }],
    ['{or: [{age: {eq: 1}}, {age: {eq: 2}}]}', { kind: 'or', of: [compare('age', 'eq', 1), compare('age', 'eq', 2)] }],
    ['{or: []}', { kind: 'or', of: [] }],
    ['{not: {age: {eq: 1}}}', { kind: 'not', of: compare('age', 'eq', 1) }],
    ['{tags: {has: "a"}}', { kind: 'list', field: 'tags', how: 'hasAny', values: ['a'] }],
    ['{tags: {hasAll: ["a", "b"]}}', { kind: 'list', field: 'tags', how: 'hasAll', values: ['a', 'b'] }],
    ['{tags: {isEmpty: true}}', { kind: 'listCount', field: 'tags', op: 'eq', value: 0 }],
    ['{tags: {count: {gt: 2}}}', { kind: 'and', of: [{ kind: 'listCount', field: 'tags', op: 'gt', value: 2 }] }],
    ['{address: {city: {eq: "Bonn"}}}', compare('address.city', 'eq', 'Bonn')],
    ['{address: {zip: {code: {eq: "1"}}}}', compare('address.zip.code', 'eq', '1')],
    ['{cards: {some: {limit: {gt: 9}}}}', { kind: 'linked', link: 'cards', quantifier: 'some', where: compare('limit', 'gt', 9) }],
    ['{office: {name: {eq: "HQ"}}}', { kind: 'linked', link: 'office', quantifier: 'some', where: compare('name', 'eq', 'HQ') }],
    ['{office: {}}', { kind: 'linked', link: 'office', quantifier: 'some', where: { kind: 'and', of: [] } }],
    ['{reports: {none: {age: {lt: 9}}}}', { kind: 'linked', link: 'reports', quantifier: 'none', where: compare('age', 'lt', 9) }],
    ['{reports: {count: {gte: 3}}}', { kind: 'linkedCount', link: 'reports', op: 'gte', value: 3 }],
    ['{reports: {}}', { kind: 'and', of: [] }],
  ])('%s', (where, predicate) => {
    expect(staffLink(`where: ${where}`).where).toEqual(predicate)
  })

  test.each<readonly [string, string, Predicate]>([
    ['a day', '{bornOn: {eq: "2000-02-29"}}', compare('bornOn', 'eq', '2000-02-29')],
    ['an instant in UTC', '{seenAt: {gt: "2026-01-01T12:00:00+02:00"}}', compare('seenAt', 'gt', '2026-01-01T10:00:00.000Z')],
    ['an instant to the microsecond', '{seenAt: {gt: "2026-01-01T12:00:00.123456Z"}}', compare('seenAt', 'gt', '2026-01-01T12:00:00.123456Z')],
    ['a day for an instant, in the project\'s zone', '{seenAt: {gt: "2026-07-01"}}', compare('seenAt', 'gt', '2026-06-30T22:00:00.000Z')],
    ['a Decimal written as a number', '{pay: {eq: 12.50}}', compare('pay', 'eq', '12.50')],
    ['a Decimal written as text', '{pay: {eq: "-12.5"}}', compare('pay', 'eq', '-12.5')],
    ['a BigInt', '{big: {eq: 9007199254740993}}', compare('big', 'eq', 9007199254740993n)],
    ['a Float', '{weight: {eq: 1.5e3}}', compare('weight', 'eq', 1_500)],
    ['a Boolean', '{active: {eq: true}}', compare('active', 'eq', true)],
    ['a UUID', '{badge: {eq: "6F9619FF-8B86-D011-B42D-00CF4FC964FF"}}', compare('badge', 'eq', '6f9619ff-8b86-d011-b42d-00cf4fc964ff')],
    ['an ID written as a number', '{id: {gt: 7}}', compare('id', 'gt', '7')],
  ])('holds %s in its canonical form', (_, where, predicate) => {
    expect(staffLink(`where: ${where}`).where).toEqual(predicate)
  })

  test('stays within one source', () => {
    const sdl = `type A @entity(${ENTITY.shop}, key: "id") { id: ID! n: Int b: [B!]! @link(on: {n: "n"}, where: {‸c: {n: {eq: 1}}}) }
      type B @entity(${ENTITY.other}, key: "id") { id: ID! n: Int c: C @link(on: {n: "n"}) }
      type C @entity(${ENTITY.support}, key: "id") { id: ID! n: Int }`
    const { text, places } = readMarked(sdl)
    const { problems } = compileCatalog([{ file: 'a.graphql', text }], SETTINGS)
    expect(problems.map(({ code, place }) => `${code} ${place?.line}:${place?.column}`)).toEqual([`SCHEMA_FILTER ${places[0]}`])
  })
})

describe('an order of a link', () => {
  test.each<readonly [string, readonly Ordering[]]>([
    ['[{age: DESC}, {name: ASC_NULLS_FIRST}]', [{ field: 'age', direction: 'desc', nulls: 'last' }, { field: 'name', direction: 'asc', nulls: 'first' }]],
    ['{age: ASC}', [{ field: 'age', direction: 'asc', nulls: 'last' }]],
    ['[{office: {name: ASC}}]', [{ field: 'office.name', direction: 'asc', nulls: 'last' }]],
    ['[{address: {city: DESC}}]', [{ field: 'address.city', direction: 'desc', nulls: 'last' }]],
    ['[{reports: {count: DESC}}]', [{ field: 'reports', count: true, direction: 'desc', nulls: 'last' }]],
    ['[{cards: {count: ASC}}]', [{ field: 'cards', count: true, direction: 'asc', nulls: 'last' }]],
  ])('%s', (orderBy, orderings) => {
    expect(staffLink(`orderBy: ${orderBy}`).orderBy).toEqual(orderings)
  })
})
