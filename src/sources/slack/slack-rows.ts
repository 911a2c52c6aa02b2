import type { ConversationsListResponse, FilesListResponse, UsersListResponse } from '@slack/web-api'
import type { StoredRow } from './store.ts'

type ElementOf<T> = NonNullable<T> extends readonly (infer E)[] ? E : never
type SlackUser = ElementOf<UsersListResponse['members']>
type SlackChannel = ElementOf<ConversationsListResponse['channels']>
type SlackFile = ElementOf<FilesListResponse['files']>

/** What is read of a message, in history and in replies alike. */
export interface SlackMessage {
  readonly ts?: string
  readonly text?: string
  readonly user?: string
  readonly bot_id?: string
  readonly subtype?: string
  readonly thread_ts?: string
  readonly reply_count?: number
  readonly latest_reply?: string
  readonly reactions?: readonly { readonly name?: string; readonly count?: number; readonly users?: readonly string[] }[]
  readonly edited?: { readonly ts?: string }
}

/** Where a message lies: its channel, and the workspace's address, `https://acme.slack.com/`. */
export interface MessageHome { readonly channel: string; readonly url: string }

/** `1712345678.000100` in microseconds: exact, for they are below 2^53. */
export const microsOf = (ts: string): number => {
  const [seconds = '', fraction = ''] = ts.split('.')
  return Number(seconds) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6))
}
const instantOf = (seconds: number | undefined): number | null => (seconds === undefined ? null : Math.round(seconds * 1_000_000))
const flag = (value: boolean | undefined): number => (value === true ? 1 : 0)

/** As Slack itself writes it; a reply's names its thread. */
export function permalinkOf({ channel, url }: MessageHome, ts: string, head: string | null): string {
  const place = `${url}archives/${channel}/p${ts.replace('.', '')}`
  return head === null ? place : `${place}?thread_ts=${head}&cid=${channel}`
}

export function userRow(user: SlackUser): StoredRow | null {
  if (user.id === undefined) return null
  const email = user.profile?.email ?? null
  return {
    id: user.id, name: user.name ?? user.id, real_name: user.real_name ?? user.profile?.real_name ?? null, display_name: user.profile?.display_name ?? null,
    title: user.profile?.title ?? null, email, email_folded: email?.toLowerCase() ?? null, is_bot: flag(user.is_bot),
    is_guest: flag(user.is_restricted === true || user.is_ultra_restricted === true), deleted: flag(user.deleted), time_zone: user.tz ?? null,
  }
}

export function channelRow(channel: SlackChannel): StoredRow | null {
  if (channel.id === undefined) return null
  return {
    id: channel.id, name: channel.name ?? channel.id, topic: channel.topic?.value ?? null, purpose: channel.purpose?.value ?? null, is_archived: flag(channel.is_archived),
    is_private: flag(channel.is_private), num_members: channel.num_members ?? null, created_at: instantOf(channel.created),
  }
}

export function fileRow(file: SlackFile): StoredRow | null {
  if (file.id === undefined) return null
  return {
    id: file.id, name: file.name ?? null, title: file.title ?? null, mimetype: file.mimetype ?? null, size: file.size ?? null, user_id: file.user ?? null,
    channel_ids: file.channels === undefined ? null : JSON.stringify(file.channels), created_at: instantOf(file.created ?? 0), permalink: file.permalink ?? null,
  }
}

export function messageRow(home: MessageHome, message: SlackMessage): StoredRow | null {
  if (message.ts === undefined) return null
  const thread = message.thread_ts ?? null
  const replyTo = thread === message.ts ? null : thread
  return {
    permalink: permalinkOf(home, message.ts, replyTo), channel_id: home.channel, ts: message.ts, text: message.text ?? '', sent_at: microsOf(message.ts),
    thread_ts: thread, reply_to: replyTo, user_id: message.user ?? null, bot_id: message.bot_id ?? null, subtype: message.subtype ?? null,
    edited_at: message.edited?.ts === undefined ? null : microsOf(message.edited.ts),
    reactions: message.reactions === undefined ? null : JSON.stringify(message.reactions.map(({ name, count, users }) => ({ name, count, users }))),
  }
}

/** The thread under a message that was answered, else null. */
export function threadRow(home: MessageHome, message: SlackMessage): StoredRow | null {
  if (message.ts === undefined || message.latest_reply === undefined || !message.reply_count) return null
  return {
    permalink: permalinkOf(home, message.ts, null), channel_id: home.channel, ts: message.ts, user_id: message.user ?? null, text: message.text ?? '',
    started_at: microsOf(message.ts), reply_count: message.reply_count, last_reply_at: microsOf(message.latest_reply), latest_reply: message.latest_reply,
  }
}
