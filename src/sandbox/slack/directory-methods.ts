import type { Method } from './call.ts'
import { cutById } from './cursor.ts'
import type { Arguments } from './fault.ts'
import { SlackFault, flagOf, limitOf } from './fault.ts'
import { homeOf, showChannel, showFile, showUser } from './show.ts'
import type { WorkspaceState } from './state.ts'
import type { SlackChannelData } from './workspace.ts'

/** Who and where: the team, its users, its channels, its files. */
export const directoryMethods: Readonly<Record<string, Method>> = {
  'api.test': { tier: 'four', scopes: [], answer: (_state, args) => (Object.keys(args).length === 0 ? {} : { args }) },
  'auth.test': {
    tier: 'special', scopes: [],
    answer: (state) => ({ url: homeOf(state), team: state.team.name, user: 'crossgraph', team_id: state.team.id, user_id: 'U0CROSSGRAPH', bot_id: 'B0CROSSGRAPH', is_enterprise_install: false }),
  },
  'team.info': { tier: 'three', scopes: ['team:read'], answer: (state) => ({ team: { ...state.team, email_domain: '', icon: {} } }) },
  'users.list': {
    tier: 'two', scopes: ['users:read'],
    answer: (state, args) => {
      const page = cutById(state.users, 'user', { cursor: args['cursor'], limit: limitOf(args, 1000, 1000) })
      return { members: page.items.map((user) => showUser(state, user)), cache_ts: Math.floor(Date.now() / 1000), response_metadata: { next_cursor: page.next } }
    },
  },
  'users.info': {
    tier: 'four', scopes: ['users:read'],
    answer: (state, args) => {
      const user = state.users.find((one) => one.id === args['user'])
      if (user === undefined) throw new SlackFault('user_not_found')
      return { user: showUser(state, user) }
    },
  },
  'conversations.list': { tier: 'two', scopes: [], needs: (args) => typesOf(args).map((type) => CHANNEL_SCOPES.get(type) ?? 'channels:read'), answer: listChannels },
  'conversations.info': { tier: 'three', scopes: ['channels:read', 'groups:read'], answer: (state, args) => ({ channel: showChannel(state, channelOf(state, args)) }) },
  'conversations.members': {
    tier: 'four', scopes: ['channels:read', 'groups:read'],
    answer: (state, args) => {
      const members = (channelOf(state, args).members ?? state.users.map((user) => user.id)).map((id) => ({ id }))
      const page = cutById(members, 'member', { cursor: args['cursor'], limit: limitOf(args, 100, 1000) })
      return { members: page.items.map(({ id }) => id), response_metadata: { next_cursor: page.next } }
    },
  },
  'files.list': { tier: 'three', scopes: ['files:read'], answer: listFiles },
}

/** The channel that the arguments name. */
export function channelOf(state: WorkspaceState, args: Arguments): SlackChannelData {
  const channel = state.channels.find((one) => one.id === args['channel'])
  if (channel === undefined) throw new SlackFault('channel_not_found')
  return channel
}

const CHANNEL_SCOPES = new Map([['public_channel', 'channels:read'], ['private_channel', 'groups:read'], ['mpim', 'mpim:read'], ['im', 'im:read']])
const typesOf = (args: Arguments): readonly string[] => (args['types'] ?? 'public_channel').split(',').map((type) => type.trim())

function listChannels(state: WorkspaceState, args: Arguments): Readonly<Record<string, unknown>> {
  const types = new Set(typesOf(args))
  if ([...types].some((type) => !CHANNEL_SCOPES.has(type))) throw new SlackFault('invalid_types')
  const wanted = state.channels.filter((channel) =>
    types.has(channel.is_private === true ? 'private_channel' : 'public_channel') && !(flagOf(args, 'exclude_archived') && channel.is_archived === true))
  const page = cutById(wanted, 'team', { cursor: args['cursor'], limit: limitOf(args, 100, 999) })
  return { channels: page.items.map((channel) => showChannel(state, channel)), response_metadata: { next_cursor: page.next } }
}

/** Files are the one list with numbered pages, newest first. */
function listFiles(state: WorkspaceState, args: Arguments): Readonly<Record<string, unknown>> {
  const [from, to] = [Number(args['ts_from'] ?? 0), Number(args['ts_to'] ?? Number.POSITIVE_INFINITY)]
  const wanted = state.files
    .filter((file) => file.created >= from && file.created <= to && (args['channel'] === undefined || file.channels?.includes(args['channel']) === true) && (args['user'] === undefined || file.user === args['user']))
    .toSorted((a, b) => b.created - a.created)
  const count = Math.min(Number(args['count'] ?? 100), 1000)
  const page = Number(args['page'] ?? 1)
  if (!(count >= 1) || !(page >= 1)) throw new SlackFault('invalid_arguments')
  const files = wanted.slice((page - 1) * count, page * count).map((file) => showFile(state, file))
  return { files, paging: { count, total: wanted.length, page, pages: Math.ceil(wanted.length / count) } }
}
