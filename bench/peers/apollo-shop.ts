import pg from 'pg'
import type { CustomerRow, ItemRow, OrderRow, PageKey } from './apollo-context.ts'
import type { PeerEnvironment } from './environment.ts'

/** The statements of a server written by hand: named, so that they are parsed once a connection, and one a level. */
export interface Shop {
  listNewestCustomers(limit: number): Promise<readonly CustomerRow[]>
  findCustomers(ids: readonly number[]): Promise<readonly CustomerRow[]>
  listOrders(limit: number): Promise<readonly OrderRow[]>
  findOrdersOf(customerIds: readonly number[]): Promise<readonly OrderRow[]>
  findNewestOrdersOf(customerIds: readonly number[], limit: number): Promise<readonly OrderRow[]>
  findItemsOf(orderIds: readonly string[]): Promise<readonly ItemRow[]>
  pageOrders(page: { readonly status: string | null; readonly limit: number; readonly after: PageKey | null }): Promise<readonly OrderRow[]>
  countOrders(status: string | null): Promise<number>
}

const CUSTOMER = 'id, name, email, country, tier, created_at as "createdAt"'
const ORDER = 'id, order_no as number, status, placed_at as "placedAt", total, currency, customer_id as "customerId"'
const NEWEST_FIRST = 'order by placed_at desc, id desc'

export function openShop({ postgresUri, poolSize }: PeerEnvironment): Shop {
  const pool = new pg.Pool({ connectionString: postgresUri, max: poolSize })
  const read = async <Row extends object>(name: string, text: string, values: unknown[] = []): Promise<readonly Row[]> => (await pool.query<Row>({ name, text, values })).rows
  return {
    listNewestCustomers: (limit) => read(`newest-customers-${limit}`, `select ${CUSTOMER} from customers order by id desc limit ${limit}`),
    findCustomers: (ids) => read('customers-by-id', `select ${CUSTOMER} from customers where id = any($1::int[])`, [ids]),
    listOrders: (limit) => read(`orders-${limit}`, `select ${ORDER} from orders order by id limit ${limit}`),
    findOrdersOf: (ids) => read('orders-of', `select ${ORDER} from orders where customer_id = any($1::int[]) order by id`, [ids]),
    findNewestOrdersOf: (ids, limit) => read(`newest-orders-of-${limit}`, `select o.* from unnest($1::int[]) as key(id)
      cross join lateral (select ${ORDER} from orders where customer_id = key.id ${NEWEST_FIRST} limit ${limit}) o`, [ids]),
    findItemsOf: (ids) => read('items-of', `select id, order_id::text as "orderId", product_id as "productId", quantity, unit_price as "unitPrice"
      from order_items where order_id = any($1::bigint[]) order by id`, [ids]),
    pageOrders: ({ status, limit, after }) => {
      const conditions = [...(status === null ? [] : ['status = $1']), ...(after === null ? [] : [`(placed_at, id) < ($${status === null ? 1 : 2}, $${status === null ? 2 : 3})`])]
      const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
      const values = [...(status === null ? [] : [status]), ...(after === null ? [] : [after.placedAt, after.id])]
      return read(`orders-page-${limit}-${conditions.join('-')}`, `select ${ORDER} from orders ${where} ${NEWEST_FIRST} limit ${limit}`, values)
    },
    countOrders: async (status) => {
      const [row] = status === null
        ? await read<{ count: string }>('count', 'select count(*) from orders')
        : await read<{ count: string }>('count-status', 'select count(*) from orders where status = $1', [status])
      return Number(row?.count)
    },
  }
}
