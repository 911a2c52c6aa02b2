import type { Arguments } from './fault.ts'
import { SlackFault } from './fault.ts'
import { permalinkOf } from './show.ts'
import type { WorkspaceState } from './state.ts'
import { microsOf } from './state.ts'
import type { SlackMessageData } from './workspace.ts'

/** Words that must all occur, `"a phrase"`, `from:name` or `from:<@U…>`, `in:channel`; newest first, in numbered pages. */
export function searchMessages(state: WorkspaceState, args: Arguments): Readonly<Record<string, unknown>> {
  const query = args['query']
  if (query === undefined || query.trim() === '') throw new SlackFault('no_query')
  const tests = [...query.matchAll(/"([^"]+)"|(\S+)/g)].map(([, phrase, word]) => testOf(state, phrase ?? word ?? '', phrase !== undefined))
  const found = [...state.messages.values()].flat().filter((message) => tests.every((test) => test(message))).sort((a, b) => microsOf(b.ts) - microsOf(a.ts))
  const count = Math.min(Number(args['count'] ?? 20), 100)
  const page = Number(args['page'] ?? 1)
  if (!(count >= 1) || !(page >= 1)) throw new SlackFault('invalid_arguments')
  const matches = found.slice((page - 1) * count, page * count).map((message) => showMatch(state, message))
  return { query, messages: { total: found.length, paging: { count, total: found.length, page, pages: Math.ceil(found.length / count) }, matches } }
}

function testOf(state: WorkspaceState, term: string, phrase: boolean): (message: SlackMessageData) => boolean {
  const modifier = phrase ? null : /^(from|in):[<@#]*([^>]+)>?$/.exec(term)
  if (modifier === null) {
    const text = term.toLowerCase()
    return (message) => message.text.toLowerCase().includes(text)
  }
  const named = ({ id, name }: { readonly id: string; readonly name: string }): boolean => id === modifier[2] || name === modifier[2]
  const id = (modifier[1] === 'from' ? state.users : state.channels).find(named)?.id
  return modifier[1] === 'from' ? (message) => message.user === id : (message) => message.channel === id
}

function showMatch(state: WorkspaceState, message: SlackMessageData): object {
  const channel = state.channels.find((one) => one.id === message.channel)
  const user = state.users.find((one) => one.id === message.user)
  return {
    type: 'message', iid: `${message.channel}-${message.ts}`, team: state.team.id, user: message.user, username: user?.name ?? '', text: message.text, ts: message.ts,
    channel: { id: message.channel, name: channel?.name, is_private: channel?.is_private ?? false }, permalink: permalinkOf(state, message),
  }
}
