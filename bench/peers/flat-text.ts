/** Limit B: one flat statement a level, and the answer's text put together by hand. */
import { readEnvironment } from './environment.ts'
import { openTextPool, type TextRow } from './text-pool.ts'
import { serveText, writeCursor, type PageArguments } from './text-server.ts'

const read = openTextPool(readEnvironment())

serveText({
  'customers-orders-items': async ({ count }) => {
    const customers = await readCustomers(count)
    const orders = await read({ name: 'orders-of', text: 'select customer_id, id, order_no, status, placed_at, total from orders where customer_id = any($1::int[]) order by id' }, [keysOf(customers, 0)])
    const items = await read({ name: 'items-of', text: 'select order_id, id, product_id, quantity, unit_price from order_items where order_id = any($1::bigint[]) order by id' }, [keysOf(orders, 1)])
    const itemsOf = collectBy(items, (row) => `{"id":"${row[1]}","productId":${row[2]},"quantity":${row[3]},"unitPrice":"${row[4]}"}`)
    const ordersOf = collectBy(orders, (row) =>
      `{"id":"${row[1]}","number":${quote(row[2])},"status":"${upper(row[3])}","placedAt":"${instant(row[4])}","total":"${row[5]}","items":[${itemsOf.get(row[1]!) ?? ''}]}`)
    return inData('customers', list(customers, (row) => `{"id":"${row[0]}","name":${quote(row[1])},"email":${quote(row[2])},"orders":[${ordersOf.get(row[0]!) ?? ''}]}`))
  },
  'newest-orders': async ({ count, newest }) => {
    const customers = await readCustomers(count)
    const orders = await read({ name: `newest-${newest}`, text: `select k.id, o.id, o.order_no, o.placed_at, o.total from unnest($1::int[]) k(id) cross join lateral (
      select * from orders where customer_id = k.id order by placed_at desc, id desc limit ${newest}) o ` }, [keysOf(customers, 0)])
    const ordersOf = collectBy(orders, (row) => `{"id":"${row[1]}","number":${quote(row[2])},"placedAt":"${instant(row[3])}","total":"${row[4]}"}`)
    return inData('customers', list(customers, (row) => `{"id":"${row[0]}","name":${quote(row[1])},"orders":[${ordersOf.get(row[0]!) ?? ''}]}`))
  },
  'by-key': async ({ id }) => {
    const [row] = await read({ name: 'by-key', text: 'select id, name, email, country, tier, created_at from customers where id = $1' }, [id])
    return inData('customer', row === undefined ? 'null'
      : `{"id":"${row[0]}","name":${quote(row[1])},"email":${quote(row[2])},"country":${quote(row[3])},"tier":"${upper(row[4])}","createdAt":"${instant(row[5])}"}`)
  },
  'filtered-page': async ({ first }) => {
    const [rows, counted] = await Promise.all([
      read({ name: `paid-${first}`, text: pageSql(`status = 'paid'`, first) }, []),
      read({ name: 'paid-count', text: `select count(*) from orders where status = 'paid'` }, []),
    ])
    return inData('page', `{"totalCount":${counted[0]?.[0]},${printPage(rows, first)}}`)
  },
  'keyset-page': async (page) => inData('page', `{${printPage(await readPage(page), page.first)}}`),
  'flat-rows': async ({ count }) => {
    const rows = await read({ name: `flat-${count}`, text: `select id, order_no, status, placed_at, total, currency, customer_id from orders order by id limit ${count}` }, [])
    return inData('orders', list(rows, (row) =>
      `{"id":"${row[0]}","number":${quote(row[1])},"status":"${upper(row[2])}","placedAt":"${instant(row[3])}","total":"${row[4]}","currency":${quote(row[5])},"customerId":${row[6]}}`))
  },
})

const readCustomers = (count: number): Promise<readonly TextRow[]> => read({ name: `customers-${count}`, text: `select id, name, email from customers order by id desc limit ${count}` }, [])

function readPage({ first, after }: PageArguments): Promise<readonly TextRow[]> {
  if (after === null) return read({ name: `page-${first}`, text: pageSql('true', first) }, [])
  return read({ name: `page-after-${first}`, text: pageSql('(placed_at, id) < ($1, $2)', first) }, [after.placedAt, after.id])
}

/** One row more than the page is read, to know whether another page follows. */
const pageSql = (condition: string, first: number): string =>
  `select id, order_no, placed_at, total, customer_id from orders where ${condition} order by placed_at desc, id desc limit ${first + 1}`

function printPage(rows: readonly TextRow[], first: number): string {
  const page = rows.slice(0, first)
  const last = page.at(-1)
  const cursor = last === undefined ? 'null' : `"${writeCursor({ placedAt: last[2]!, id: last[0]! })}"`
  const nodes = list(page, (row) => `{"id":"${row[0]}","number":${quote(row[1])},"placedAt":"${instant(row[2])}","total":"${row[3]}","customerId":${row[4]}}`)
  return `"nodes":${nodes},"pageInfo":{"hasNextPage":${rows.length > first},"endCursor":${cursor}}`
}

type PrintRow = (row: TextRow) => string

/** The rows' texts by their first column, separated by commas. */
function collectBy(rows: readonly TextRow[], print: PrintRow): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  for (const row of rows) {
    const before = texts.get(row[0]!)
    texts.set(row[0]!, before === undefined ? print(row) : `${before},${print(row)}`)
  }
  return texts
}

function list(rows: readonly TextRow[], print: PrintRow): string {
  let text = ''
  for (const row of rows) text += text === '' ? print(row) : `,${print(row)}`
  return `[${text}]`
}

const keysOf = (rows: readonly TextRow[], column: number): readonly (string | null | undefined)[] => rows.map((row) => row[column])
const inData = (field: string, text: string): string => `{"data":{"${field}":${text}}}`
const quote = (value: string | null | undefined): string => JSON.stringify(value ?? null)
const upper = (value: string | null | undefined): string => (value ?? '').toUpperCase()
/** `2026-10-31 23:59:00+00`, as a session in UTC writes it. */
const instant = (value: string | null | undefined): string => `${value!.slice(0, 10)}T${value!.slice(11, -3)}Z`
