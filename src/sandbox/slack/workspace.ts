/** A workspace as plain data in the shapes of Slack's Web API: what the stand-in serves and what a demo or a test writes. */
export interface Workspace {
  readonly team: SlackTeam
  readonly users: readonly SlackUserData[]
  readonly channels: readonly SlackChannelData[]
  /** In any order; `reply_count` and the like on thread heads are worked out by the server. */
  readonly messages: readonly SlackMessageData[]
  readonly files?: readonly SlackFileData[]
}

export interface SlackTeam {
  readonly id: string
  readonly name: string
  /** The part before `.slack.com`. */
  readonly domain: string
}

export interface SlackUserData {
  readonly id: string
  readonly name: string
  readonly real_name?: string
  readonly is_bot?: boolean
  readonly deleted?: boolean
  /** A guest of one channel, or of several. */
  readonly is_ultra_restricted?: boolean
  readonly is_restricted?: boolean
  readonly tz?: string
  /** Seconds since 1970. */
  readonly updated?: number
  readonly profile: { readonly email?: string; readonly display_name?: string; readonly real_name?: string; readonly title?: string }
}

export interface SlackChannelData {
  readonly id: string
  readonly name: string
  readonly topic?: { readonly value: string }
  readonly purpose?: { readonly value: string }
  readonly is_archived?: boolean
  readonly is_private?: boolean
  /** Seconds since 1970. */
  readonly created?: number
  /** Ids of users; absent: everybody. */
  readonly members?: readonly string[]
}

export interface SlackReactionData {
  readonly name: string
  readonly count: number
  readonly users: readonly string[]
}

export interface SlackMessageData {
  readonly channel: string
  readonly type: 'message'
  readonly user?: string
  readonly bot_id?: string
  readonly text: string
  /** Seconds since 1970 with six decimals, as text; unique within its channel. */
  readonly ts: string
  /** Of a reply: the `ts` of its thread's head. A head may hold its own `ts`. */
  readonly thread_ts?: string
  readonly subtype?: string
  readonly reactions?: readonly SlackReactionData[]
  readonly edited?: { readonly user: string; readonly ts: string }
}

export interface SlackFileData {
  readonly id: string
  readonly name: string
  readonly title?: string
  readonly mimetype: string
  readonly size: number
  readonly user: string
  /** Seconds since 1970. */
  readonly created: number
  readonly channels?: readonly string[]
}
