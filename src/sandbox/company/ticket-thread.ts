import type { TicketDocument, TicketMessage } from './company.ts'
import type { Random } from './random.ts'
import type { Purchase } from './story.ts'
import type { ThemeName } from './text/theme.ts'
import { DAY_MS, END_INSTANT, toIso } from './calendar.ts'
import { fillSlots } from './text/phrases.ts'
import { THEMES } from './text/themes.ts'

interface Conversation { readonly theme: ThemeName; readonly opened: number; readonly state: TicketDocument['state']; readonly purchase: Purchase }

const AGENTS = ['Mara', 'Tomás', 'Yuki', 'Émile', 'agent "night shift"']
const THANKS = ['Thank you, that helped.', 'Works again, thanks!', 'ありがとうございます！', 'Спасибо, всё получилось.', 'Danke, ging ja flott 👍']
const NUDGES = ['Any news?', 'I am still waiting for an answer.', 'This is my third message. Please answer!', 'Hello?']

/** The conversation, which a ticket may lack or have without a message yet. */
export function drawThread(random: Random, conversation: Conversation): Pick<TicketDocument, 'thread'> {
  const kind = random.weighted([['some', 82], ['missing', 6], ['empty', 12]])
  if (kind === 'missing') return {}
  return { thread: kind === 'empty' ? [] : writeThread(random, conversation) }
}

function writeThread(random: Random, { theme, opened, state, purchase }: Conversation): TicketMessage[] {
  const slots = { product: purchase.product.row.name, noun: purchase.product.kind.noun, order: purchase.order.order_no }
  const texts = Array.from({ length: random.between(1, 3) }, (_, index) => (index % 2 === 0
    ? { by: random.pick(AGENTS), body: fillSlots(random, random.pick(THEMES[theme].answers), slots) }
    : { by: 'customer', body: random.pick(NUDGES) }))
  const all = state === 'solved' ? [...texts, { by: 'customer', body: random.pick(THANKS) }] : texts
  let at = opened
  return all.map((text) => {
    at = Math.min(at + random.between(60, 2 * DAY_MS / 1000) * 1000 + random.int(1_000), END_INSTANT - 1)
    return { at: toIso(at), ...text }
  })
}
