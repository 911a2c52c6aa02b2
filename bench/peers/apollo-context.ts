import DataLoader from 'dataloader'
import type { ReadTickets, TicketRow } from './apollo-tickets.ts'
import type { Shop } from './apollo-shop.ts'

export interface CustomerRow { readonly id: number; readonly name: string; readonly email: string | null; readonly country: string | null; readonly tier: string; readonly createdAt: Date }
export interface OrderRow {
  readonly id: string
  readonly number: string
  readonly status: string
  readonly placedAt: Date
  readonly total: string
  readonly currency: string
  readonly customerId: number | null
}
export interface ItemRow { readonly id: number; readonly orderId: string; readonly productId: number | null; readonly quantity: number; readonly unitPrice: string }
export type PageKey = Pick<OrderRow, 'placedAt' | 'id'>

export interface Loaders {
  readonly customer: DataLoader<number, CustomerRow | null>
  readonly ordersOf: DataLoader<number, readonly OrderRow[]>
  readonly itemsOf: DataLoader<string, readonly ItemRow[]>
  readonly ticketsOf: DataLoader<number, readonly TicketRow[]>
  /** One loader a limit. */
  newestOrdersOf(limit: number): DataLoader<number, readonly OrderRow[]>
}

/** What one request carries. */
export interface ShopContext { readonly shop: Shop; readonly loaders: Loaders }

export function createContext(shop: Shop, readTickets: ReadTickets): ShopContext {
  const newest = new Map<number, DataLoader<number, readonly OrderRow[]>>()
  const loaders: Loaders = {
    customer: new DataLoader(async (ids) => {
      const found = new Map((await shop.findCustomers(ids)).map((row) => [row.id, row]))
      return ids.map((id) => found.get(id) ?? null)
    }),
    ordersOf: loadMany((ids) => shop.findOrdersOf(ids), ({ customerId }) => customerId),
    itemsOf: loadMany((ids) => shop.findItemsOf(ids), ({ orderId }) => orderId),
    ticketsOf: loadMany(readTickets, ({ customerId }) => customerId),
    newestOrdersOf(limit) {
      const loader = newest.get(limit) ?? loadMany<number, OrderRow>((ids) => shop.findNewestOrdersOf(ids, limit), ({ customerId }) => customerId)
      newest.set(limit, loader)
      return loader
    },
  }
  return { shop, loaders }
}

/** Loads lists of rows by the key that each row names. */
function loadMany<Key, Row>(read: (keys: readonly Key[]) => Promise<readonly Row[]>, keyOf: (row: Row) => Key | null): DataLoader<Key, readonly Row[]> {
  return new DataLoader(async (keys) => {
    const byKey = new Map<Key | null, Row[]>(keys.map((key) => [key, []]))
    for (const row of await read(keys)) byKey.get(keyOf(row))?.push(row)
    return keys.map((key) => byKey.get(key) ?? [])
  })
}
