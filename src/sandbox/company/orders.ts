import type { CustomerRow, OrderItemRow, OrderRow, OrderState } from './company.ts'
import type { Product } from './products.ts'
import type { Random } from './random.ts'
import { BORDER_INSTANTS, DAY_MS, END_INSTANT, drawSeasonalInstant, toIso } from './calendar.ts'
import { BIG_CUSTOMER_ID, isSilent } from './customers.ts'
import { drawItems } from './order-items.ts'
import { toDecimal } from './money.ts'
import { createRandom, elementAt } from './random.ts'
import { countWhile } from './sorted-list.ts'

export interface Trade { readonly orders: readonly OrderRow[]; readonly items: readonly OrderItemRow[] }

const BIG_CUSTOMER_ORDERS = 400
/** Beyond 2^53, where a double has no odd numbers any more. */
const HUGE_ORDER_ID = 9_007_199_254_740_993n
/** Customers that were deleted. */
const GONE_CUSTOMERS = [90_001, 90_002, 90_003]
const GONE_ORDERS = [990_001, 990_002, 990_003]

/** 5,000 orders for each unit of scale, about three items each, in the order in which they were placed. */
export function generateTrade(seed: number, company: { readonly scale: number; readonly customers: readonly CustomerRow[]; readonly products: readonly Product[] }): Trade {
  const random = createRandom(seed, 'orders')
  const numbers = createNumbers()
  const orders: OrderRow[] = []
  const items: OrderItemRow[] = []
  const count = 5_000 * company.scale
  const buyers = drawBuyers(random, count)
  const instants = drawInstants(random, count)
  instants.forEach((placed_at, index) => {
    const isHuge = index === count - 500
    const placed = Date.parse(placed_at)
    const drawn = isHuge ? { lines: [], faulty: false } : drawItems(random, company.products, placed)
    const total = drawn.lines.reduce((sum, line) => sum + line.cents * line.quantity, 0)
    orders.push({
      id: isHuge ? HUGE_ORDER_ID : BigInt(index + 1),
      order_no: numbers.next(placed_at),
      status: isHuge ? 'cancelled' : drawState(random, placed, drawn.faulty),
      placed_at,
      total: toDecimal(total),
      currency: 'EUR',
      customer_id: buyers.has(index) ? BIG_CUSTOMER_ID : drawCustomer(random, company.customers, placed),
    })
    for (const { cents, ...line } of drawn.lines) items.push({ id: items.length + 1, order_id: index + 1, ...line, unit_price: toDecimal(cents) })
  })
  return { orders, items: [...items, ...strayItems(items.length)] }
}

/** Which orders are the big customer's. */
function drawBuyers(random: Random, count: number): ReadonlySet<number> {
  return new Set(random.sample(Array.from({ length: count - 100 }, (_, index) => index + 50).filter((index) => index !== count - 500), BIG_CUSTOMER_ORDERS))
}

/** Every fifteenth order came when a period turned; several share an instant. */
function drawInstants(random: Random, count: number): string[] {
  const drawn = Array.from({ length: count }, (_, index) => (index % 15 === 7 ? random.pick(BORDER_INSTANTS) : toIso(drawSeasonalInstant(random))))
  return drawn.map((instant) => ({ instant, order: Date.parse(instant) })).toSorted((a, b) => a.order - b.order).map(({ instant }) => instant)
}

/** `SO-2024-00001`: counts anew each year. */
function createNumbers(): { next(placedAt: string): string } {
  const counts = new Map<string, number>()
  return {
    next(placedAt) {
      const year = placedAt.slice(0, 4)
      const count = (counts.get(year) ?? 0) + 1
      counts.set(year, count)
      return `SO-${year}-${String(count).padStart(5, '0')}`
    },
  }
}

/** Somebody who had signed up by then, the early ones more often; some orders have no customer or a deleted one. */
function drawCustomer(random: Random, customers: readonly CustomerRow[], placed: number): number | null {
  if (random.chance(0.02)) return null
  if (random.chance(0.01)) return random.pick(GONE_CUSTOMERS)
  const known = countWhile(customers, ({ created_at }) => Date.parse(created_at) <= placed)
  for (;;) {
    const { id } = elementAt(customers, Math.floor(known * random.faker.number.float({ min: 0, max: 0.999_999 }) ** 1.6))
    if (id !== BIG_CUSTOMER_ID && !isSilent(id)) return id
  }
}

/** Fresh orders are still under way; one with a faulty product often comes back. */
function drawState(random: Random, placed: number, faulty: boolean): OrderState {
  const age = (END_INSTANT - placed) / DAY_MS
  if (age < 4) return random.weighted([['pending', 5], ['paid', 5], ['cancelled', 1]])
  if (age < 14) return random.weighted([['pending', 1], ['paid', 5], ['shipped', 6], ['cancelled', 1]])
  return random.weighted<OrderState>([['shipped', 78], ['paid', 7], ['returned', faulty ? 42 : 5], ['cancelled', 6], ['pending', 1]])
}

/** Items of orders that are gone. */
function strayItems(after: number): OrderItemRow[] {
  return Array.from({ length: 9 }, (_, index) => ({
    id: after + index + 1, order_id: elementAt(GONE_ORDERS, index % GONE_ORDERS.length), product_id: index + 1, quantity: 1 + (index % 3), unit_price: toDecimal(1_999 + index),
  }))
}
