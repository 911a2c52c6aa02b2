import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { startSlackServer } from '../../src/sandbox/slack/server.ts'
import type { SlackSource } from '../../src/sources/slack/source.ts'
import { slackCatalog } from './catalog.ts'
import type { Office } from './office.ts'
import { FIRST_SECOND, ROOMY, ascending, fetchValues, office, said, startOffice, tsAt } from './office.ts'

let place: Office

beforeEach(async () => {
  place = await startOffice()
})
afterEach(() => place.close())

const texts = async (source: SlackSource): Promise<readonly unknown[]> =>
  (await fetchValues(source, { entity: 'Message', fields: ['text'], orderBy: ascending('sentAt', 'permalink') })).map(([text]) => text)
const callsOf = (method: string): number => place.server.calls.get(method) ?? 0
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let tries = 0; !(await holds()); tries++) {
    if (tries === 100) throw new Error('it never came')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('the first pass', () => {
  test('reads every message once, replies included, and only threads that were answered', async () => {
    const source = place.open()
    const report = await source.sync()
    expect(report).toMatchObject({ channels: 3, messages: office.messages.length, unreadable: {} })
    expect(await texts(source)).toHaveLength(office.messages.length)
    expect(callsOf('conversations.replies')).toBe(2)
    expect(callsOf('conversations.history')).toBe(3)
  })

  test('goes through all pages', async () => {
    const messages = Array.from({ length: 450 }, (_, i) => said('C1', i, `message ${i}`))
    await place.close()
    place = await startOffice({ workspace: { ...office, messages } })
    const source = place.open()
    expect((await source.sync()).messages).toBe(450)
    expect(callsOf('conversations.history')).toBe(3 + 2)
  })

  test('is waited for by a query', async () => {
    expect(await texts(place.open())).toHaveLength(office.messages.length)
  })

  test('that takes longer than a query may is an error with figures, and never half an answer', async () => {
    place.server.throttle('conversations.replies', { calls: 1, seconds: 30 })
    const source = place.open()
    await expect(source.fetch({ entity: 'Message', fields: ['text'], orderBy: [] }, { ...ROOMY, timeoutMs: 1500 })).rejects.toMatchObject({
      code: 'SOURCE_NOT_READY', source: 'chat', retryable: true, details: { progress: { channels: 3, channelsRead: 3, messages: 8, threads: 2, threadsRead: 1 } },
    })
  })

  test('that broke off is gone on with by the next process, not begun again', async () => {
    const messages = Array.from({ length: 450 }, (_, i) => said('C1', i, `message ${i}`))
    await place.close()
    place = await startOffice({ workspace: { ...office, channels: office.channels.slice(0, 1), messages } })
    place.server.throttle('conversations.history', { after: 2, calls: 1, seconds: 60 })
    const first = place.open()
    const pass = first.sync().catch((error: unknown) => error)
    await until(async () => callsOf('conversations.history') === 3)
    await first.close()
    expect(await pass).toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    expect((await place.open().sync()).messages).toBe(450)
    expect(callsOf('conversations.history')).toBe(3 + 1)
  })

  test('is done once for many queries', async () => {
    const source = place.open()
    await Promise.all(Array.from({ length: 10 }, () => texts(source)))
    expect(callsOf('users.list')).toBe(1)
  })
})

describe('later passes', () => {
  test('start from the watermark, also in a new process', async () => {
    const first = place.open()
    await first.sync()
    await first.close()
    const [history, replies] = [callsOf('conversations.history'), callsOf('conversations.replies')]
    place.server.post({ channel: 'C3', text: 'news', user: 'U1' })
    const second = place.open()
    await second.sync()
    expect(await texts(second)).toContain('news')
    expect(callsOf('conversations.replies')).toBe(replies)
    expect(callsOf('conversations.history') - history).toBeLessThanOrEqual(6)
  })

  test('bring new messages, replies, edits, reactions and deletions', async () => {
    const source = place.open()
    await source.sync()
    const head = place.server.post({ channel: 'C1', text: 'a new head', user: 'U1' })
    await source.sync()
    place.server.post({ channel: 'C1', text: 'a new reply', user: 'U2', thread_ts: head.ts })
    place.server.change({ channel: 'C1', ts: head.ts }, { text: 'an edited head', reactions: [{ name: 'ok', count: 1, users: ['U2'] }] })
    await source.sync()
    const found = await fetchValues(source, { entity: 'Message', fields: ['text', 'reactions'], orderBy: ascending('sentAt'), where: { kind: 'compare', field: 'threadTs', op: 'eq', value: head.ts } })
    expect(found).toEqual([['an edited head', [{ name: 'ok', count: 1 }]], ['a new reply', null]])
    place.server.remove({ channel: 'C1', ts: head.ts })
    await source.sync()
    expect(await texts(source)).toHaveLength(office.messages.length)
  })

  test('find a late reply, an edit and a deletion deep in the past by looking a page further each time', async () => {
    const source = place.open()
    await source.sync()
    place.server.post({ channel: 'C1', text: 'late', user: 'U2', thread_ts: tsAt(0) })
    place.server.change({ channel: 'C2', ts: tsAt(30) }, { text: 'rewritten' })
    place.server.remove({ channel: 'C1', ts: tsAt(86_400) })
    await source.sync()
    const found = await texts(source)
    expect(found).toEqual(expect.arrayContaining(['late', 'rewritten']))
    expect(found).not.toContain('Ärger mit 100% Straße_1')
  })

  test('read edits and deletions of fresh replies', async () => {
    const source = place.open()
    const head = place.server.post({ channel: 'C1', text: 'head', user: 'U1' })
    const replies = ['one', 'two', 'three'].map((text) => place.server.post({ channel: 'C1', text, user: 'U2', thread_ts: head.ts }))
    await source.sync()
    place.server.change({ channel: 'C1', ts: replies[0]!.ts }, { text: 'ONE' })
    place.server.remove({ channel: 'C1', ts: replies[1]!.ts })
    await source.sync()
    expect((await texts(source)).slice(-3)).toEqual(['head', 'ONE', 'three'])
  })

  test('run in the background when a query finds the copy too old', async () => {
    const source = place.open({ maxAgeMs: 0 })
    await source.sync()
    place.server.post({ channel: 'C1', text: 'news', user: 'U1' })
    expect(await texts(source)).not.toContain('news')
    await until(async () => (await texts(source)).includes('news'))
  })

  test('do not run while the copy is young', async () => {
    const source = place.open({ maxAgeMs: 60_000 })
    await source.sync()
    await texts(source)
    await texts(source)
    expect(callsOf('auth.test')).toBe(1)
  })
})

describe('rates', () => {
  test('429 is waited out as Retry-After says, and nothing is lost', async () => {
    place.server.throttle('conversations.history', { calls: 1, seconds: 1 })
    const source = place.open()
    const report = await source.sync()
    expect(report.ms).toBeGreaterThan(900)
    expect(report.messages).toBe(office.messages.length)
    expect(callsOf('conversations.history')).toBe(4)
  })
})

describe('while Slack is down', () => {
  test('answers come from the copy, with their age', async () => {
    const source = place.open({ maxAgeMs: 0 })
    await source.sync()
    await place.server.close()
    await new Promise((resolve) => setTimeout(resolve, 1100))
    expect(await texts(source)).toHaveLength(office.messages.length)
    const freshness = source.freshness()
    expect(freshness?.ageSeconds).toBeGreaterThanOrEqual(1)
    expect(Date.parse(freshness?.asOf ?? '')).toBeLessThan(Date.now() - 1000)
    expect(await source.health()).toMatchObject({ status: 'down', code: 'SOURCE_UNAVAILABLE' })
  })

  test('a new process answers from the copy as well', async () => {
    const first = place.open()
    await first.sync()
    await first.close()
    await place.server.close()
    expect(await texts(place.open())).toHaveLength(office.messages.length)
  })

  test('what was never read fails, and is read when Slack is back', async () => {
    const { port, token } = place.server
    await place.server.close()
    const source = place.open()
    await expect(texts(source)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'chat', retryable: true })
    expect(source.freshness()).toBeNull()
    source.start()
    const again = await startSlackServer({ workspace: office, port, token, rate: Number.POSITIVE_INFINITY })
    try {
      await until(() => texts(source).then((found) => found.length === office.messages.length, () => false))
    } finally {
      await again.close()
    }
  })
})

