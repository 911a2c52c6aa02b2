/** Limit A: one statement writes the whole answer as JSON, and its text is passed through. */
import { readEnvironment } from './environment.ts'
import { openTextPool } from './text-pool.ts'
import { serveText, type PageArguments, type TextRoute } from './text-server.ts'

const read = openTextPool(readEnvironment())

const ORDER_FIELDS = `'id', o.id::text, 'number', o.order_no, 'placedAt', o.placed_at, 'total', o.total::text`
const PAGE_FIELDS = `${ORDER_FIELDS}, 'customerId', o.customer_id`
const ITEMS = `(select coalesce(json_agg(json_build_object('id', i.id::text, 'productId', i.product_id, 'quantity', i.quantity, 'unitPrice', i.unit_price::text) order by i.id), '[]')
  from order_items i where i.order_id = o.id)`
const ORDERS = `(select coalesce(json_agg(json_build_object(${ORDER_FIELDS}, 'status', upper(o.status), 'items', ${ITEMS}) order by o.id), '[]') from orders o where o.customer_id = c.id)`
const CURSOR = `rtrim(translate(encode(convert_to(o.placed_at || '|' || o.id, 'UTF8'), 'base64'), E'+/\\n', '-_'), '=')`

/** The number of rows stands in the text: as a parameter it would keep PostgreSQL from a generic plan. */
serveText({
  'customers-orders-items': ({ count }) => answer(`nested-${count}`, `select json_build_object('data', json_build_object('customers',
    json_agg(json_build_object('id', c.id::text, 'name', c.name, 'email', c.email, 'orders', ${ORDERS}) order by c.id desc)))
    from (select * from customers order by id desc limit ${count}) c`),
  'newest-orders': ({ count, newest }) => answer(`newest-${count}-${newest}`, `select json_build_object('data', json_build_object('customers',
    json_agg(json_build_object('id', c.id::text, 'name', c.name, 'orders', n.orders) order by c.id desc)))
    from (select * from customers order by id desc limit ${count}) c
    cross join lateral (select coalesce(json_agg(json_build_object(${ORDER_FIELDS}) order by o.placed_at desc, o.id desc), '[]') as orders
      from (select * from orders where customer_id = c.id order by placed_at desc, id desc limit ${newest}) o) n`),
  'by-key': ({ id }) => answer('by-key', `select json_build_object('data', json_build_object('customer', (
    select json_build_object('id', id::text, 'name', name, 'email', email, 'country', country, 'tier', upper(tier), 'createdAt', created_at) from customers where id = $1)))`, [id]),
  'filtered-page': ({ first }) => answer(`filtered-${first}`, pageSql(`status = 'paid'`, first, `'totalCount', (select count(*) from orders where status = 'paid'), `)),
  'keyset-page': keysetPage,
  'flat-rows': ({ count }) => answer(`flat-${count}`, `select json_build_object('data', json_build_object('orders',
    json_agg(json_build_object(${PAGE_FIELDS}, 'status', upper(o.status), 'currency', o.currency) order by o.id)))
    from (select * from orders order by id limit ${count}) o`),
} satisfies Record<string, TextRoute>)

function keysetPage({ first, after }: PageArguments): Promise<string> {
  if (after === null) return answer(`page-${first}`, pageSql('true', first))
  return answer(`page-after-${first}`, pageSql('(placed_at, id) < ($1, $2)', first), [after.placedAt, after.id])
}

/** One row more than the page is read, to know whether another page follows. */
function pageSql(condition: string, first: number, counted = ''): string {
  return `select json_build_object('data', json_build_object('page', json_build_object(${counted}
    'nodes', coalesce(json_agg(json_build_object(${PAGE_FIELDS}) order by o.place) filter (where o.place <= ${first}), '[]'),
    'pageInfo', json_build_object('hasNextPage', count(*) > ${first}, 'endCursor', (array_agg(${CURSOR} order by o.place) filter (where o.place <= ${first}))[least(count(*), ${first})]))))
    from (select *, row_number() over (order by placed_at desc, id desc) as place from (
      select * from orders where ${condition} order by placed_at desc, id desc limit ${first + 1}) page) o`
}

async function answer(name: string, text: string, values: readonly unknown[] = []): Promise<string> {
  const [row] = await read({ name, text }, values)
  return row?.[0] ?? 'null'
}
