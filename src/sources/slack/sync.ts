import type { SlackObject } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { SlackApi } from './slack-api.ts'
import { slackErrorOf } from './slack-error.ts'
import type { SlackStore } from './store.ts'
import { channelsToSweep, sweepChannel, syncChannel } from './sync-channel.ts'
import { syncChannels, syncFiles, syncUsers } from './sync-directory.ts'
import { recentThreads, syncThread, threadsToRead } from './sync-threads.ts'

/** What one pass did. */
export interface SyncReport {
  /** The store shows the workspace as it was then; milliseconds since 1970. */
  readonly asOf: number
  readonly ms: number
  readonly calls: number
  readonly channels: number
  readonly messages: number
  /** Channels that Slack did not let us read, with its reason; nothing of them is in the store. */
  readonly unreadable: Readonly<Record<string, string>>
}

export interface SyncProgress {
  readonly channels: number
  readonly channelsRead: number
  readonly messages: number
  readonly threads: number
  readonly threadsRead: number
}

export interface SyncJob {
  readonly api: SlackApi
  readonly store: SlackStore
  readonly concurrency: number
  /** The objects that the catalog speaks of. */
  readonly wanted: ReadonlySet<SlackObject>
}

/** Channels whose past gets one look more in each pass. */
const SWEPT_CHANNELS = 8
/** Slack's reasons to keep one channel from us. */
const UNREADABLE = new Set(['not_in_channel', 'channel_not_found', 'missing_scope', 'no_permission', 'access_denied', 'not_allowed_token_type'])

/**
 * One pass: everything at first, then only what is new. Each page is kept as it comes, so that a pass which breaks off is
 * gone on with, not begun again.
 */
export async function syncWorkspace(job: SyncJob): Promise<SyncReport> {
  const { api, store } = job
  const [asOf, calls] = [Date.now(), api.calls()]
  const url = await identify(api, store)
  await Promise.all([syncUsers(api, store), job.wanted.has('FILES') ? syncFiles(api, store) : null])
  const channels = await syncChannels(api, store)
  const known = new Set(channelsToSweep(store, SWEPT_CHANNELS))
  const unreadable: Record<string, string> = {}
  const attempt = (channel: string, work: () => Promise<void>): Promise<void> => work().catch((error: unknown) => noteUnreadable(store, unreadable, { channel, error }))
  await forEachBounded(channels, job.concurrency, (channel) => attempt(channel, () => syncChannel(api, store, { channel, url })))
  refuseWhenAllUnreadable(channels, unreadable)
  await forEachBounded(channels.filter((channel) => known.has(channel) && unreadable[channel] === undefined), job.concurrency, (channel) => attempt(channel, () => sweepChannel(api, store, { channel, url })))
  const threads = [...new Map([...recentThreads(store), ...threadsToRead(store)].map((thread) => [`${thread.channel} ${thread.ts}`, thread])).values()]
  await forEachBounded(threads, job.concurrency, (thread) => attempt(thread.channel, () => syncThread(api, store, { thread, url })))
  store.setFact('as_of', String(asOf))
  return { asOf, ms: Date.now() - asOf, calls: api.calls() - calls, channels: channels.length, messages: countOf(store, 'messages'), unreadable }
}

/** How far the first pass is. */
export function progressOf(store: SlackStore): SyncProgress {
  return {
    channels: countOf(store, 'channels'), channelsRead: countOf(store, 'channel_sync where complete = 1'), messages: countOf(store, 'messages'),
    threads: countOf(store, 'threads'), threadsRead: countOf(store, 'threads where synced_latest is not null'),
  }
}

const countOf = (store: SlackStore, of: string): number => Number(store.all(`select count(*) as n from ${of}`)[0]?.['n'])

/** The workspace's address. A token of another workspace empties the store. */
async function identify(api: SlackApi, store: SlackStore): Promise<string> {
  const { team_id: team = '', url = '' } = await api.authTest()
  const identity = `${team} ${url}`
  if (store.fact('workspace') !== identity) {
    store.transaction(() => {
      store.clear()
      store.setFact('workspace', identity)
    })
  }
  return url
}

function noteUnreadable(store: SlackStore, unreadable: Record<string, string>, { channel, error }: { readonly channel: string; readonly error: unknown }): void {
  const reason = slackErrorOf(error)
  if (reason === null || !UNREADABLE.has(reason)) throw error
  unreadable[channel] = reason
  store.transaction(() => {
    store.remove('MESSAGES', 'channel_id = ?', channel)
    store.remove('THREADS', 'channel_id = ?', channel)
    store.run('delete from channel_sync where channel_id = ?', channel)
  })
}

/** No channel at all may be read: that is no empty workspace but a token without the scope. */
function refuseWhenAllUnreadable(channels: readonly string[], unreadable: Readonly<Record<string, string>>): void {
  const [first] = channels
  if (first === undefined || channels.some((channel) => unreadable[channel] === undefined)) return
  throw new CrossgraphError('SOURCE_REJECTED', `Slack lets none of ${channels.length} channels be read: ${unreadable[first]}`, { hint: 'Give the token the scope channels:history, and invite it to the channels', details: { slackError: unreadable[first] } })
}

/** Works on so many at once; the first failure ends it once those under way are done. */
async function forEachBounded<T>(items: readonly T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items].reverse()
  let failed = false
  const worker = async (): Promise<void> => {
    for (let item = rest.pop(); item !== undefined && !failed; item = rest.pop()) {
      await work(item).catch((error: unknown) => {
        failed = true
        throw error
      })
    }
  }
  const results = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  const failure = results.find((result) => result.status === 'rejected')
  if (failure !== undefined) throw failure.reason
}
