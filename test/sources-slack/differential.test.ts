import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Fetch, FieldPath, Literal, Ordering, Predicate } from '../../src/fetch/fetch.ts'
import { printInstant } from '../../src/fetch/instant.ts'
import type { SlackMessageData, SlackUserData, Workspace } from '../../src/sandbox/slack/workspace.ts'
import type { SlackSource } from '../../src/sources/slack/source.ts'
import type { Office } from './office.ts'
import { fetchByKey, fetchValues, permalink, said, startOffice, FIRST_SECOND } from './office.ts'
import type { Row } from './reference.ts'
import { compareRows, keeps, valueAt } from './reference.ts'

const TEXTS = ['', 'plain', 'Ünïcode ÄÖ', 'ünïcode äö', '100% sure_thing', 'back\\slash', 'mail ADA@acme.example now', 'ada@acme.example, bob@acme.example', 'Привет', 'привет 😀', 'SO-0001 SO-0002']
const EMAIL = /[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/gu

const users: readonly SlackUserData[] = [
  { id: 'U1', name: 'ada', profile: { email: 'Ada@Acme.example' } },
  { id: 'U2', name: 'Bob', profile: { email: 'bob@acme.example' } },
  { id: 'U3', name: 'Ärmel', is_bot: true, profile: {} },
  { id: 'U4', name: '😀', profile: { email: 'ada@acme.example' } },
]
const SUBTYPES = [undefined, 'channel_join', 'bot_message']

/** Two channels of sixty messages, every fifth of them a reply to the one before. */
const messages: readonly SlackMessageData[] = Array.from({ length: 120 }, (_, i) => {
  const subtype = SUBTYPES[i % 7]
  const user = i % 11 === 0 ? undefined : i % 13 === 0 ? 'U9' : `U${1 + (i % 4)}`
  return {
    ...said(`C${1 + (i % 2)}`, i * 10, TEXTS[(i * 7) % TEXTS.length]!), user: user as never,
    ...(i % 5 === 4 ? { thread_ts: `${FIRST_SECOND + (i - 2) * 10}.000100` } : {}),
    ...(subtype === undefined ? {} : { subtype }),
    ...(i % 3 === 0 ? { reactions: Array.from({ length: i % 4 }, (_unused, n) => ({ name: ['tada', 'eyes', 'ok'][n]!, count: n + (i % 2), users: [] })) } : {}),
  }
})
const workspace: Workspace = { team: { id: 'T1', name: 'Acme', domain: 'acme' }, users, channels: [{ id: 'C1', name: 'one', topic: { value: '' } }, { id: 'C2', name: 'Two' }], messages }

const heads = new Set(messages.flatMap(({ channel, thread_ts }) => (thread_ts === undefined ? [] : [`${channel} ${thread_ts}`])))
const SUBTYPE_NAMES: Readonly<Record<string, string>> = { channel_join: 'JOIN', bot_message: 'BOT' }

const userRows: readonly Row[] = users.map((user) => ({
  fields: { id: user.id, name: user.name, email: user.profile.email ?? null, isBot: user.is_bot === true },
  links: {
    messages: () => messageRows.filter((row) => row.fields['authorId'] === user.id),
    namedIn: () => messageRows.filter((row) => user.profile.email !== undefined && emailsOf(row).includes(user.profile.email.toLowerCase())),
  },
}))
const emailsOf = (row: Row): readonly string[] => [row.fields['emails']].flat().map((email) => String(email).toLowerCase())

const messageRows: readonly Row[] = messages.map((message) => {
  const seconds = Number(message.ts.split('.')[0]) - FIRST_SECOND
  const thread = message.thread_ts ?? (heads.has(`${message.channel} ${message.ts}`) ? message.ts : null)
  const replyTo = thread === message.ts ? null : thread
  const row: Row = {
    fields: {
      permalink: permalink(message.channel, seconds, replyTo === null ? undefined : Number(replyTo.split('.')[0]) - FIRST_SECOND),
      ts: message.ts, text: message.text, sentAt: printInstant(BigInt(FIRST_SECOND + seconds) * 1_000_000n + 100n), threadTs: thread, replyTo,
      subtype: message.subtype === undefined ? null : SUBTYPE_NAMES[message.subtype]!, authorId: message.user ?? null, channelId: message.channel,
      emails: [...new Set(message.text.match(EMAIL) ?? [])],
    },
    links: {
      author: () => userRows.filter((user) => user.fields['id'] === message.user),
      replies: () => messageRows.filter((other) => other.fields['channelId'] === message.channel && other.fields['replyTo'] === message.ts),
      named: () => userRows.filter((user) => user.fields['email'] !== null && emailsOf(row).includes(String(user.fields['email']).toLowerCase())),
      reactions: () => (message.reactions ?? []).map(({ name, count }) => ({ fields: { name, count }, links: {} })),
    },
  }
  return row
})

let place: Office
let source: SlackSource

beforeAll(async () => {
  place = await startOffice({ workspace })
  source = place.open()
  await source.sync()
})
afterAll(() => place.close())

const textValue = fc.constantFrom('', 'a', 'ä', 'Ä', '%', '_', '\\', '100%', 'ada', 'ADA', 'привет', '😀', 'SO-0001', ...users.map(({ name }) => name))
const op = fc.constantFrom('eq', 'ne', 'gt', 'gte', 'lt', 'lte')
const permalinks = messageRows.map(({ fields }) => String(fields['permalink']))

interface Field { readonly path: FieldPath; readonly value: fc.Arbitrary<Literal> }
const MESSAGE_FIELDS: readonly Field[] = [
  { path: 'text', value: fc.oneof(fc.constantFrom(...TEXTS), textValue) }, { path: 'author.name', value: textValue }, { path: 'threadTs', value: fc.constantFrom(...messages.map(({ ts }) => ts)) },
  { path: 'sentAt', value: fc.constantFrom(...messageRows.map(({ fields }) => String(fields['sentAt']))) }, { path: 'author.isBot', value: fc.boolean() }, { path: 'permalink', value: fc.constantFrom(...permalinks) },
]
const USER_FIELDS: readonly Field[] = [{ path: 'name', value: textValue }, { path: 'email', value: fc.constantFrom('ada@acme.example', 'Ada@Acme.example', 'x') }, { path: 'isBot', value: fc.boolean() }]
const REACTION_FIELDS: readonly Field[] = [{ path: 'name', value: fc.constantFrom('tada', 'eyes', 'x') }, { path: 'count', value: fc.integer({ min: 0, max: 4 }) }]

const onField = ({ path, value }: Field): fc.Arbitrary<Predicate> => fc.oneof(
  fc.record({ kind: fc.constant('compare'), field: fc.constant(path), op, value }),
  fc.record({ kind: fc.constant('in'), field: fc.constant(path), values: fc.array(value, { maxLength: 3 }) }),
  fc.record({ kind: fc.constant('isNull'), field: fc.constant(path) }),
)
const onText = (path: FieldPath): fc.Arbitrary<Predicate> => fc.oneof(
  fc.record({ kind: fc.constant('match'), field: fc.constant(path), how: fc.constantFrom('like', 'startsWith', 'endsWith', 'contains'), text: fc.oneof(textValue, fc.constantFrom('%a%', '_d%', '%\\%%', '%Ö')), foldCase: fc.boolean() }),
  fc.record({ kind: fc.constant('in'), field: fc.constant(path), values: fc.array(textValue, { minLength: 1, maxLength: 3 }), fold: fc.constant(true) }),
)
const emails = fc.constantFrom('ada@acme.example', 'ADA@acme.example', 'bob@acme.example')
const onList: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ kind: fc.constant('list'), field: fc.constant('emails'), how: fc.constantFrom('hasAny', 'hasAll'), values: fc.array(emails, { maxLength: 2 }), fold: fc.boolean() }),
  fc.record({ kind: fc.constant('listCount'), field: fc.constant('emails'), op, value: fc.integer({ min: 0, max: 3 }) }),
)
const onEnum: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ kind: fc.constant('compare'), field: fc.constant('subtype'), op: fc.constantFrom('eq', 'ne'), value: fc.constantFrom('JOIN', 'BOT', 'BROADCAST') }),
  fc.record({ kind: fc.constant('in'), field: fc.constant('subtype'), values: fc.subarray(['JOIN', 'BOT', 'BROADCAST']) }),
)

