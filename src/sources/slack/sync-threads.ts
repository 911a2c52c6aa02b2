import type { SlackApi } from './slack-api.ts'
import { slackErrorOf } from './slack-error.ts'
import type { SlackMessage } from './slack-rows.ts'
import type { SlackStore } from './store.ts'
import { writeMessage } from './sync-channel.ts'

interface ThreadPlace {
  readonly channel: string
  readonly ts: string
  /** Up to where it was read; null: never. */
  readonly syncedLatest: string | null
}

/** Threads in which something was said since an hour ago are read again, for edits of replies show nowhere else; at most so many. */
const RECENT_MS = 3_600_000
const MOST_RECENT = 20

/** Threads that hold more, or less, than was read of them. */
export function threadsToRead(store: SlackStore): readonly ThreadPlace[] {
  return places(store, 'synced_count is not reply_count or synced_latest is not latest_reply', -1)
}

/** Threads that are read but were spoken in just now. */
export function recentThreads(store: SlackStore): readonly ThreadPlace[] {
  return places(store, `synced_latest is not null and last_reply_at > ${(Date.now() - RECENT_MS) * 1000}`, MOST_RECENT).map((place) => ({ ...place, syncedLatest: null }))
}

function places(store: SlackStore, where: string, limit: number): readonly ThreadPlace[] {
  const rows = store.all(`select channel_id, ts, synced_latest from threads where ${where} order by latest_reply desc limit ?`, limit)
  return rows.map((row) => ({ channel: String(row['channel_id']), ts: String(row['ts']), syncedLatest: typeof row['synced_latest'] === 'string' ? row['synced_latest'] : null }))
}

/** Reads the new replies of a thread; all of them, when the count then does not agree: some were deleted. */
export async function syncThread(api: SlackApi, store: SlackStore, { thread, url }: { readonly thread: ThreadPlace; readonly url: string }): Promise<void> {
  try {
    const messages = await readReplies(api, thread)
    const whole = thread.syncedLatest === null
    const agrees = writeReplies(store, { thread, url, messages, whole })
    if (!agrees && !whole) writeReplies(store, { thread, url, messages: await readReplies(api, { ...thread, syncedLatest: null }), whole: true })
  } catch (error) {
    if (slackErrorOf(error) !== 'thread_not_found') throw error
    store.transaction(() => {
      store.remove('THREADS', 'channel_id = ? and ts = ?', thread.channel, thread.ts)
      store.remove('MESSAGES', 'channel_id = ? and (ts = ? or reply_to = ?2)', thread.channel, thread.ts)
    })
  }
}

async function readReplies(api: SlackApi, { channel, ts, syncedLatest }: ThreadPlace): Promise<readonly SlackMessage[]> {
  const messages: SlackMessage[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await api.replies({ channel, ts, ...(syncedLatest === null ? {} : { oldest: syncedLatest }), ...(cursor === '' ? {} : { cursor }) })
    messages.push(...(page.messages ?? []))
    cursor = page.has_more === true ? page.response_metadata?.next_cursor || undefined : undefined
  }
  return messages
}

interface ReadThread {
  readonly thread: ThreadPlace
  readonly url: string
  readonly messages: readonly SlackMessage[]
  /** Are these all the messages of the thread? */
  readonly whole: boolean
}

/** Writes what was read; whether the store now holds as many replies as the head says. */
function writeReplies(store: SlackStore, { thread: { channel, ts }, url, messages, whole }: ReadThread): boolean {
  return store.transaction(() => {
    for (const message of messages) writeMessage(store, { channel, url }, message)
    if (whole) {
      const seen = JSON.stringify(messages.map((message) => message.ts))
      store.remove('MESSAGES', 'channel_id = ? and reply_to = ? and ts not in (select value from json_each(?))', channel, ts, seen)
    }
    const stored = Number(store.all('select count(*) as n from messages where channel_id = ? and reply_to = ?', channel, ts)[0]?.['n'])
    const said = store.all('select reply_count from threads where channel_id = ? and ts = ?', channel, ts)[0]?.['reply_count']
    if (whole || stored === said) store.run('update threads set synced_count = reply_count, synced_latest = latest_reply where channel_id = ? and ts = ?', channel, ts)
    return stored === said
  })
}
