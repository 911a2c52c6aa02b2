import type { Entity } from '../../catalog/model.ts'
import { plainField, printBlock } from './print-type.ts'
import { connectionName, edgeName } from './type-names.ts'

export const PAGE_INFO = printBlock('type PageInfo', [
  plainField('hasNextPage: Boolean!'), plainField('hasPreviousPage: Boolean!'), plainField('startCursor: String'), plainField('endCursor: String'),
])

export function printConnection({ name }: Entity): readonly (string | null)[] {
  return [
    printBlock(`type ${connectionName(name)}`, [
      plainField(`edges: [${edgeName(name)}!]!`), plainField(`nodes: [${name}!]!`), plainField('pageInfo: PageInfo!'),
      plainField('totalCount: Int!', 'How many rows the filter leaves, without regard to the page.'),
    ]),
    printBlock(`type ${edgeName(name)}`, [plainField('cursor: String!', 'A place in this orderBy; it stays valid when other rows come and go.'), plainField(`node: ${name}!`)]),
  ]
}

export const SEARCH_INPUT = printBlock('input Search', [
  plainField('text: String', 'Rows whose meaning is near to this text.'),
  plainField('like: ID', 'Rows near to the one with this key.'),
  plainField('vector: [Float!]', 'Rows near to this embedding.'),
  plainField('minScore: Float', 'Only rows with at least this score.'),
  plainField('via: String', 'The type that is searched, where it is a linked one: a row then counts by its best match.'),
], 'By meaning, best first. Exactly one of text, like and vector.')
