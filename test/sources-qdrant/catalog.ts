import type { Catalog } from '../../src/catalog/model.ts'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'

const SDL = `
enum Mood { GOOD @value(stored: "good") BAD @value(stored: "bad") NEUTRAL }

"Everything a payload may hold."
type Note @entity(source: "notes", vectors: "notes", key: "id", text: "body") {
  id: ID! @column(type: INT64)
  productId: Int @column(name: "product_id")
  sku: String
  email: String
  big: BigInt
  stars: Float
  price: Decimal
  ok: Boolean
  mood: Mood
  at: DateTime @column(name: "written_at")
  told: DateTime @column(name: "told_at", formats: ["DD.MM.YYYY HH:mm"])
  day: Date
  ref: UUID
  tags: [String!]
  sizes: [Int!]
  extra: JSON
  city: String @column(name: "home.zip code.city")
  address: Address
  comments: [Comment!] @column(name: "thread")
  number: String @column(name: "body", derive: {regex: "SO-([0-9]+)", group: 1})
  count: Int @column(name: "count_text", derive: {cast: Int})
  body: String
  score: Float @score
  place: Place @link(on: {sku: "sku"})
}

type Address { street: String, zip: Int }
type Comment { author: String @column(name: "by"), likes: Int, at: DateTime }

"Points by UUID, searched by a named vector."
type Place @entity(source: "notes", vectors: "places", key: "id", vector: "name") {
  id: ID! @column(type: UUID)
  sku: String
  visitors: Int
  score: Float @score
}

"Points of which the id is not the key."
type Thing @entity(source: "notes", vectors: "things", key: "code") {
  code: String!
  name: String
}

"Points with ids of both kinds."
type Any @entity(source: "notes", vectors: "any", key: "id") {
  id: ID!
  name: String
}
`

export function noteCatalog(timeZone = 'UTC'): Catalog {
  const { catalog, problems } = compileCatalog([{ file: 'schema/notes.graphql', text: SDL }], {
    sources: new Map([['notes', { name: 'notes', kind: 'qdrant', enabled: true, priority: 1 }]]), timeZone,
  })
  if (catalog === null) throw new Error(JSON.stringify(problems, null, 2))
  return catalog
}
