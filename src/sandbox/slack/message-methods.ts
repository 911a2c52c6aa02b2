import type { Method } from './call.ts'
import { readCursor, writeCursor } from './cursor.ts'
import { channelOf } from './directory-methods.ts'
import type { Arguments } from './fault.ts'
import { SlackFault, flagOf, limitOf } from './fault.ts'
import { searchMessages } from './search-messages.ts'
import { permalinkOf, showMessage } from './show.ts'
import type { WorkspaceState } from './state.ts'
import { findMessage, isReply, messagesOf, microsOf, postMessage, repliesOf } from './state.ts'
import type { SlackMessageData } from './workspace.ts'

const READ_HISTORY = ['channels:history', 'groups:history']

/** What was said. */
export const messageMethods: Readonly<Record<string, Method>> = {
  'conversations.history': { tier: 'three', scopes: READ_HISTORY, answer: readHistory },
  'conversations.replies': { tier: 'three', scopes: READ_HISTORY, answer: readReplies },
  'chat.getPermalink': {
    tier: 'special', scopes: [],
    answer: (state, args) => ({ channel: args['channel'], permalink: permalinkOf(state, messageOf(state, args, 'message_ts')) }),
  },
  'reactions.get': {
    tier: 'three', scopes: ['reactions:read'],
    answer: (state, args) => {
      const message = messageOf(state, args, 'timestamp')
      return { type: 'message', channel: message.channel, message: { ...showMessage(state, message), permalink: permalinkOf(state, message) } }
    },
  },
  'search.messages': { tier: 'two', scopes: ['search:read'], userTokenOnly: true, answer: searchMessages },
  'chat.postMessage': { tier: 'special', scopes: ['chat:write'], answer: post },
}

function messageOf(state: WorkspaceState, args: Arguments, name: string): SlackMessageData {
  const message = findMessage(state, channelOf(state, args).id, args[name] ?? '')
  if (message === undefined) throw new SlackFault('message_not_found')
  return message
}

/** Newest first, thread heads and broadcasts but no other replies. The cursor names the newest message of the next page. */
function readHistory(state: WorkspaceState, args: Arguments): Readonly<Record<string, unknown>> {
  const channel = channelOf(state, args)
  const range = rangeOf(args)
  const limit = limitOf(args, 100, 999)
  const from = readCursor('next_ts', args['cursor'])
  if (from !== null && !/^\d+$/.test(from)) throw new SlackFault('invalid_cursor')
  const shown = messagesOf(state, channel.id).filter((message) =>
    (!isReply(message) || message.subtype === 'thread_broadcast') && range(message) && (from === null || microsOf(message.ts) <= Number(from)))
  const newestFirst = shown.slice(-limit - 1).reverse()
  const next = newestFirst[limit]
  return {
    messages: newestFirst.slice(0, limit).map((message) => showMessage(state, message)),
    has_more: next !== undefined, pin_count: 0, channel_actions_ts: null, channel_actions_count: 0,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: writeCursor('next_ts', String(microsOf(next.ts))) } }),
  }
}

/** Oldest first. The head comes first on the first page, whatever the range. */
function readReplies(state: WorkspaceState, args: Arguments): Readonly<Record<string, unknown>> {
  const channel = channelOf(state, args)
  const head = findMessage(state, channel.id, args['ts'] ?? '')
  if (head === undefined) throw new SlackFault('thread_not_found')
  const range = rangeOf(args)
  const limit = limitOf(args, 1000, 1000)
  const from = readCursor('next_ts', args['cursor'])
  const replies = repliesOf(state, channel.id, head.ts).filter((message) => range(message) && (from === null || microsOf(message.ts) >= Number(from)))
  const thread = from === null ? [head, ...replies] : replies
  const next = thread[limit]
  return {
    messages: thread.slice(0, limit).map((message) => showMessage(state, message)),
    has_more: next !== undefined,
    ...(next === undefined ? {} : { response_metadata: { next_cursor: writeCursor('next_ts', String(microsOf(next.ts))) } }),
  }
}

/** `oldest` and `latest` are left out themselves unless `inclusive`. */
function rangeOf(args: Arguments): (message: SlackMessageData) => boolean {
  const oldest = boundOf(args, 'oldest', 0)
  const latest = boundOf(args, 'latest', Number.POSITIVE_INFINITY)
  const inclusive = flagOf(args, 'inclusive')
  return ({ ts }) => {
    const micros = microsOf(ts)
    return (micros > oldest || (inclusive && micros === oldest)) && (micros < latest || (inclusive && micros === latest))
  }
}

function boundOf(args: Arguments, name: 'oldest' | 'latest', fallback: number): number {
  const text = args[name]
  if (text === undefined || text === '') return fallback
  if (!/^\d+(\.\d{1,6})?$/.test(text)) throw new SlackFault(`invalid_ts_${name}`)
  return microsOf(text)
}

function post(state: WorkspaceState, args: Arguments): Readonly<Record<string, unknown>> {
  const channel = channelOf(state, args)
  if (channel.is_archived === true) throw new SlackFault('is_archived')
  if (args['text'] === undefined || args['text'] === '') throw new SlackFault('no_text')
  const thread = args['thread_ts']
  if (thread !== undefined && findMessage(state, channel.id, thread) === undefined) throw new SlackFault('thread_not_found')
  const message = postMessage(state, {
    channel: channel.id, text: args['text'], user: args['user'] ?? 'U0CROSSGRAPH',
    ...(thread === undefined ? {} : { thread_ts: thread }),
    ...(thread !== undefined && flagOf(args, 'reply_broadcast') ? { subtype: 'thread_broadcast' } : {}),
  })
  return { channel: channel.id, ts: message.ts, message: showMessage(state, message) }
}
