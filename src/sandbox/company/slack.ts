import type { SlackChannelData, SlackMessageData, Workspace } from '../slack/workspace.ts'
import type { Random } from './random.ts'
import type { SlackPeople } from './slack-users.ts'
import type { Purchase, Story } from './story.ts'
import type { ChannelTexts } from './text/slack-texts.ts'
import { FIRST_INSTANT } from './calendar.ts'
import { createRandom, elementAt } from './random.ts'
import { addReactions } from './slack-reactions.ts'
import { drawThreadTimes, stampOfInstant, drawSlackInstant } from './slack-time.ts'
import { generateSlackPeople } from './slack-users.ts'
import { nameCustomer } from './slack-mentions.ts'
import { purchaseBefore } from './story.ts'
import { fillSlots } from './text/phrases.ts'
import { BOT_TEXTS, CHANNELS, GUEST_TEXTS, LATE_GUEST_TEXTS, LATE_STAFF_TEXTS } from './text/slack-texts.ts'
import { latePurchases } from './tickets.ts'

/** One who writes: a user, or a program without one. */
type Author = { readonly user: string } | { readonly bot_id: string; readonly subtype: 'bot_message' }
type Message = SlackMessageData

interface Room { readonly channel: SlackChannelData; readonly texts: ChannelTexts }
interface Writing {
  readonly random: Random
  readonly story: Story
  readonly people: SlackPeople
  /** By customer, oldest first. */
  readonly purchases: ReadonlyMap<number, readonly Purchase[]>
}

/** 3,000 messages for each unit of scale, threads included, in ten channels. */
export function generateSlack(story: Story): Workspace {
  const random = createRandom(story.seed, 'slack')
  const people = generateSlackPeople(story)
  const rooms = CHANNELS.map((texts, index): Room => ({ texts, channel: channelOf(texts, index) }))
  const messages = writeMessages({ random, story, people, purchases: Map.groupBy(story.purchases, ({ customerId }) => customerId) }, rooms)
  return {
    team: { id: 'T0FERNWEG', name: 'Fernweg Outdoor', domain: 'fernweg' },
    users: [...people.staff, ...people.bots, ...people.guests.map(({ user }) => user)],
    channels: rooms.map(({ channel }) => channel),
    messages: uniqueTimes(messages),
  }
}

function channelOf({ name, topic, archived }: ChannelTexts, index: number): SlackChannelData {
  return { id: `C0${name.replace(/[^a-z]/g, '').slice(0, 6).toUpperCase()}${index}`, name, topic: { value: topic }, purpose: { value: '' }, is_archived: archived ?? false, is_private: false, created: FIRST_INSTANT / 1000 }
}

function writeMessages(writing: Writing, rooms: readonly Room[]): Message[] {
  const total = 3_000 * writing.story.scale
  const support = elementAt(rooms, 1)
  const messages = latePurchases(writing.story).map((purchase, index) => writeLateParcel(writing, support, { purchase, index }))
  while (messages.length < total) {
    const room = writing.random.weighted(rooms.map((each) => [each, each.texts.share]))
    messages.push(...writeThread(writing, room).slice(0, total - messages.length))
  }
  return messages
}

/** In October 2026, by the customer where they are a guest, else by a colleague who names them. */
function writeLateParcel({ random, story, people }: Writing, { channel }: Room, { purchase, index }: { readonly purchase: Purchase; readonly index: number }): Message {
  const guest = people.guests.find(({ customerId }) => customerId === purchase.customerId)
  const instant = Date.UTC(2026, 9, 14 + random.int(17), 7 + random.int(11), random.int(60), random.int(60))
  const text = random.pick(guest === undefined ? LATE_STAFF_TEXTS : LATE_GUEST_TEXTS)
  const user = guest?.user.id ?? elementAt(people.staff, index).id
  return { channel: channel.id, type: 'message', user, text: fillMessage(random, story, { text, purchase }), ts: stampOfInstant(random, instant) }
}

/** A message, and for every fifth the answers to it. */
function writeThread(writing: Writing, { channel, texts }: Room): Message[] {
  const { random } = writing
  const instant = drawSlackInstant(random, texts.archived === true)
  const head = writeHead(writing, texts, instant)
  const ts = stampOfInstant(random, instant)
  const message: Message = { channel: channel.id, type: 'message', ...head, ts, ...addReactions(random, writing.people) }
  if (!random.chance(0.2)) return [message]
  const replies = drawThreadTimes(random, instant).map((at): Message => ({
    channel: channel.id, type: 'message', user: random.pick(writing.people.staff).id, text: fillMessage(random, writing.story, { text: random.pick(texts.replies), at }),
    ts: stampOfInstant(random, at), thread_ts: ts, ...addReactions(random, writing.people),
  }))
  return replies.length === 0 ? [message] : [{ ...message, thread_ts: ts }, ...replies]
}

function writeHead({ random, story, people, purchases }: Writing, { heads, guests }: ChannelTexts, at: number): Author & { readonly text: string } {
  const who = random.weighted([['staff', 80], ['guest', guests ? 22 : 0], ['bot', 5], ['program', 1]])
  if (who === 'guest') {
    const guest = random.pick(people.guests)
    const own = purchases.get(guest.customerId)?.findLast(({ placed }) => placed < at)
    return { user: guest.user.id, text: fillMessage(random, story, { text: random.pick(GUEST_TEXTS), at, ...(own && { purchase: own }) }) }
  }
  const text = fillMessage(random, story, { text: random.pick(who === 'staff' ? heads : BOT_TEXTS), at })
  if (who === 'program') return { bot_id: 'B0HOOK', subtype: 'bot_message', text }
  return { user: random.pick(who === 'bot' ? people.bots : people.staff).id, text }
}

interface Saying { readonly text: string; readonly purchase?: Purchase; readonly at?: number }

/** Puts in a customer, an order and a product that belong together. */
function fillMessage(random: Random, story: Story, { text, purchase, at }: Saying): string {
  const about = purchase ?? purchaseBefore(random, story.purchases, at ?? FIRST_INSTANT) ?? elementAt(story.purchases, 0)
  const { email } = elementAt(story.customers, about.customerId - 1)
  return fillSlots(random, text, { product: about.product.row.name, noun: about.product.kind.noun, order: about.order.order_no, customer: nameCustomer(random, email) })
}

/** A time stamp names a message within its channel: one that is taken moves on by a microsecond. */
function uniqueTimes(messages: readonly Message[]): Message[] {
  const taken = new Set<string>()
  const moved = messages.map((message) => {
    let { ts } = message
    while (taken.has(message.channel + ts)) ts = `${ts.slice(0, -6)}${String((Number(ts.slice(-6)) + 1) % 1_000_000).padStart(6, '0')}`
    taken.add(message.channel + ts)
    return message.thread_ts === message.ts ? { ...message, ts, thread_ts: ts } : { ...message, ts }
  })
  return moved.toSorted((a, b) => Number(a.ts) - Number(b.ts))
}
