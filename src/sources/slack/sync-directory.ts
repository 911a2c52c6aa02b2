import type { SlackApi } from './slack-api.ts'
import { slackErrorOf } from './slack-error.ts'
import { channelRow, fileRow, userRow } from './slack-rows.ts'
import type { SlackStore, StoredRow } from './store.ts'

/** Who writes where: read whole each time, for Slack tells no changes and they are few pages. */

export async function syncUsers(api: SlackApi, store: SlackStore): Promise<void> {
  const rows: StoredRow[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await api.users(cursor === '' ? {} : { cursor })
    rows.push(...(page.members ?? []).map(userRow).filter((row) => row !== null))
    cursor = page.response_metadata?.next_cursor || undefined
  }
  store.transaction(() => replaceAll(store, 'USERS', rows))
}

/** The channels that may be read. Those that are gone, or no longer shown to us, go with all that was said in them. */
export async function syncChannels(api: SlackApi, store: SlackStore): Promise<readonly string[]> {
  const rows = await listChannels(api)
  const ids = rows.map((row) => String(row['id']))
  store.transaction(() => {
    replaceAll(store, 'CHANNELS', rows)
    const kept = JSON.stringify(ids)
    const gone = 'channel_id not in (select value from json_each(?))'
    store.remove('MESSAGES', gone, kept)
    store.remove('THREADS', gone, kept)
    store.run(`delete from channel_sync where ${gone}`, kept)
  })
  return ids
}

/** A token without the scope for private channels sees the public ones. */
async function listChannels(api: SlackApi): Promise<readonly StoredRow[]> {
  try {
    return await listChannelsOf(api, 'public_channel,private_channel')
  } catch (error) {
    if (slackErrorOf(error) !== 'missing_scope') throw error
    return listChannelsOf(api, 'public_channel')
  }
}

async function listChannelsOf(api: SlackApi, types: string): Promise<readonly StoredRow[]> {
  const rows: StoredRow[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const page = await api.channels(cursor === '' ? { types } : { types, cursor })
    rows.push(...(page.channels ?? []).map(channelRow).filter((row) => row !== null))
    cursor = page.response_metadata?.next_cursor || undefined
  }
  return rows
}

/** Why Slack keeps its files from us (a token may well lack that one scope), '' when they were read, null when that was not tried yet. */
export const filesRefusal = (store: SlackStore): string | null => store.fact('files_refused')

/** Files are read where the token may; where it may not, that is noted and the rest goes on. */
export async function syncFiles(api: SlackApi, store: SlackStore): Promise<void> {
  try {
    await readFiles(api, store)
    store.setFact('files_refused', '')
  } catch (error) {
    const reason = slackErrorOf(error)
    if (reason === null) throw error
    store.setFact('files_refused', reason)
  }
}

/** Files are numbered pages, newest first; read whole, for any of them may have been deleted. */
async function readFiles(api: SlackApi, store: SlackStore): Promise<void> {
  const rows: StoredRow[] = []
  for (let page = 1, pages = 1; page <= pages; page++) {
    const answer = await api.files({ page })
    rows.push(...(answer.files ?? []).map(fileRow).filter((row) => row !== null))
    pages = answer.paging?.pages ?? 1
  }
  store.transaction(() => replaceAll(store, 'FILES', rows))
}

function replaceAll(store: SlackStore, object: 'USERS' | 'CHANNELS' | 'FILES', rows: readonly StoredRow[]): void {
  for (const row of rows) store.write(object, 'id', row)
  store.remove(object, 'id not in (select value from json_each(?))', JSON.stringify(rows.map((row) => row['id'])))
}
