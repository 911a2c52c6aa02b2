import type { SlackApi } from './slack-api.ts'
import type { MessageHome, SlackMessage } from './slack-rows.ts'
import { messageRow, microsOf, threadRow } from './slack-rows.ts'
import type { SlackStore } from './store.ts'

/** How far behind a channel's newest message edits, reactions and deletions are looked for each time. */
const WINDOW_MICROS = 3_600_000_000

interface ChannelState {
  readonly newest: string | null
  readonly backfilledTo: string | null
  readonly complete: boolean
  readonly sweptTo: string | null
}

/**
 * Brings a channel's history up to date, thread replies aside. At first all of it, page by page from the newest to the
 * oldest, going on where a former run broke off; later what is new and the window behind it.
 */
export async function syncChannel(api: SlackApi, store: SlackStore, home: MessageHome): Promise<void> {
  if (!stateOf(store, home.channel).complete) await backfill(api, store, home)
  else await readNew(api, store, home)
}

/**
 * One page further into the past of a channel that is read, from its window to its beginning and then anew: finds late
 * replies, edits and deletions of old messages at the price of one call.
 */
export async function sweepChannel(api: SlackApi, store: SlackStore, home: MessageHome): Promise<void> {
  const { newest, sweptTo } = stateOf(store, home.channel)
  if (newest === null) return
  const latest = sweptTo ?? windowStart(newest)
  const page = await api.history({ channel: home.channel, latest })
  const messages = page.messages ?? []
  const oldest = page.has_more === true ? (messages.at(-1)?.ts ?? null) : null
  store.transaction(() => {
    for (const message of messages) writeMessage(store, home, message)
    removeUnseen(store, home, { from: oldest ?? '', to: latest, seen: messages })
    store.run('update channel_sync set swept_to = ?, swept_at = ? where channel_id = ?', oldest, Date.now(), home.channel)
  })
}

/** The channels whose past was looked at longest ago. */
export function channelsToSweep(store: SlackStore, most: number): readonly string[] {
  return store.all('select channel_id from channel_sync where complete = 1 order by swept_at, channel_id limit ?', most).map((row) => String(row['channel_id']))
}

async function backfill(api: SlackApi, store: SlackStore, home: MessageHome): Promise<void> {
  for (let more = true; more; ) {
    const { newest, backfilledTo } = stateOf(store, home.channel)
    const page = await api.history({ channel: home.channel, ...(backfilledTo === null ? {} : { latest: backfilledTo }) })
    const messages = page.messages ?? []
    more = page.has_more === true && messages.length > 0
    store.transaction(() => {
      for (const message of messages) writeMessage(store, home, message)
      saveState(store, home.channel, { newest: newest ?? messages[0]?.ts ?? null, backfilledTo: messages.at(-1)?.ts ?? backfilledTo, complete: !more, sweptTo: null })
    })
  }
}

async function readNew(api: SlackApi, store: SlackStore, home: MessageHome): Promise<void> {
  const state = stateOf(store, home.channel)
  const oldest = state.newest === null ? null : windowStart(state.newest)
  const seen: SlackMessage[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await api.history({ channel: home.channel, ...(oldest === null ? {} : { oldest }), ...(cursor === '' ? {} : { cursor }) })
    const messages = page.messages ?? []
    seen.push(...messages)
    store.transaction(() => {
      for (const message of messages) writeMessage(store, home, message)
    })
    cursor = page.has_more === true ? page.response_metadata?.next_cursor || undefined : undefined
  }
  const newest = seen[0]?.ts
  store.transaction(() => {
    removeUnseen(store, home, { from: oldest ?? '', to: null, seen })
    saveState(store, home.channel, { ...state, newest: newest !== undefined && newest > (state.newest ?? '') ? newest : state.newest })
  })
}

/** A message, and the thread under it when there is one: what is not yet read of that is told by the row itself. */
export function writeMessage(store: SlackStore, home: MessageHome, message: SlackMessage): void {
  const row = messageRow(home, message)
  if (row === null) return
  store.write('MESSAGES', 'channel_id, ts', row)
  if (row['reply_to'] !== null) return
  const thread = threadRow(home, message)
  if (thread === null) forgetThread(store, home.channel, String(row['ts']))
  else store.write('THREADS', 'channel_id, ts', thread)
}

/** A message is answered no more: its replies are gone. */
function forgetThread(store: SlackStore, channel: string, ts: string): void {
  if (store.remove('THREADS', 'channel_id = ? and ts = ?', channel, ts) > 0) store.remove('MESSAGES', 'channel_id = ? and reply_to = ?', channel, ts)
}

interface SeenRange {
  /** Both bounds are outside; `to` null is the present. */
  readonly from: string
  readonly to: string | null
  readonly seen: readonly SlackMessage[]
}

/** What stood in this part of the history and stands there no more was deleted, with its thread. */
function removeUnseen(store: SlackStore, { channel }: MessageHome, { from, to, seen }: SeenRange): void {
  const gone = store.all(
    `select ts from messages where channel_id = ? and (reply_to is null or subtype = 'thread_broadcast') and ts > ? and (?3 is null or ts < ?3) and ts not in (select value from json_each(?))`,
    channel, from, to, JSON.stringify(seen.map(({ ts }) => ts)),
  )
  for (const { ts } of gone) {
    store.remove('MESSAGES', 'channel_id = ? and (ts = ? or reply_to = ?2)', channel, String(ts))
    store.remove('THREADS', 'channel_id = ? and ts = ?', channel, String(ts))
  }
}

const windowStart = (newest: string): string => {
  const micros = Math.max(0, microsOf(newest) - WINDOW_MICROS)
  return `${Math.floor(micros / 1_000_000)}.${String(micros % 1_000_000).padStart(6, '0')}`
}

function stateOf(store: SlackStore, channel: string): ChannelState {
  const row = store.all('select newest, backfilled_to, complete, swept_to from channel_sync where channel_id = ?', channel)[0]
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null)
  return { newest: text(row?.['newest']), backfilledTo: text(row?.['backfilled_to']), complete: row?.['complete'] === 1, sweptTo: text(row?.['swept_to']) }
}

function saveState(store: SlackStore, channel: string, { newest, backfilledTo, complete }: ChannelState): void {
  store.run(
    `insert into channel_sync (channel_id, newest, backfilled_to, complete) values (?, ?, ?, ?)
     on conflict (channel_id) do update set newest = excluded.newest, backfilled_to = excluded.backfilled_to, complete = excluded.complete`,
    channel, newest, backfilledTo, Number(complete),
  )
}
