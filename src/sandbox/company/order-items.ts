import type { Product } from './products.ts'
import type { Random } from './random.ts'
import { elementAt } from './random.ts'

export interface ItemLine {
  readonly product_id: number | null
  readonly quantity: number
  /** Cents a unit. */
  readonly cents: number
}

/** Products that were taken out of the books. */
const GONE_PRODUCTS = [9_001, 9_002]
const GIFT_WRAP_CENTS = 490

/** One to five lines of what was on sale by then, and whether one of them has a fault. */
export function drawItems(random: Random, products: readonly Product[], placed: number): { readonly lines: readonly ItemLine[]; readonly faulty: boolean } {
  const bought = Array.from({ length: random.between(1, 5) }, () => drawProduct(random, products, placed))
  const lines = bought.map((product) => ({ product_id: drawProductId(random, product), quantity: random.weighted([[1, 72], [2, 20], [3, 5], [6, 2], [12, 1]]), cents: drawUnitPrice(random, product.price) }))
  const wrap = random.chance(0.03) ? [{ product_id: null, quantity: 1, cents: GIFT_WRAP_CENTS }] : []
  return { lines: [...lines, ...wrap], faulty: bought.some((product) => product.fault !== null) }
}

/** By popularity: a candidate is taken as likely as it is liked. */
function drawProduct(random: Random, products: readonly Product[], placed: number): Product {
  for (;;) {
    const product = elementAt(products, random.int(products.length))
    if (product.onSaleFrom !== null && product.onSaleFrom <= placed && random.int(9) < product.popularity) return product
  }
}

const drawProductId = (random: Random, product: Product): number => (random.chance(0.004) ? random.pick(GONE_PRODUCTS) : product.row.id)

/** The list price, or less in a sale. */
function drawUnitPrice(random: Random, cents: number): number {
  return random.chance(0.8) ? cents : Math.max(1, Math.round((cents * random.pick([95, 90, 85, 70])) / 100))
}
