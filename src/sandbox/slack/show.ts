import type { WorkspaceState } from './state.ts'
import { findMessage, isReply, repliesOf } from './state.ts'
import type { SlackChannelData, SlackFileData, SlackMessageData, SlackUserData } from './workspace.ts'

/** How Slack writes its objects in answers: what is derived from others is added here. */

export function showUser(state: WorkspaceState, user: SlackUserData): object {
  const realName = user.real_name ?? user.profile.real_name ?? user.name
  return { team_id: state.team.id, deleted: false, is_bot: false, tz: 'Etc/UTC', updated: 0, ...user, real_name: realName, profile: { team: state.team.id, real_name: realName, display_name: '', ...user.profile } }
}

export function showChannel(state: WorkspaceState, channel: SlackChannelData): object {
  const { members, topic, purpose, ...rest } = channel
  return {
    is_channel: true, is_group: false, is_im: false, is_archived: false, is_private: false, is_member: true, is_general: channel.name === 'general', created: 0, context_team_id: state.team.id,
    ...rest,
    name_normalized: channel.name,
    topic: { value: '', creator: '', last_set: 0, ...topic },
    purpose: { value: '', creator: '', last_set: 0, ...purpose },
    num_members: members?.length ?? state.users.length,
  }
}

/** A message as history and replies show it: a head knows its replies, a reply its head's author. */
export function showMessage(state: WorkspaceState, message: SlackMessageData): object {
  const { channel, ...shown } = message
  if (isReply(message)) {
    const head = findMessage(state, channel, message.thread_ts ?? '')
    return { ...shown, team: state.team.id, ...(head?.user === undefined ? {} : { parent_user_id: head.user }) }
  }
  const replies = repliesOf(state, channel, message.ts)
  const latest = replies.at(-1)
  if (latest === undefined) return { ...shown, team: state.team.id }
  const authors = [...new Set(replies.flatMap((reply) => reply.user ?? []))]
  return {
    ...shown, team: state.team.id, thread_ts: message.ts, reply_count: replies.length, reply_users_count: authors.length,
    reply_users: authors.slice(0, 5), latest_reply: latest.ts, is_locked: false, subscribed: false,
  }
}

export const showFile = (state: WorkspaceState, file: SlackFileData): object => ({
  title: file.name, channels: [], ...file, timestamp: file.created, permalink: `${homeOf(state)}files/${file.user}/${file.id}/${encodeURIComponent(file.name)}`,
})

export const homeOf = (state: WorkspaceState): string => `https://${state.team.domain}.slack.com/`

/** `https://acme.slack.com/archives/C024BE91L/p1712345678000100`, for a reply with its thread. */
export function permalinkOf(state: WorkspaceState, message: SlackMessageData): string {
  const place = `${homeOf(state)}archives/${message.channel}/p${message.ts.replace('.', '')}`
  return isReply(message) ? `${place}?thread_ts=${message.thread_ts}&cid=${message.channel}` : place
}
