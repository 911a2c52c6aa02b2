import { LogLevel, WebClient } from '@slack/web-api'
import { afterEach, describe, expect, test } from 'vitest'
import type { SlackServer, SlackServerOptions } from '../../src/sandbox/slack/server.ts'
import { startSlackServer } from '../../src/sandbox/slack/server.ts'
import { smallWorkspace } from './workspace.ts'

let server: SlackServer | undefined

async function start(options: Partial<SlackServerOptions> = {}): Promise<{ readonly server: SlackServer; readonly slack: WebClient }> {
  server = await startSlackServer({ workspace: smallWorkspace, ...options })
  return { server, slack: clientOf(server.url, server.token) }
}
const clientOf = (url: string, token?: string): WebClient => new WebClient(token, { slackApiUrl: url, rejectRateLimitedCalls: true, retryConfig: { retries: 0 }, logLevel: LogLevel.ERROR })
const errorOf = async (call: Promise<unknown>): Promise<unknown> => call.then(() => 'no error', (error: { data?: { error?: string } }) => error.data?.error ?? error)
const textsOf = (messages: readonly { readonly text?: string }[] | undefined): readonly (string | undefined)[] => (messages ?? []).map((message) => message.text)

afterEach(() => server?.close())

describe('history', () => {
  test('is newest first, with heads and broadcasts but without other replies', async () => {
    const { slack } = await start()
    const history = await slack.conversations.history({ channel: 'C1' })
    expect(textsOf(history.messages)).toEqual(['at 50', 'at 40', 'at 30', 'at 20', 'a broadcast reply', 'the head'])
    expect(history.has_more).toBe(false)
  })

  test('tells of a head how many replies it has and when the last came', async () => {
    const { slack } = await start()
    const head = (await slack.conversations.history({ channel: 'C1' })).messages?.at(-1)
    expect(head).toMatchObject({ thread_ts: head?.ts, reply_count: 3, reply_users_count: 2, latest_reply: '1700000025.000100', reactions: [{ name: 'tada', count: 2 }] })
  })

  test('comes in pages that hold every message once', async () => {
    const { slack } = await start()
    const pages: unknown[] = []
    for await (const page of slack.paginate('conversations.history', { channel: 'C1', limit: 4 })) pages.push((page as { messages?: { text: string }[] }).messages?.map((message) => message.text))
    expect(pages).toEqual([['at 50', 'at 40', 'at 30', 'at 20'], ['a broadcast reply', 'the head']])
  })

  test('leaves its bounds out unless they are inclusive', async () => {
    const { slack } = await start()
    const range = { channel: 'C1', oldest: '1700000020.000100', latest: '1700000040.000100' }
    expect(textsOf((await slack.conversations.history(range)).messages)).toEqual(['at 30'])
    expect(textsOf((await slack.conversations.history({ ...range, inclusive: true })).messages)).toEqual(['at 40', 'at 30', 'at 20'])
  })

  test('shows what was posted, edited and deleted meanwhile', async () => {
    const { server: running, slack } = await start()
    const posted = await slack.chat.postMessage({ channel: 'C1', text: 'just now' })
    running.change({ channel: 'C1', ts: '1700000050.000100' }, { text: 'edited' })
    running.remove({ channel: 'C1', ts: '1700000040.000100' })
    const { messages } = await slack.conversations.history({ channel: 'C1', limit: 3 })
    expect(messages?.[0]?.ts).toBe(posted.ts)
    expect(textsOf(messages)).toEqual(['just now', 'edited', 'at 30'])
  })
})

describe('replies', () => {
  test('begin with the head, oldest first', async () => {
    const { slack } = await start()
    const { messages } = await slack.conversations.replies({ channel: 'C1', ts: '1700000000.000100' })
    expect(textsOf(messages)).toEqual(['the head', 'a reply', 'a broadcast reply', 'the last reply'])
    expect(messages?.[1]).toMatchObject({ thread_ts: '1700000000.000100', parent_user_id: 'U1' })
  })

  test('from a time on still begin with the head', async () => {
    const { slack } = await start()
    const { messages } = await slack.conversations.replies({ channel: 'C1', ts: '1700000000.000100', oldest: '1700000010.000100' })
    expect(textsOf(messages)).toEqual(['the head', 'the last reply'])
  })

  test('of a message without a thread are the message alone', async () => {
    const { slack } = await start()
    expect(textsOf((await slack.conversations.replies({ channel: 'C1', ts: '1700000050.000100' })).messages)).toEqual(['at 50'])
  })
})

