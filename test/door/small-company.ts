import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import type { Catalog, SourceDeclaration } from '../../src/catalog/model.ts'
import type { Company } from './memory-rows.ts'

const SDL = /* GraphQL */ `
enum Tier { FREE PRO ENTERPRISE }

type Buyer @entity(source: "left", collection: "buyers", key: "id") {
  id: ID! @column(type: INT64)
  name: String
  email: String
  tier: Tier
  age: Int
  weight: Float
  balance: Decimal
  joinedAt: DateTime
  born: Date
  tags: [String!]
  address: Address
  visits: [Visit!]
  code: String

  purchases: [Purchase!]! @link(on: {id: "buyerId"}, key: INT64)
  cases: [Case!]! @link(on: {id: "buyerId"}, key: INT64)
  openCases: [Case!]! @link(on: {id: "buyerId"}, key: INT64, where: {open: {eq: true}})
  mentions: [Note!]! @link(on: {email: "emails"}, key: STRING_CI)
  written: [Note!]! @link(on: {email: "author"}, key: STRING_CI)
  files: [Note!]! @link(on: {code: "reference"}, key: STRING, match: {from: "buyer_{n}", to: "B-{n}"})
}
type Address { city: String }
type Visit { at: DateTime, page: String, seconds: Int }

type Purchase @entity(source: "left", collection: "purchases", key: "id") {
  id: ID! @column(type: INT64)
  buyerId: Int
  total: Decimal
  place: String
  number: Int

  buyer: Buyer @link(on: {buyerId: "id"}, key: INT64)
  cases: [Case!]! @link(on: {place: "place", number: "number"})
  caseThere: Case @link(on: {place: "place"})
}

type Case @entity(source: "right", collection: "cases", key: "id") {
  id: ID! @column(type: STRING)
  buyerId: Int
  open: Boolean
  place: String
  number: Int

  buyer: Buyer @link(on: {buyerId: "id"}, key: INT64)
  notes: [Note!]! @link(on: {id: "caseId"})
}

type Note @entity(source: "right", collection: "notes", key: "id") {
  id: ID! @column(type: STRING)
  caseId: String
  text: String
  reference: String
  emails: [String!]
  numberText: String
  author: String

  purchases: [Purchase!]! @link(on: {numberText: "number"}, key: INT64)
  case: Case @link(on: {caseId: "id"})
  writer: Buyer @link(on: {author: "email"}, key: STRING_CI)
  mentioned: [Buyer!]! @link(on: {emails: "email"}, key: STRING_CI)
}
`

const source = (name: string): SourceDeclaration & { readonly enabled: true } => ({ name, kind: 'mongodb', priority: 1, enabled: true })

/** Two sources that know of each other by keys of every kind: numbers, text, e-mail addresses in lists, two parts, two spellings. */
export function smallCatalog(): Catalog {
  const settings = { timeZone: 'UTC', sources: new Map(['left', 'right'].map((name) => [name, source(name)])) }
  const { catalog, problems } = compileCatalog([{ file: 'small.graphql', text: SDL }], settings)
  if (catalog === null) throw new Error(problems.map(({ message, place }) => `${place?.line}: ${message}`).join('\n'))
  return catalog
}

const buyer = (id: string, more: Readonly<Record<string, string | number | null | readonly string[]>>) => ({ id, ...more })

/** A company in which something of everything is missing. */
export const smallCompany: Company = new Map([
  ['Buyer', [
    buyer('9', { name: 'Ada', email: 'Ada@b.example', tier: 'PRO', age: 36, balance: '10.10', joinedAt: '2026-01-05T10:00:00.000Z', born: '1990-02-28', tags: ['vip', 'new'], code: 'buyer_1' }),
    buyer('10', { name: 'Émile', email: 'emile@b.example', tier: 'FREE', age: 20, balance: '-0.05', joinedAt: '2026-01-05T10:00:00.000001Z', tags: [], code: 'buyer_2' }),
    buyer('2', { name: 'zoe', email: null, tier: 'ENTERPRISE', age: null, balance: '10.1', joinedAt: null, tags: null, code: 'other' }),
    buyer('11', { name: null, email: 'x@b.example', tier: null, age: 36, balance: null }),
  ]],
  ['Purchase', [
    { id: '1', buyerId: 9, total: '5.00', place: 'HAM', number: 1 },
    { id: '2', buyerId: 9, total: '7.50', place: 'HAM', number: 2 },
    { id: '3', buyerId: 10, total: null, place: 'MUC', number: 1 },
    { id: '4', buyerId: null, total: '1.00', place: 'MUC', number: null },
    { id: '5', buyerId: 99, total: '2.00', place: null, number: 1 },
  ]],
  ['Case', [
    { id: 'a', buyerId: 9, open: true, place: 'HAM', number: 1 },
    { id: 'b', buyerId: 9, open: false, place: 'HAM', number: 1 },
    { id: 'c', buyerId: 2, open: null, place: 'MUC', number: 1 },
    { id: 'd', buyerId: null, open: true, place: null, number: null },
    { id: 'e', buyerId: 77, open: true, place: 'BER', number: 3 },
  ]],
  ['Note', [
    { id: 'm', caseId: 'a', text: 'ask ADA@b.example', reference: 'B-1', emails: ['ADA@b.example'] },
    { id: 'n', caseId: 'a', text: 'nothing', reference: 'B-2', emails: [] },
    { id: 'o', caseId: 'zz', text: 'two', reference: 'other', emails: ['x@b.example', 'emile@b.example'] },
    { id: 'p', caseId: null, text: null, reference: null, emails: null },
  ]],
])
