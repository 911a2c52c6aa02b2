import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Fetch, Rows, Value } from '../../src/fetch/fetch.ts'
import type { SlackServer, SlackServerOptions } from '../../src/sandbox/slack/server.ts'
import { startSlackServer } from '../../src/sandbox/slack/server.ts'
import type { SlackMessageData, Workspace } from '../../src/sandbox/slack/workspace.ts'
import type { SlackSource, SlackSourceOptions } from '../../src/sources/slack/source.ts'
import { createSlackSource } from '../../src/sources/slack/source.ts'
import type { FetchContext } from '../../src/sources/source.ts'
import { slackCatalog } from './catalog.ts'

export const FIRST_SECOND = 1_700_000_000
export const tsAt = (seconds: number): string => `${FIRST_SECOND + seconds}.000100`
export const said = (channel: string, seconds: number, text: string, more: Partial<SlackMessageData> = {}): SlackMessageData =>
  ({ type: 'message', channel, user: 'U1', text, ts: tsAt(seconds), ...more })

const DAY = 86_400

/** Three channels, one of them empty; two threads; e-mail addresses and order numbers in the texts, in every case. */
export const office: Workspace = {
  team: { id: 'T1', name: 'Acme', domain: 'acme' },
  users: [
    { id: 'U1', name: 'ada', profile: { email: 'Ada@Acme.example' } },
    { id: 'U2', name: 'Bob', profile: { email: 'bob@acme.example' } },
    { id: 'U3', name: 'robot', is_bot: true, profile: {} },
    { id: 'U4', name: 'guest', is_restricted: true, profile: { email: 'guest@client.example' } },
  ],
  channels: [
    { id: 'C1', name: 'support', topic: { value: 'Help' } },
    { id: 'C2', name: 'sales' },
    { id: 'C3', name: 'empty' },
  ],
  messages: [
    said('C1', 0, 'Ask <mailto:ada@acme.example|ada@acme.example> about SO-0001 and SO-0002', { reactions: [{ name: 'eyes', count: 1, users: ['U2'] }, { name: 'tada', count: 3, users: ['U1', 'U2', 'U4'] }] }),
    said('C1', 60, 'BOB@ACME.EXAMPLE knows', { user: 'U4', thread_ts: tsAt(0) }),
    said('C1', 120, 'done, SO-0002', { user: 'U2', thread_ts: tsAt(0), edited: { user: 'U2', ts: tsAt(130) } }),
    said('C1', DAY, 'Ärger mit 100% Straße_1', { user: 'U2' }),
    said('C1', 2 * DAY, 'joined', { user: 'U3', subtype: 'channel_join' }),
    said('C2', 30, 'sold SO-0001 to guest@client.example', { user: 'U2' }),
    said('C2', 31 * DAY, 'no author', { subtype: 'bot_message', user: undefined as never, bot_id: 'B1' }),
    said('C2', 40 * DAY, 'quiet head', { user: 'U1' }),
    said('C2', 41 * DAY, 'quiet reply', { user: 'U2', thread_ts: tsAt(40 * DAY) }),
  ],
  files: [{ id: 'F1', name: 'plan.pdf', mimetype: 'application/pdf', size: 1200, user: 'U1', created: FIRST_SECOND, channels: ['C1', 'C2'] }],
}

export const ROOMY: FetchContext = { timeoutMs: 5000, maxRows: 10_000, maxBytes: 8_000_000 }

/** A running stand-in, sources that read it, and a folder for their stores; all of it ends with `close`. */
export interface Office {
  readonly server: SlackServer
  readonly storePath: string
  readonly open: (more?: Partial<SlackSourceOptions>) => SlackSource
  readonly close: () => Promise<void>
}

export async function startOffice(options: Partial<SlackServerOptions> = {}): Promise<Office> {
  const server = await startSlackServer({ workspace: office, rate: Number.POSITIVE_INFINITY, ...options })
  const folder = mkdtempSync(join(tmpdir(), 'slack-'))
  const sources: SlackSource[] = []
  const storePath = join(folder, 'chat.db')
  return {
    server, storePath,
    open(more = {}) {
      const source = createSlackSource({
        name: 'chat', token: server.token, apiUrl: server.url, catalog: slackCatalog(), storePath, limits: { concurrency: 5, timeoutMs: 2000, keys: 1000 }, maxAgeMs: 60_000, ...more,
      })
      sources.push(source)
      return source
    },
    async close() {
      for (const source of sources) await source.close()
      await server.close().catch(() => undefined)
      rmSync(folder, { recursive: true })
    },
  }
}

export const permalink = (channel: string, seconds: number, head?: number): string =>
  `https://acme.slack.com/archives/${channel}/p${tsAt(seconds).replace('.', '')}${head === undefined ? '' : `?thread_ts=${tsAt(head)}&cid=${channel}`}`

export const ascending = (...fields: readonly string[]): Fetch['orderBy'] => fields.map((field) => ({ field, direction: 'asc', nulls: 'last' }))

/** The rows' values, decoded. */
export const valuesOf = ({ rows, columns }: Rows): readonly (readonly Value[])[] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))

export async function fetchValues(source: SlackSource, fetch: Fetch): Promise<readonly (readonly Value[])[]> {
  return valuesOf(await source.fetch(fetch, ROOMY))
}

/** The first column's values by key of the batch. */
export async function fetchByKey(source: SlackSource, fetch: Fetch): Promise<Readonly<Record<string, readonly Value[]>>> {
  const answer = await source.fetch(fetch, ROOMY)
  const values = valuesOf(answer)
  const found = new Map<string, Value[]>()
  answer.rows.forEach((row, i) => answer.keysOf?.(row).forEach((key) => found.set(key, [...(found.get(key) ?? []), values[i]?.[0] ?? null])))
  return Object.fromEntries([...found].toSorted())
}

