import { makeExecutableSchema } from '@graphql-tools/schema'
import { GraphQLScalarType, type GraphQLSchema } from 'graphql'
import type { CustomerRow, OrderRow, PageKey, ShopContext } from './apollo-context.ts'

const TYPES = `
  scalar DateTime
  scalar Decimal
  enum CustomerTier { FREE PRO ENTERPRISE }
  enum OrderStatus { PENDING PAID SHIPPED RETURNED CANCELLED }
  enum TicketStatus { OPEN PENDING SOLVED }
  type Query {
    newestCustomers(limit: Int!): [Customer!]!
    customer(id: ID!): Customer
    orders(limit: Int!): [Order!]!
    ordersPage(status: OrderStatus, first: Int!, after: String): OrderPage!
  }
  type Customer {
    id: ID! name: String! email: String country: String tier: CustomerTier! createdAt: DateTime!
    orders: [Order!]!
    newestOrders(limit: Int!): [Order!]!
    tickets: [Ticket!]
  }
  type Order { id: ID! number: String! status: OrderStatus! placedAt: DateTime! total: Decimal! currency: String! customerId: Int items: [OrderItem!]! }
  type OrderItem { id: ID! productId: Int quantity: Int! unitPrice: Decimal! }
  type OrderPage { totalCount: Int! nodes: [Order!]! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type Ticket { id: ID! subject: String! status: TicketStatus! productSku: String openedAt: DateTime! }
`

interface OrderPage { readonly status: string | null; readonly rows: readonly OrderRow[]; readonly first: number }

const lowerCase = (names: readonly string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, name.toLowerCase()]))

const RESOLVERS = {
  DateTime: new GraphQLScalarType<Date, string>({ name: 'DateTime', serialize: (value) => (value as Date).toISOString() }),
  CustomerTier: lowerCase(['FREE', 'PRO', 'ENTERPRISE']),
  OrderStatus: lowerCase(['PENDING', 'PAID', 'SHIPPED', 'RETURNED', 'CANCELLED']),
  TicketStatus: lowerCase(['OPEN', 'PENDING', 'SOLVED']),
  Query: {
    newestCustomers: (_: unknown, { limit }: { limit: number }, { shop }: ShopContext) => shop.listNewestCustomers(limit),
    customer: (_: unknown, { id }: { id: string }, { loaders }: ShopContext) => loaders.customer.load(Number(id)),
    orders: (_: unknown, { limit }: { limit: number }, { shop }: ShopContext) => shop.listOrders(limit),
    ordersPage: async (_: unknown, { status = null, first, after }: { status?: string | null; first: number; after?: string }, { shop }: ShopContext): Promise<OrderPage> =>
      ({ status, first, rows: await shop.pageOrders({ status, limit: first + 1, after: after === undefined ? null : readCursor(after) }) }),
  },
  Customer: {
    orders: ({ id }: CustomerRow, _: unknown, { loaders }: ShopContext) => loaders.ordersOf.load(id),
    newestOrders: ({ id }: CustomerRow, { limit }: { limit: number }, { loaders }: ShopContext) => loaders.newestOrdersOf(limit).load(id),
    tickets: ({ id }: CustomerRow, _: unknown, { loaders }: ShopContext) => loaders.ticketsOf.load(id),
  },
  Order: { items: ({ id }: OrderRow, _: unknown, { loaders }: ShopContext) => loaders.itemsOf.load(id) },
  OrderPage: {
    totalCount: ({ status }: OrderPage, _: unknown, { shop }: ShopContext) => shop.countOrders(status),
    nodes: ({ rows, first }: OrderPage) => rows.slice(0, first),
    pageInfo: ({ rows, first }: OrderPage) => ({ hasNextPage: rows.length > first, endCursor: writeCursor(rows.slice(0, first).at(-1)) }),
  },
}

export function createShopSchema(): GraphQLSchema {
  return makeExecutableSchema({ typeDefs: TYPES, resolvers: RESOLVERS })
}

function readCursor(text: string): PageKey {
  const [placedAt = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|')
  return { placedAt: new Date(placedAt), id }
}

const writeCursor = (row: PageKey | undefined): string | null => (row === undefined ? null : Buffer.from(`${row.placedAt.toISOString()}|${row.id}`).toString('base64url'))
