import type { CustomerRow, OrderRow } from './company.ts'
import type { Trade } from './orders.ts'
import type { Product } from './products.ts'
import type { Random } from './random.ts'
import type { ThemeName } from './text/theme.ts'
import { elementAt } from './random.ts'
import { countWhile } from './sorted-list.ts'

/** What the other systems tell of: who bought what and when. */
export interface Story {
  readonly scale: number
  readonly seed: number
  readonly customers: readonly CustomerRow[]
  readonly products: readonly Product[]
  readonly trade: Trade
  /** Of known products by known customers, oldest first; nothing that was cancelled. */
  readonly purchases: readonly Purchase[]
}

export interface Purchase {
  readonly customerId: number
  readonly product: Product
  readonly order: OrderRow
  /** Milliseconds. */
  readonly placed: number
}

export function tellPurchases(customers: readonly CustomerRow[], products: readonly Product[], trade: Trade): Purchase[] {
  const orders = new Map(trade.orders.map((order) => [order.id, order]))
  return trade.items.flatMap((item) => {
    const order = orders.get(BigInt(item.order_id))
    const product = item.product_id === null ? undefined : products[item.product_id - 1]
    if (order === undefined || product === undefined || order.status === 'cancelled') return []
    if (order.customer_id === null || order.customer_id > customers.length) return []
    return [{ customerId: order.customer_id, product, order, placed: Date.parse(order.placed_at) }]
  })
}

/** A theme to complain about: the product's fault where it has one, else one of its themes, the first more often. */
export function drawConcern(random: Random, product: Product): ThemeName {
  if (product.fault !== null && random.chance(0.8)) return product.fault
  return drawTheme(random, product)
}

export function drawTheme(random: Random, product: Product): ThemeName {
  return random.weighted(product.kind.themes.map((theme, index) => [theme, 4 - index]))
}

/** A purchase made before an instant in milliseconds, rather a late one. */
export function purchaseBefore(random: Random, purchases: readonly Purchase[], instant: number): Purchase | null {
  const count = countWhile(purchases, ({ placed }) => placed < instant)
  if (count === 0) return null
  return elementAt(purchases, Math.max(0, count - 1 - random.int(Math.min(count, 400))))
}

/** UUID-like or ObjectId-like keys: `digits` hex digits. */
export function drawHex(random: Random, digits: number): string {
  return random.faker.string.hexadecimal({ length: digits, casing: 'lower', prefix: '' })
}