describe('lists', () => {
  test('of users come in pages by cursor', async () => {
    const { slack } = await start()
    const first = await slack.users.list({ limit: 2 })
    const second = await slack.users.list({ limit: 2, cursor: first.response_metadata?.next_cursor ?? '' })
    expect([first, second].map((page) => page.members?.map((user) => user.name))).toEqual([['ada', 'bob'], ['robot']])
    expect(second.response_metadata?.next_cursor).toBe('')
    expect(first.members?.[0]?.profile?.email).toBe('ada@acme.example')
  })

  test('of channels hold the types asked for', async () => {
    const { slack } = await start()
    expect((await slack.conversations.list({})).channels?.map((channel) => channel.name)).toEqual(['general'])
    expect((await slack.conversations.list({ types: 'public_channel,private_channel' })).channels?.map((channel) => channel.name)).toEqual(['general', 'finance'])
  })

  test('of files are numbered pages', async () => {
    const { slack } = await start()
    expect(await slack.files.list({ count: 5 })).toMatchObject({ files: [{ id: 'F1', title: 'plan.pdf' }], paging: { total: 1, pages: 1 } })
  })

  test('of members name everybody unless the channel says who', async () => {
    const { slack } = await start()
    expect((await slack.conversations.members({ channel: 'C1' })).members).toEqual(['U1', 'U2', 'U3'])
  })
})

test('one user, one channel, the team, reactions and permalinks', async () => {
  const { slack } = await start()
  expect((await slack.users.info({ user: 'U2' })).user?.name).toBe('bob')
  expect((await slack.conversations.info({ channel: 'C1' })).channel?.topic?.value).toBe('everything')
  expect(await slack.auth.test()).toMatchObject({ url: 'https://acme.slack.com/', team_id: 'T1' })
  expect((await slack.team.info()).team?.domain).toBe('acme')
  expect((await slack.reactions.get({ channel: 'C1', timestamp: '1700000000.000100' })).message?.reactions?.[0]?.users).toEqual(['U1', 'U2'])
  expect((await slack.chat.getPermalink({ channel: 'C1', message_ts: '1700000005.000100' })).permalink)
    .toBe('https://acme.slack.com/archives/C1/p1700000005000100?thread_ts=1700000000.000100&cid=C1')
})

test('search takes words, phrases, authors and channels, from user tokens only', async () => {
  const { slack } = await start({ token: 'xoxp-1' })
  const found = await slack.search.messages({ query: '"reply" from:bob in:general' })
  expect(textsOf(found.messages?.matches)).toEqual(['a broadcast reply', 'a reply'])
  await server?.close()
  const bot = await start({ token: 'xoxb-1' })
  expect(await errorOf(bot.slack.search.messages({ query: 'reply' }))).toBe('not_allowed_token_type')
})

describe('errors are those of Slack', () => {
  test.each([
    ['channel_not_found', 'conversations.history', { channel: 'C9' }],
    ['invalid_cursor', 'conversations.history', { channel: 'C1', cursor: 'bm9wZQ==' }],
    ['invalid_cursor', 'users.list', { cursor: 'dXNlcjpVOQ==' }],
    ['invalid_limit', 'users.list', { limit: -1 }],
    ['invalid_ts_oldest', 'conversations.history', { channel: 'C1', oldest: 'yesterday' }],
    ['invalid_types', 'conversations.list', { types: 'town_square' }],
    ['thread_not_found', 'conversations.replies', { channel: 'C1', ts: '1.000000' }],
    ['message_not_found', 'chat.getPermalink', { channel: 'C1', message_ts: '1.000000' }],
    ['user_not_found', 'users.info', { user: 'U9' }],
    ['no_text', 'chat.postMessage', { channel: 'C1' }],
    ['unknown_method', 'conversations.dance', {}],
  ])('%s from %s', async (error, method, args) => {
    const { slack } = await start()
    expect(await errorOf(slack.apiCall(method, args))).toBe(error)
  })

  test('a token that is missing, wrong, or lacks a scope', async () => {
    const { server: running, slack } = await start({ scopes: ['channels:read'] })
    expect(await errorOf(clientOf(running.url).auth.test())).toBe('not_authed')
    expect(await errorOf(clientOf(running.url, 'xoxb-other').auth.test())).toBe('invalid_auth')
    expect(await errorOf(slack.users.list({}))).toBe('missing_scope')
    expect(await errorOf(slack.conversations.list({ types: 'private_channel' }))).toBe('missing_scope')
    expect((await slack.conversations.list({})).ok).toBe(true)
  })
})

describe('rates', () => {
  test('beyond the tier: 429 with the seconds to wait, for that method alone', async () => {
    const { server: running } = await start()
    const call = (method: string): Promise<Response> => fetch(`${running.url}${method}`, { method: 'POST', headers: { authorization: `Bearer ${running.token}` } })
    for (let i = 0; i < 20; i++) expect((await call('users.list')).status).toBe(200)
    const limited = await call('users.list')
    expect(limited.status).toBe(429)
    expect(await limited.json()).toEqual({ ok: false, error: 'ratelimited' })
    const seconds = Number(limited.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(50)
    expect(seconds).toBeLessThanOrEqual(60)
    expect((await call('conversations.list')).status).toBe(200)
  })

  test('can be lifted', async () => {
    const { server: running, slack } = await start({ rate: Number.POSITIVE_INFINITY })
    for (let i = 0; i < 30; i++) await slack.users.list({})
    expect(running.calls.get('users.list')).toBe(30)
  })
})
