import type { WebEventDocument } from './company.ts'
import type { Random } from './random.ts'
import type { Story } from './story.ts'
import { BORDER_INSTANTS, drawSeasonalInstant, toIso } from './calendar.ts'
import { isSilent } from './customers.ts'
import { createRandom } from './random.ts'

/** Beyond 2^53, and odd, so that a double cannot hold it. */
const HUGE_EVENT_ID = 9_007_199_254_740_995n
const KINDS = [['view', 60], ['search', 14], ['cart', 12], ['checkout', 7], ['wishlist', 5], ['login', 2]] as const
const SEARCHES = ['waterproof boots', 'sleeping bag winter', 'headlamp', 'rain jacket', 'тёплые носки', '寝袋', 'gift', '50% off', 'tent for two', 'größe 42']
const REFERRERS = ['newsletter', 'search', 'social', 'direct', 'affiliate']

/** 20,000 events for each unit of scale, oldest first. */
export function generateWebEvents(story: Story): WebEventDocument[] {
  const random = createRandom(story.seed, 'events')
  const count = 20_000 * story.scale
  const instants = Array.from({ length: count }, (_, index) => (index % 100 === 13 ? Date.parse(random.pick(BORDER_INSTANTS)) : drawSeasonalInstant(random) + random.int(1_000)))
  return instants.toSorted((a, b) => a - b).map((instant, index) => generateEvent(random, story, { instant, id: index === count - 1_000 ? HUGE_EVENT_ID : BigInt(index + 1) }))
}

function generateEvent(random: Random, story: Story, { instant, id }: { readonly instant: number; readonly id: bigint }): WebEventDocument {
  const type = random.weighted(KINDS)
  return { _id: id, ...drawVisitor(random, story), ...drawProduct(random, story, type), type, ts: toIso(instant), ...drawProps(random, type) }
}

/** Most visitors are not signed in: then the field is missing or null. */
function drawVisitor(random: Random, { customers }: Story): Pick<WebEventDocument, 'cust'> {
  const kind = random.weighted([['known', 60], ['missing', 30], ['null', 8], ['gone', 1]])
  if (kind === 'missing') return {}
  if (kind === 'null') return { cust: null }
  if (kind === 'gone') return { cust: 90_002 }
  for (;;) {
    const cust = random.between(1, customers.length)
    if (!isSilent(cust)) return { cust }
  }
}

function drawProduct(random: Random, { products }: Story, type: string): Pick<WebEventDocument, 'prod'> {
  if (type === 'search' || type === 'login') return random.chance(0.5) ? {} : { prod: null }
  return { prod: random.chance(0.005) ? 9_002 : random.between(1, products.length) }
}

function drawProps(random: Random, type: string): Pick<WebEventDocument, 'props'> {
  if (random.chance(0.1)) return random.chance(0.5) ? {} : { props: null }
  const common = { ref: random.pick(REFERRERS), device: random.weighted([['phone', 6], ['desktop', 4], ['tablet', 1]]) }
  if (type === 'search') return { props: { ...common, q: random.pick(SEARCHES), hits: random.int(40) } }
  if (type === 'cart') return { props: { ...common, quantity: random.between(1, 3), coupon: random.chance(0.2) ? { code: 'HERBST-10', percent: 10.5 } : null } }
  return { props: { ...common, ms: random.between(20, 90_000), path: ['shop', type] } }
}
