import type { SlackChannelData, SlackFileData, SlackMessageData, SlackTeam, SlackUserData, Workspace } from './workspace.ts'

/** The workspace while the server runs: the given data, and what was posted, edited and deleted since. */
export interface WorkspaceState {
  readonly team: SlackTeam
  readonly users: SlackUserData[]
  readonly channels: SlackChannelData[]
  readonly files: SlackFileData[]
  /** By channel, oldest first. */
  readonly messages: Map<string, SlackMessageData[]>
  /** By channel; dropped when the channel changes and built again when it is read. */
  readonly indexes: Map<string, ChannelIndex>
}

interface ChannelIndex {
  readonly byTs: ReadonlyMap<string, SlackMessageData>
  /** By the head's `ts`, oldest first, without the head. */
  readonly replies: ReadonlyMap<string, readonly SlackMessageData[]>
}

export function openState(workspace: Workspace): WorkspaceState {
  const messages = new Map<string, SlackMessageData[]>(workspace.channels.map((channel) => [channel.id, []]))
  for (const message of workspace.messages) {
    const channel = messages.get(message.channel)
    if (channel === undefined) throw new Error(`a message of ${message.channel}, which is no channel of the workspace`)
    channel.push(message)
  }
  for (const list of messages.values()) list.sort((a, b) => compareTs(a.ts, b.ts))
  return {
    team: workspace.team,
    users: [...workspace.users],
    channels: [...workspace.channels],
    files: [...(workspace.files ?? [])],
    messages,
    indexes: new Map(),
  }
}

/** Seconds with six decimals compare as numbers of microseconds, which a double holds exactly. */
export const microsOf = (ts: string): number => Math.round(Number(ts) * 1e6)
const compareTs = (a: string, b: string): number => microsOf(a) - microsOf(b)
export const tsOf = (micros: number): string => `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, '0')}`

export const isReply = (message: SlackMessageData): boolean => message.thread_ts !== undefined && message.thread_ts !== message.ts
export const messagesOf = (state: WorkspaceState, channel: string): readonly SlackMessageData[] => state.messages.get(channel) ?? []
export const findMessage = (state: WorkspaceState, channel: string, ts: string): SlackMessageData | undefined => indexOf(state, channel).byTs.get(ts)
export const repliesOf = (state: WorkspaceState, channel: string, ts: string): readonly SlackMessageData[] => indexOf(state, channel).replies.get(ts) ?? []

function indexOf(state: WorkspaceState, channel: string): ChannelIndex {
  const known = state.indexes.get(channel)
  if (known !== undefined) return known
  const messages = messagesOf(state, channel)
  const replies = Map.groupBy(messages.filter(isReply), (message) => message.thread_ts ?? '')
  const index = { byTs: new Map(messages.map((message) => [message.ts, message])), replies }
  state.indexes.set(channel, index)
  return index
}

export interface Post {
  readonly channel: string
  readonly text: string
  readonly user?: string
  readonly thread_ts?: string
  readonly subtype?: string
}

/** Adds a message with the present as its time, after all others of its channel. */
export function postMessage(state: WorkspaceState, post: Post): SlackMessageData {
  const list = state.messages.get(post.channel)
  if (list === undefined) throw new Error(`no channel ${post.channel}`)
  const last = list.at(-1)
  const micros = Math.max(Date.now() * 1000, last === undefined ? 0 : microsOf(last.ts) + 1)
  const message: SlackMessageData = { type: 'message', ...post, ts: tsOf(micros) }
  list.push(message)
  state.indexes.delete(post.channel)
  return message
}

/** Replaces a message in its place: an edit, a reaction. */
export function changeMessage(state: WorkspaceState, place: { readonly channel: string; readonly ts: string }, change: Partial<SlackMessageData>): SlackMessageData {
  const list = state.messages.get(place.channel) ?? []
  const at = list.findIndex((message) => message.ts === place.ts)
  const old = list[at]
  if (old === undefined) throw new Error(`no message ${place.ts} in ${place.channel}`)
  const changed = { ...old, ...change }
  list[at] = changed
  state.indexes.delete(place.channel)
  return changed
}

export function deleteMessage(state: WorkspaceState, place: { readonly channel: string; readonly ts: string }): void {
  const list = state.messages.get(place.channel) ?? []
  const at = list.findIndex((message) => message.ts === place.ts)
  if (at >= 0) list.splice(at, 1)
  state.indexes.delete(place.channel)
}