const connect = (leaf: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> => fc.letrec<{ node: Predicate; and: Predicate; not: Predicate }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('and'), tie('not')),
  and: fc.record({ kind: fc.constantFrom('and', 'or'), of: fc.array(tie('node'), { maxLength: 3 }) }),
  not: fc.record({ kind: fc.constant('not'), of: tie('node') }),
})).node
const linkedTo = (link: string, where: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> => fc.oneof(
  fc.record({ kind: fc.constant('linked'), link: fc.constant(link), quantifier: fc.constantFrom('some', 'none', 'every'), where }),
  fc.record({ kind: fc.constant('linkedCount'), link: fc.constant(link), op, value: fc.integer({ min: 0, max: 3 }) }),
)
const linkedToOne = (link: string, where: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> =>
  fc.record({ kind: fc.constant('linked'), link: fc.constant(link), quantifier: fc.constant('some'), where })

const plainUser = connect(fc.oneof(...USER_FIELDS.map(onField), onText('email')))
const plainMessage = connect(fc.oneof(...MESSAGE_FIELDS.map(onField), onText('text'), onText('author.name'), onList, onEnum))
const message = connect(fc.oneof(
  plainMessage, linkedToOne('author', plainUser), linkedToOne('author', linkedTo('messages', plainMessage)), linkedTo('replies', plainMessage), linkedTo('named', plainUser),
  linkedTo('reactions', connect(fc.oneof(...REACTION_FIELDS.map(onField)))),
))
const user = connect(fc.oneof(plainUser, linkedTo('messages', plainMessage), linkedTo('namedIn', message)))

const ordering = (field: FieldPath, count = false): fc.Arbitrary<Ordering> => fc.record({ field: fc.constant(field), count: fc.constant(count), direction: fc.constantFrom('asc', 'desc'), nulls: fc.constantFrom('first', 'last') })
const messageOrder = fc.tuple(fc.oneof(ordering('text'), ordering('author.name'), ordering('threadTs'), ordering('author.isBot'), ordering('replies', true), ordering('reactions', true)), ordering('permalink')).map((orderBy): readonly Ordering[] => orderBy)

const RUNS = { numRuns: 400 }

test('messages that a predicate keeps', async () => {
  await fc.assert(fc.asyncProperty(message, async (where) => {
    const found = await fetchValues(source, { entity: 'Message', fields: ['permalink'], where, orderBy: [{ field: 'permalink', direction: 'asc', nulls: 'last' }] })
    expect(found.flat()).toEqual(messageRows.filter((row) => keeps(row, where)).map(({ fields }) => fields['permalink']).toSorted())
  }), RUNS)
})

test('users that a predicate keeps', async () => {
  await fc.assert(fc.asyncProperty(user, async (where) => {
    const found = await fetchValues(source, { entity: 'User', fields: ['id'], where, orderBy: [{ field: 'id', direction: 'asc', nulls: 'last' }] })
    expect(found.flat()).toEqual(userRows.filter((row) => keeps(row, where)).map(({ fields }) => fields['id']).toSorted())
  }), RUNS)
})

interface Cut { readonly limit: number; readonly offset: number; readonly at: number; readonly how: 'none' | 'after' | 'before'; readonly fromEnd: boolean }
const cut: fc.Arbitrary<Cut> = fc.record({ limit: fc.integer({ min: 0, max: 30 }), offset: fc.integer({ min: 0, max: 10 }), at: fc.nat(119), how: fc.constantFrom('none', 'after', 'before'), fromEnd: fc.boolean() })

/** The same page, cut from rows in memory. */
function cutRows(sorted: readonly Row[], { limit, offset, fromEnd }: Cut): readonly Row[] {
  return fromEnd ? sorted.slice(0, Math.max(0, sorted.length - offset)).slice(limit === 0 ? sorted.length : -limit) : sorted.slice(offset, offset + limit)
}
const keysetOf = (row: Row, orderBy: readonly Ordering[]): readonly (Literal | null)[] => orderBy.map(({ field, count }) => {
  const value = count === true ? (row.links[field]?.() ?? []).length : valueAt(row, field)
  return typeof value === 'object' ? null : value
})

test('pages in any order, from any place, from either end', async () => {
  await fc.assert(fc.asyncProperty(messageOrder, cut, async (orderBy, { at, how, ...page }) => {
    const sorted = messageRows.toSorted(compareRows(orderBy))
    const range = how === 'none' ? sorted : how === 'after' ? sorted.slice(at + 1) : sorted.slice(0, at)
    const place = how === 'none' ? {} : { [how]: keysetOf(sorted[at]!, orderBy) }
    const found = await fetchValues(source, { entity: 'Message', fields: ['permalink'], orderBy, page: { ...page, ...place } })
    expect(found.flat()).toEqual(cutRows(range, { at, how, ...page }).map(({ fields }) => fields['permalink']))
  }), RUNS)
})

test('pages of each key of a batch', async () => {
  await fc.assert(fc.asyncProperty(messageOrder, plainMessage, cut, async (orderBy, where, { at: _at, how: _how, ...page }) => {
    const fetch: Fetch = { entity: 'Message', fields: ['permalink'], orderBy, where, page, keys: { fields: ['emails'], types: ['STRING_CI'], values: [['ada@acme.example'], ['bob@acme.example'], ['nobody@acme.example']] } }
    const expected = fetch.keys!.values.map(([email = '']) => {
      const rows = messageRows.filter((row) => keeps(row, where) && emailsOf(row).includes(email)).toSorted(compareRows(orderBy))
      return [email, cutRows(rows, { at: 0, how: 'none', ...page }).map(({ fields }) => fields['permalink'])] as const
    })
    expect(await fetchByKey(source, fetch)).toEqual(Object.fromEntries(expected.filter(([, rows]) => rows.length > 0)))
  }), RUNS)
})
