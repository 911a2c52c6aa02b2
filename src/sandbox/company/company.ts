import type { Workspace } from '../slack/workspace.ts'

/**
 * The demo company as plain data, in the form and under the names in which each database stores it. Instants are ISO 8601
 * texts in UTC, money is a decimal text with two digits, and what may be beyond 2^53 is a bigint.
 */
export interface Company {
  readonly scale: number
  readonly seed: number
  readonly customers: readonly CustomerRow[]
  readonly products: readonly ProductRow[]
  readonly orders: readonly OrderRow[]
  readonly orderItems: readonly OrderItemRow[]
  readonly tickets: readonly TicketDocument[]
  readonly webEvents: readonly WebEventDocument[]
  readonly reviews: readonly ReviewPoint[]
  readonly articles: readonly ArticlePoint[]
  readonly slack: Workspace
}

/** PostgreSQL, table `customers`. */
export interface CustomerRow {
  readonly id: number
  readonly name: string
  readonly email: string | null
  readonly country: string | null
  readonly tier: 'free' | 'pro' | 'enterprise'
  readonly created_at: string
}

/** PostgreSQL, table `products`. */
export interface ProductRow {
  readonly id: number
  readonly sku: string
  readonly name: string
  readonly category: string
  readonly price: string
  /** A day. */
  readonly launched_on: string | null
}

export type OrderState = 'pending' | 'paid' | 'shipped' | 'returned' | 'cancelled'

/** PostgreSQL, table `orders`. */
export interface OrderRow {
  readonly id: bigint
  readonly order_no: string
  readonly status: OrderState
  readonly placed_at: string
  /** The exact sum of the order's items. */
  readonly total: string
  readonly currency: 'EUR'
  readonly customer_id: number | null
}

/** PostgreSQL, table `order_items`. */
export interface OrderItemRow {
  readonly id: number
  readonly order_id: number
  readonly product_id: number | null
  readonly quantity: number
  readonly unit_price: string
}

/** MongoDB, collection `tickets`. A property that is not there is a field that the document lacks. */
export interface TicketDocument {
  /** An ObjectId in hex. */
  readonly _id: string
  readonly customer?: { readonly ref: number | null; readonly name?: string }
  readonly product_sku?: string | null
  readonly state: 'open' | 'pending' | 'solved'
  readonly prio: 'low' | 'normal' | 'high' | 'urgent'
  readonly subject: string
  readonly body?: string | null
  readonly tags?: readonly string[] | null
  /** `2026-10-31 23:59` or `31 Oct 2026 23:59:59`. */
  readonly opened: string
  readonly thread?: readonly TicketMessage[]
}

export interface TicketMessage {
  /** Stored as a BSON date. */
  readonly at: string
  readonly by: string
  readonly body: string
}

/** MongoDB, collection `web_events`. */
export interface WebEventDocument {
  /** Stored as a Long. */
  readonly _id: bigint
  readonly cust?: number | null
  readonly prod?: number | null
  readonly type: string
  /** Stored as a BSON date. */
  readonly ts: string
  readonly props?: Readonly<Record<string, unknown>> | null
}

/** Qdrant, collection `reviews`; `body` is embedded. */
export interface ReviewPoint {
  readonly id: number
  readonly payload: {
    readonly product_id: number | null
    readonly customer_id: number | null
    /** 1 to 5. */
    readonly stars: number
    readonly body: string
    readonly written_at: string
  }
}

/** Qdrant, collection `articles`; `content` is embedded. */
export interface ArticlePoint {
  /** A UUID. */
  readonly id: string
  readonly payload: { readonly product_id: number | null; readonly title: string; readonly content: string }
}
