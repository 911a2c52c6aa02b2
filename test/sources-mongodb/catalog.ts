import type { Catalog } from '../../src/catalog/model.ts'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'

const SDL = `
enum Mood { BAD @value(stored: "bad") NEUTRAL GOOD @value(stored: "good") }

"Everything a document may hold."
type Note @entity(source: "notes", collection: "notes", key: "id") {
  id: ID! @column(name: "_id", type: INT64)
  productId: Int @column(name: "product.id")
  sku: String
  email: String
  big: BigInt
  stars: Float
  price: Decimal
  weight: Decimal @column(type: DOUBLE)
  ok: Boolean
  mood: Mood
  at: DateTime @column(name: "written")
  told: DateTime @column(formats: ["YYYY-MM-DD HH:mm", "DD Mon YYYY HH:mm:ss"])
  day: Date
  due: Date @column(formats: ["DD.MM.YYYY"])
  ref: UUID
  tags: [String!]
  sizes: [Int!] @column(name: "dimensions.sizes")
  extra: JSON
  city: String @column(name: "home.zip\\\\.code.city")
  address: Address
  comments: [Comment!] @column(name: "thread")
  number: String @column(name: "body", derive: {regex: "SO-([0-9]+)", group: 1})
  mentions: [String!] @column(name: "body", derive: {regex: "@[a-z]+", all: true})
  count: Int @column(name: "counted", derive: {cast: Int})
  body: String
  placeCode: String @column(name: "place")
  parentId: Int @column(name: "parent")
  place: Place @link(on: {placeCode: "code"})
  parent: Note @link(on: {parentId: "id"}, key: INT64)
  children: [Note!]! @link(on: {id: "parentId"}, key: INT64)
  goodChildren: [Note!]! @link(on: {id: "parentId"}, key: INT64, where: {mood: {eq: GOOD}})
}

type Address { street: String, zip: Int, lines: [Line!] }
type Line { text: String, size: Int }
type Comment { author: String @column(name: "by"), likes: Int, at: DateTime, told: DateTime @column(formats: ["YYYY-MM-DD"]), replies: [Line!] }

type Place @entity(source: "notes", collection: "places", key: "id") {
  id: ID! @column(name: "_id", type: OBJECT_ID)
  code: String
  visitors: Int
  notes: [Note!]! @link(on: {code: "placeCode"})
}

"The rows are the elements of an array."
type Item @entity(source: "notes", collection: "orders", unwind: "items", key: ["orderId", "place"]) {
  orderId: Int! @column(name: "_id")
  place: Int! @column(name: "items.$index")
  sku: String @column(name: "items.sku")
  amount: Decimal @column(name: "items.amount")
  buyer: String @column(name: "buyer.name")
}
`

export function noteCatalog(timeZone = 'UTC'): Catalog {
  const { catalog, problems } = compileCatalog([{ file: 'schema/notes.graphql', text: SDL }], {
    sources: new Map([['notes', { name: 'notes', kind: 'mongodb', enabled: true, priority: 1 }]]), timeZone,
  })
  if (catalog === null) throw new Error(JSON.stringify(problems, null, 2))
  return catalog
}