describe('what the token may not', () => {
  test('a wrong token is refused without being named', async () => {
    const error = await texts(place.open({ token: 'xoxb-very-secret' })).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'SOURCE_REJECTED', source: 'chat', retryable: false, details: { slackError: 'invalid_auth' } })
    expect(JSON.stringify([error, String(error), (error as Error).stack])).not.toContain('secret')
  })

  test('without the scope for private channels the public ones are read; without that for files only files fail', async () => {
    await place.close()
    place = await startOffice({ scopes: ['users:read', 'channels:read', 'channels:history'], workspace: { ...office, channels: office.channels.map((channel) => ({ ...channel, is_private: channel.id === 'C2' })) } })
    const source = place.open()
    expect((await source.sync()).channels).toBe(2)
    await expect(source.fetch({ entity: 'File', fields: ['id'], orderBy: [] }, ROOMY)).rejects.toMatchObject({ code: 'SOURCE_REJECTED', hint: 'Give the token the scope files:read' })
  })

  test('without the scope for any history it is an error, not an empty workspace', async () => {
    await place.close()
    place = await startOffice({ scopes: ['users:read', 'channels:read'] })
    await expect(texts(place.open())).rejects.toMatchObject({ code: 'SOURCE_REJECTED', details: { slackError: 'missing_scope' } })
  })

  test('a token of another workspace empties the copy', async () => {
    const source = place.open()
    await source.sync()
    const other = await startSlackServer({ workspace: { ...office, team: { id: 'T2', name: 'Other', domain: 'other' }, messages: [said('C1', 0, 'elsewhere')] }, rate: Number.POSITIVE_INFINITY })
    const second = place.open({ token: other.token, apiUrl: other.url })
    await second.sync()
    await other.close()
    expect(await texts(second)).toEqual(['elsewhere'])
  })
})

