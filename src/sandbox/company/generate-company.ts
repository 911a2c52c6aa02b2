import type { Company } from './company.ts'
import type { Story } from './story.ts'
import { CrossgraphError } from '../../errors.ts'
import { generateArticles } from './articles.ts'
import { generateCustomers } from './customers.ts'
import { generateTrade } from './orders.ts'
import { generateProducts } from './products.ts'
import { generateReviews } from './reviews.ts'
import { generateSlack } from './slack.ts'
import { tellPurchases } from './story.ts'
import { generateTickets } from './tickets.ts'
import { generateWebEvents } from './web-events.ts'

export interface CompanyOptions {
  /** Multiplies the numbers of rows: a whole number from 1 to 40. */
  readonly scale?: number | undefined
  readonly seed?: number | undefined
}

/** An order's number has five digits a year, which is enough for so many. */
const LARGEST_SCALE = 40

/**
 * The demo company, Fernweg Outdoor: the same for the same options on every machine. Its databases tell of the same
 * customers, products and orders.
 *
 * @throws CrossgraphError `CONFIG_SCALE`
 */
export function generateCompany({ scale = 1, seed = 1 }: CompanyOptions = {}): Company {
  if (!Number.isInteger(scale) || scale < 1 || scale > LARGEST_SCALE) {
    throw new CrossgraphError('CONFIG_SCALE', `scale ${scale} is not a whole number from 1 to ${LARGEST_SCALE}`)
  }
  const story = tellStory(scale, seed)
  return {
    scale,
    seed,
    customers: story.customers,
    products: story.products.map(({ row }) => row),
    orders: story.trade.orders,
    orderItems: story.trade.items,
    tickets: generateTickets(story),
    webEvents: generateWebEvents(story),
    reviews: generateReviews(story),
    articles: generateArticles(story),
    slack: generateSlack(story),
  }
}

function tellStory(scale: number, seed: number): Story {
  const customers = generateCustomers(seed, scale)
  const products = generateProducts(seed, scale)
  const trade = generateTrade(seed, { scale, customers, products })
  return { scale, seed, customers, products, trade, purchases: tellPurchases(customers, products, trade) }
}
