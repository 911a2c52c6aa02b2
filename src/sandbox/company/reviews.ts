import type { ReviewPoint } from './company.ts'
import type { Random } from './random.ts'
import type { Purchase, Story } from './story.ts'
import { BORDER_INSTANTS, DAY_MS, END_INSTANT, drawInstant, toIso } from './calendar.ts'
import { createRandom, elementAt } from './random.ts'
import { drawConcern, drawTheme } from './story.ts'
import { CLOSERS_BAD, CLOSERS_GOOD, OPENERS_BAD, OPENERS_GOOD, OPENERS_MIXED, REVIEWS_BAD_ELSEWHERE, REVIEWS_GOOD_ELSEWHERE, fillSlots } from './text/phrases.ts'
import { THEMES } from './text/themes.ts'

/** 2,000 reviews for each unit of scale, written by those who bought, some days after. */
export function generateReviews(story: Story): ReviewPoint[] {
  const random = createRandom(story.seed, 'reviews')
  const purchases = story.purchases.filter(({ placed }) => placed < END_INSTANT - 10 * DAY_MS)
  return Array.from({ length: 2_000 * story.scale }, (_, index) => generateReview(random, elementAt(purchases, random.int(purchases.length)), index))
}

function generateReview(random: Random, purchase: Purchase, index: number): ReviewPoint {
  const stars = drawStars(random, purchase)
  const written = drawInstant(random, purchase.placed + 4 * DAY_MS, Math.min(purchase.placed + 60 * DAY_MS, END_INSTANT))
  return {
    id: index + 1,
    payload: {
      product_id: drawKey(random, purchase.product.row.id, 9_001),
      customer_id: drawKey(random, purchase.customerId, 90_001),
      stars,
      body: writeReview(random, purchase, stars),
      written_at: random.chance(0.02) ? drawBorder(random, purchase.placed) : toIso(written),
    },
  }
}

/** An instant after the purchase on which a period turned, to the millisecond. */
function drawBorder(random: Random, placed: number): string {
  return toIso(random.pick(BORDER_INSTANTS.map((instant) => Date.parse(instant)).filter((instant) => instant > placed)))
}

/** Some reviews are anonymous, some are about what is gone. */
function drawKey(random: Random, id: number, gone: number): number | null {
  if (random.chance(0.02)) return null
  return random.chance(0.01) ? gone : id
}

function drawStars(random: Random, { product }: Purchase): number {
  return product.fault === null ? random.weighted([[1, 4], [2, 7], [3, 13], [4, 30], [5, 46]]) : random.weighted([[1, 36], [2, 30], [3, 15], [4, 11], [5, 8]])
}

function writeReview(random: Random, purchase: Purchase, stars: number): string {
  const { product } = purchase
  if (stars !== 3 && random.chance(0.05)) return random.pick(stars > 3 ? REVIEWS_GOOD_ELSEWHERE : REVIEWS_BAD_ELSEWHERE)
  const slots = { product: product.row.name, noun: product.kind.noun, order: purchase.order.order_no }
  const praise = (): string => fillSlots(random, random.pick(THEMES[drawTheme(random, product)].praise), slots)
  const complaint = (): string => fillSlots(random, random.pick(THEMES[random.chance(0.12) ? 'shipping' : drawConcern(random, product)].complaint), slots)
  if (stars > 3) return joinSentences(random.pick(OPENERS_GOOD), praise(), stars === 5 && random.chance(0.4) ? praise() : '', random.pick(CLOSERS_GOOD))
  if (stars < 3) return joinSentences(random.pick(OPENERS_BAD), complaint(), stars === 1 && random.chance(0.4) ? complaint() : '', random.pick(CLOSERS_BAD))
  return joinSentences(random.pick(OPENERS_MIXED), praise(), 'But:', complaint())
}

/** Leaves out what is empty and what was said already. */
function joinSentences(...sentences: readonly string[]): string {
  return [...new Set(sentences.filter((sentence) => sentence !== ''))].join(' ')
}
