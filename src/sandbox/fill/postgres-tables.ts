import type { Company } from '../company/company.ts'

/** One table of the demo: how it is made and which rows go into it. */
export interface Table {
  readonly name: string
  readonly comment: string
  readonly columns: readonly TableColumn[]
  readonly indexes: readonly string[]
  readonly rows: readonly object[]
}

export interface TableColumn {
  readonly name: string
  readonly type: string
  /** `not null`, checks. */
  readonly rule: string
  readonly comment?: string
}

const column = (name: string, type: string, rule = '', comment?: string): TableColumn => ({ name, type, rule, ...(comment !== undefined && { comment }) })

/** No foreign keys: some rows name others that are gone. */
export function tablesOf(company: Pick<Company, 'customers' | 'products' | 'orders' | 'orderItems'>): readonly Table[] {
  return [
    { name: 'customers', comment: 'A person or company that buys from us', columns: CUSTOMERS, indexes: ['email', 'lower(email)', 'created_at, id'], rows: company.customers },
    { name: 'products', comment: 'What we sell', columns: PRODUCTS, indexes: ['sku', 'category'], rows: company.products },
    { name: 'orders', comment: 'What a customer ordered', columns: ORDERS, indexes: ['order_no', 'customer_id, placed_at, id', 'placed_at, id', 'total, id'], rows: company.orders },
    { name: 'order_items', comment: 'One line of an order', columns: ORDER_ITEMS, indexes: ['order_id', 'product_id'], rows: company.orderItems },
  ]
}

const CUSTOMERS = [
  column('id', 'integer', 'primary key'),
  column('name', 'text', 'not null'),
  column('email', 'text', '', 'Compared without letter case'),
  column('country', 'text', '', 'ISO 3166 code'),
  column('tier', 'text', "not null check (tier in ('free', 'pro', 'enterprise'))"),
  column('created_at', 'timestamptz', 'not null', 'When the customer signed up'),
]
const PRODUCTS = [
  column('id', 'integer', 'primary key'),
  column('sku', 'text', 'not null', 'Stock keeping unit'),
  column('name', 'text', 'not null'),
  column('category', 'text', 'not null'),
  column('price', 'numeric(12, 2)', 'not null', 'List price in EUR'),
  column('launched_on', 'date', '', 'First day of sale'),
]
const ORDERS = [
  column('id', 'bigint', 'primary key'),
  column('order_no', 'text', 'not null', 'As printed on the invoice'),
  column('status', 'text', "not null check (status in ('pending', 'paid', 'shipped', 'returned', 'cancelled'))"),
  column('placed_at', 'timestamptz', 'not null'),
  column('total', 'numeric(14, 2)', 'not null', 'Sum of the items'),
  column('currency', 'text', 'not null'),
  column('customer_id', 'integer'),
]
const ORDER_ITEMS = [
  column('id', 'integer', 'primary key'),
  column('order_id', 'integer', 'not null'),
  column('product_id', 'integer'),
  column('quantity', 'integer', 'not null'),
  column('unit_price', 'numeric(12, 2)', 'not null', 'In EUR, as sold'),
]
