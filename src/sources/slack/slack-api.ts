import { setTimeout as sleep } from 'node:timers/promises'
import type { AuthTestResponse, ConversationsHistoryResponse, ConversationsListResponse, ConversationsRepliesResponse, FilesListResponse, Logger, UsersListResponse } from '@slack/web-api'
import { LogLevel, WebAPIRateLimitedError, WebClient } from '@slack/web-api'
import { CrossgraphError } from '../../errors.ts'
import type { RatePace } from './rate-pace.ts'
import { createRatePace } from './rate-pace.ts'
import { sourceError } from './slack-error.ts'

export interface SlackApiOptions {
  readonly source: string
  readonly token: string
  /** `https://slack.com/api/` unless given. */
  readonly apiUrl?: string | undefined
  readonly timeoutMs: number
  readonly concurrency: number
}

/** The few methods that are read. Each waits for its rate, and throws a SOURCE_ error. */
export interface SlackApi {
  readonly authTest: () => Promise<AuthTestResponse>
  readonly users: (page: Cursor) => Promise<UsersListResponse>
  readonly channels: (page: Cursor & { readonly types: string }) => Promise<ConversationsListResponse>
  readonly history: (page: Cursor & { readonly channel: string; readonly oldest?: string; readonly latest?: string }) => Promise<ConversationsHistoryResponse>
  readonly replies: (page: Cursor & { readonly channel: string; readonly ts: string; readonly oldest?: string }) => Promise<ConversationsRepliesResponse>
  readonly files: (page: { readonly page: number; readonly ts_from?: string }) => Promise<FilesListResponse>
  /** Calls made so far, those that failed included. */
  readonly calls: () => number
  /** Ends what waits for its rate. */
  readonly close: () => void
}

interface Cursor { readonly cursor?: string }

/** Slack's published tiers, in calls a minute. */
const PER_MINUTE = { 'auth.test': 100, 'users.list': 20, 'conversations.list': 20, 'conversations.history': 50, 'conversations.replies': 50, 'files.list': 50 } as const
type MethodName = keyof typeof PER_MINUTE

const PAGE = { users: 1000, channels: 200, history: 200, replies: 1000, files: 200 } as const
/** How often a call may be told to wait before it fails. */
const MOST_WAITS = 5
const MOST_RETRIES = 1
const SLACK_URL = 'https://slack.com/api/'

export function createSlackApi(options: SlackApiOptions): SlackApi {
  const closed = new AbortController()
  const client = new WebClient(options.token, {
    slackApiUrl: options.apiUrl ?? SLACK_URL, timeout: options.timeoutMs, maxRequestConcurrency: options.concurrency,
    rejectRateLimitedCalls: true, retryConfig: { retries: 0 }, allowAbsoluteUrls: false, logger: silent,
  })
  const caller: Caller = { source: options.source, paces: pacesFor(options.apiUrl ?? SLACK_URL), signal: closed.signal, sent: 0 }
  return {
    authTest: () => send(caller, 'auth.test', () => client.auth.test()),
    users: (page) => send(caller, 'users.list', () => client.users.list({ limit: PAGE.users, ...page })),
    channels: (page) => send(caller, 'conversations.list', () => client.conversations.list({ limit: PAGE.channels, ...page })),
    history: (page) => send(caller, 'conversations.history', () => client.conversations.history({ limit: PAGE.history, ...page })),
    replies: (page) => send(caller, 'conversations.replies', () => client.conversations.replies({ limit: PAGE.replies, ...page })),
    files: (page) => send(caller, 'files.list', () => client.files.list({ count: PAGE.files, ...page })),
    calls: () => caller.sent,
    close: () => closed.abort(),
  }
}

/** Slack's tiers are known beforehand; another server, such as a stand-in, has those that its first 429 shows. */
function pacesFor(apiUrl: string): Readonly<Record<MethodName, RatePace>> {
  const trusted = new URL(apiUrl).hostname.endsWith('slack.com')
  const pace = (method: MethodName): RatePace => createRatePace(PER_MINUTE[method], trusted)
  return {
    'auth.test': pace('auth.test'), 'users.list': pace('users.list'), 'conversations.list': pace('conversations.list'),
    'conversations.history': pace('conversations.history'), 'conversations.replies': pace('conversations.replies'), 'files.list': pace('files.list'),
  }
}

interface Caller { readonly source: string; readonly paces: Readonly<Record<MethodName, RatePace>>; readonly signal: AbortSignal; sent: number }

/** One call at its method's rate: told to wait it waits, and a connection that broke is tried once more. */
async function send<T>(caller: Caller, method: MethodName, call: () => Promise<T>): Promise<T> {
  for (let waits = 0, failures = 0; ; ) {
    try {
      await caller.paces[method].take(caller.signal)
      caller.sent++
      return await call()
    } catch (thrown) {
      if (caller.signal.aborted) throw new CrossgraphError('SOURCE_UNAVAILABLE', 'The Slack source is closed', { source: caller.source })
      const limited = thrown instanceof WebAPIRateLimitedError
      const error = sourceError(caller.source, method, thrown)
      const again = limited ? ++waits <= MOST_WAITS : ++failures <= MOST_RETRIES && error.code === 'SOURCE_UNAVAILABLE'
      if (!again) throw error
      if (limited) caller.paces[method].pause(thrown.retryAfter)
      else await sleep(50 + Math.random() * 200)
    }
  }
}

/** The driver's own logger writes requests and headers to the console. */
const silent: Logger = { debug() {}, info() {}, warn() {}, error() {}, setLevel() {}, getLevel: () => LogLevel.ERROR, setName() {} }
