import type { TicketDocument } from './company.ts'
import type { Random } from './random.ts'
import type { Purchase, Story } from './story.ts'
import type { ThemeName } from './text/theme.ts'
import { BORDER_INSTANTS, DAY_MS, END_INSTANT, FIRST_INSTANT, drawInstant, drawSeasonalInstant } from './calendar.ts'
import { createRandom, elementAt } from './random.ts'
import { drawConcern, drawHex, purchaseBefore } from './story.ts'
import { fillSlots } from './text/phrases.ts'
import { THEMES } from './text/themes.ts'
import { printOpened } from './ticket-time.ts'
import { drawThread } from './ticket-thread.ts'

/** The move of the warehouse: from now on parcels are late. */
const WAVE_START = Date.UTC(2026, 8, 1)
const WAVE_SHARE = 0.26
/** Customers with a late parcel who tell of it in Slack too. */
export const LATE_PARCELS = 14

/** 1,200 tickets for each unit of scale, oldest first; the last of them are those about late parcels that Slack knows too. */
export function generateTickets(story: Story): TicketDocument[] {
  const random = createRandom(story.seed, 'tickets')
  const count = 1_200 * story.scale - LATE_PARCELS
  const openings = Array.from({ length: count }, (_, index) => drawOpening(random, index)).toSorted((a, b) => a - b)
  const ordinary = openings.map((opened, index) => generateTicket(random, story, { opened, index }))
  return [...ordinary, ...latePurchases(story).map((purchase) => lateTicket(random, purchase))]
}

/** Orders of October 2026 by different customers: the same for the tickets and for Slack. */
export function latePurchases({ purchases }: Story): Purchase[] {
  const late = purchases.filter(({ placed }) => placed >= Date.UTC(2026, 8, 20) && placed < Date.UTC(2026, 9, 12))
  return [...new Map(late.map((purchase) => [purchase.customerId, purchase])).values()].slice(0, LATE_PARCELS)
}

function drawOpening(random: Random, index: number): number {
  if (index % 40 === 3) return Date.parse(random.pick(BORDER_INSTANTS))
  if (random.chance(WAVE_SHARE)) return drawInstant(random, WAVE_START, END_INSTANT)
  return Math.max(drawSeasonalInstant(random), FIRST_INSTANT + 6 * 3_600_000)
}

function generateTicket(random: Random, story: Story, { opened, index }: { readonly opened: number; readonly index: number }): TicketDocument {
  const purchase = purchaseBefore(random, story.purchases, opened) ?? elementAt(story.purchases, 0)
  const theme = drawTicketTheme(random, purchase, opened)
  const state = drawState(random, opened)
  return { _id: drawHex(random, 24), ...drawCustomer(random, story, purchase), ...drawSku(random, purchase), state, ...writeTicket(random, { purchase, theme, opened, index }), opened: printOpened(opened, index % 3 === 0), ...drawThread(random, { theme, opened, state, purchase }) }
}

function lateTicket(random: Random, purchase: Purchase): TicketDocument {
  const opened = drawInstant(random, Math.max(purchase.placed + 9 * DAY_MS, Date.UTC(2026, 9, 1)), END_INSTANT)
  const { row } = purchase.product
  const subject = fillSlots(random, 'Where is my order {order}?', { order: purchase.order.order_no })
  const body = fillSlots(random, elementAt(THEMES.shipping.requests, 0), { order: purchase.order.order_no })
  return {
    _id: drawHex(random, 24), customer: { ref: purchase.customerId }, product_sku: row.sku, state: 'open', prio: random.pick(['high', 'urgent']), subject, body,
    tags: ['shipping', 'delay'], opened: printOpened(opened, random.chance(0.5)), ...drawThread(random, { theme: 'shipping', opened, state: 'open', purchase }),
  }
}

function drawTicketTheme(random: Random, { product }: Purchase, opened: number): ThemeName {
  const isLate = random.chance(opened >= WAVE_START ? 0.72 : 0.12)
  return isLate ? 'shipping' : drawConcern(random, product)
}

/** Old tickets are solved, those of the last weeks mostly not. */
function drawState(random: Random, opened: number): TicketDocument['state'] {
  const age = (END_INSTANT - opened) / DAY_MS
  if (age < 21) return random.weighted([['open', 6], ['pending', 3], ['solved', 2]])
  return age < 90 ? random.weighted([['open', 2], ['pending', 2], ['solved', 8]]) : random.weighted([['open', 1], ['pending', 1], ['solved', 60]])
}

/** The sub-document may be missing, hold no key, or one of a customer that was deleted. */
function drawCustomer(random: Random, { customers }: Story, { customerId }: Purchase): Pick<TicketDocument, 'customer'> {
  const kind = random.weighted([['known', 94], ['missing', 2], ['null', 2], ['gone', 2]])
  if (kind === 'missing') return {}
  if (kind === 'null') return { customer: { ref: null } }
  if (kind === 'gone') return { customer: { ref: 90_003, name: 'Deleted account' } }
  return { customer: { ref: customerId, name: elementAt(customers, customerId - 1).name } }
}

function drawSku(random: Random, { product }: Purchase): Pick<TicketDocument, 'product_sku'> {
  const kind = random.weighted([['known', 90], ['missing', 4], ['null', 4], ['gone', 2]])
  if (kind === 'missing') return {}
  return { product_sku: kind === 'null' ? null : kind === 'gone' ? 'XX-0000' : product.row.sku }
}

interface Occasion { readonly purchase: Purchase; readonly theme: ThemeName; readonly opened: number; readonly index: number }

function writeTicket(random: Random, { purchase, theme, opened, index }: Occasion): Pick<TicketDocument, 'prio' | 'subject' | 'body' | 'tags'> {
  const slots = { product: purchase.product.row.name, noun: purchase.product.kind.noun, order: purchase.order.order_no }
  const { subjects, requests } = THEMES[theme]
  return {
    prio: opened >= WAVE_START ? random.weighted([['low', 1], ['normal', 4], ['high', 3], ['urgent', 2]]) : random.weighted([['low', 3], ['normal', 8], ['high', 2], ['urgent', 1]]),
    subject: elementAt(['', '', '', 'URGENT: ', '', 'Re: ', ''], index % 7) + fillSlots(random, random.pick(subjects), slots),
    ...drawBody(random, fillSlots(random, random.pick(requests), slots)),
    ...drawTags(random, theme),
  }
}

function drawBody(random: Random, body: string): Pick<TicketDocument, 'body'> {
  const kind = random.weighted([['text', 92], ['missing', 3], ['null', 3], ['empty', 2]])
  if (kind === 'missing') return {}
  return { body: kind === 'null' ? null : kind === 'empty' ? '' : body }
}

function drawTags(random: Random, theme: ThemeName): Pick<TicketDocument, 'tags'> {
  const kind = random.weighted([['some', 82], ['missing', 5], ['null', 5], ['empty', 8]])
  if (kind === 'missing') return {}
  return { tags: kind === 'null' ? null : kind === 'empty' ? [] : random.sample([...THEMES[theme].tags, 'vip', 'Ünïcode 標籤'], random.between(1, 3)) }
}
