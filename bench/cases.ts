/** One question, put to every contender that has a document (or a statement) for it. */
export interface BenchCase {
  readonly name: string
  readonly title: string
  /** Names the document in `bench/documents/*`, and the route of the hand-written limits. */
  readonly document: string
  readonly variables: Readonly<Record<string, number | string>>
  /** Rows to page over before the measured page; its cursor becomes `$after`. */
  readonly skip?: number
  readonly database: 'postgres' | 'mongodb'
}

/** Newest customers have a handful of orders each; among the oldest is one with 400. */
export const CASES: readonly BenchCase[] = [
  { name: 'nested-20', title: '20 newest customers × all orders × all items', document: 'customers-orders-items', variables: { count: 20 }, database: 'postgres' },
  { name: 'nested-200', title: '200 newest customers × all orders × all items', document: 'customers-orders-items', variables: { count: 200 }, database: 'postgres' },
  { name: 'newest-orders', title: '50 newest customers × their 5 newest orders', document: 'newest-orders', variables: { count: 50, newest: 5 }, database: 'postgres' },
  { name: 'by-key', title: 'One customer by key', document: 'by-key', variables: { id: 42 }, database: 'postgres' },
  { name: 'filtered-page', title: 'A filtered page of 20 orders with the total count', document: 'filtered-page', variables: { first: 20 }, database: 'postgres' },
  { name: 'keyset-page', title: 'A page of 20 orders, 4,000 rows deep, by cursor', document: 'keyset-page', variables: { first: 20 }, skip: 4000, database: 'postgres' },
  { name: 'flat-rows', title: '2,000 flat rows', document: 'flat-rows', variables: { count: 2000 }, database: 'postgres' },
  { name: 'tickets', title: '50 newest customers × their tickets (MongoDB)', document: 'tickets', variables: { count: 50 }, database: 'mongodb' },
]