describe('the copy', () => {
  test('finds other values in the texts it has when the expression changes, without a call to Slack', async () => {
    const first = place.open()
    await first.sync()
    await first.close()
    await place.server.close()
    const second = place.open({ catalog: slackCatalog({ numbers: 'SO-[0-9]{3}' }) })
    const found = await fetchValues(second, { entity: 'Message', fields: ['numbers'], orderBy: [], where: { kind: 'compare', field: 'ts', op: 'eq', value: tsAt(0) } })
    expect(found).toEqual([[['SO-000']]])
  })

  test('keeps the values of two schemas that read it at once, while one replaces the other', async () => {
    const old = place.open()
    await old.sync()
    const renewed = place.open({ catalog: slackCatalog({ numbers: 'SO-[0-9]{3}' }) })
    place.server.post({ channel: 'C1', text: 'SO-7777', user: 'U1' })
    await old.sync()
    const numbersOf = (source: SlackSource): Promise<unknown> =>
      fetchValues(source, { entity: 'Message', fields: ['numbers'], orderBy: [], where: { kind: 'compare', field: 'text', op: 'eq', value: 'SO-7777' } })
    expect(await numbersOf(old)).toEqual([[['SO-7777']]])
    expect(await numbersOf(renewed)).toEqual([[['SO-777']]])
  })

  test('reads files once a schema speaks of them', async () => {
    const users = 'type User @entity(source: "chat", slack: USERS, key: "id") { id: ID! }'
    const first = place.open({ catalog: slackCatalog({ sdl: users }) })
    await first.sync()
    await first.close()
    expect(callsOf('files.list')).toBe(0)
    expect(await fetchValues(place.open(), { entity: 'File', fields: ['id'], orderBy: [] })).toEqual([['F1']])
  })

  test('is made anew when its file is no database', async () => {
    const { writeFileSync } = await import('node:fs')
    writeFileSync(place.storePath, 'this is no database, but it is long enough to look like one'.repeat(100))
    expect(await texts(place.open())).toHaveLength(office.messages.length)
  })

  test('drops what was said in channels that are gone', async () => {
    const source = place.open()
    await source.sync()
    const { port, token } = place.server
    await place.server.close()
    const again = await startSlackServer({ workspace: { ...office, channels: office.channels.slice(1), messages: office.messages.filter(({ channel }) => channel === 'C2') }, port, token, rate: Number.POSITIVE_INFINITY })
    await source.sync()
    await again.close()
    expect(await texts(source)).toHaveLength(4)
  })

  test('holds instants to the microsecond', async () => {
    const source = place.open()
    const found = await fetchValues(source, { entity: 'Message', fields: ['sentAt'], orderBy: ascending('sentAt'), page: { limit: 1 } })
    expect(found).toEqual([[`${new Date(FIRST_SECOND * 1000).toISOString().slice(0, -4)}000100Z`]])
  })
})
