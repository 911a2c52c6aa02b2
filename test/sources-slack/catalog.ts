import { expect } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import type { Catalog } from '../../src/catalog/model.ts'

const schema = (numbers: string): string => `
type User @entity(source: "chat", slack: USERS, key: "id") {
  id: ID!
  name: String!
  email: String
  isBot: Boolean! @column(name: "is_bot")
  messages: [Message!]! @link(on: {id: "authorId"})
  namedIn: [Message!]! @link(on: {email: "emails"}, key: STRING_CI)
}

type Channel @entity(source: "chat", slack: CHANNELS, key: "id") {
  id: ID!
  name: String!
  topic: String
  messages: [Message!]! @link(on: {id: "channelId"})
}

enum Subtype {
  JOIN @value(stored: "channel_join")
  BROADCAST @value(stored: "thread_broadcast")
  BOT @value(stored: "bot_message")
}

type Message @entity(source: "chat", slack: MESSAGES, key: "permalink") {
  permalink: ID!
  ts: String!
  text: String!
  sentAt: DateTime! @column(name: "sent_at")
  editedAt: DateTime @column(name: "edited_at")
  threadTs: String @column(name: "thread_ts")
  replyTo: String @column(name: "reply_to")
  subtype: Subtype
  reactions: [Reaction!]
  authorId: ID @column(name: "user_id")
  channelId: ID! @column(name: "channel_id")
  emails: [String!] @column(name: "text", derive: {regex: "[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\\\\.[A-Za-z0-9-]+)+", all: true})
  numbers: [String!] @column(name: "text", derive: {regex: "${numbers}", all: true})
  firstNumber: String @column(name: "text", derive: {regex: "SO-([0-9]{4})", group: 1})

  author: User @link(on: {authorId: "id"})
  channel: Channel @link(on: {channelId: "id"})
  replies: [Message!]! @link(on: {channelId: "channelId", ts: "replyTo"})
  named: [User!]! @link(on: {emails: "email"}, key: STRING_CI)
  "Several may have joined: the one with the lowest permalink counts."
  newcomer: Message @link(on: {channelId: "channelId"}, where: {subtype: {eq: JOIN}})
}

type Reaction {
  name: String!
  count: Int!
}

type Thread @entity(source: "chat", slack: THREADS, key: ["channelId", "ts"]) {
  channelId: ID! @column(name: "channel_id")
  ts: String!
  replyCount: Int! @column(name: "reply_count")
  lastReplyAt: DateTime! @column(name: "last_reply_at")
}

type File @entity(source: "chat", slack: FILES, key: "id") {
  id: ID!
  name: String!
  size: Int
  createdAt: DateTime! @column(name: "created_at")
  channelIds: [ID!] @column(name: "channel_ids")
}
`

/** The workspace as a project would declare it; `numbers` is the expression that finds order numbers in texts. */
export function slackCatalog({ numbers = 'SO-[0-9]{4}', sdl = schema(numbers) }: { readonly numbers?: string; readonly sdl?: string } = {}): Catalog {
  const { catalog, problems } = compileCatalog([{ file: 'schema/chat.graphql', text: sdl }], {
    sources: new Map([['chat', { name: 'chat', kind: 'slack', enabled: true, priority: 1 }]]), timeZone: 'UTC',
  })
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
  if (catalog === null) throw new Error('the schema of the tests does not compile')
  return catalog
}
