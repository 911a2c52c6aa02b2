import { MongoClient, type Document } from 'mongodb'
import type { PeerEnvironment } from './environment.ts'

export interface TicketRow { readonly id: string; readonly customerId: number; readonly subject: string; readonly status: string; readonly productSku: string | null; readonly openedAt: Date }
export type ReadTickets = (customerIds: readonly number[]) => Promise<readonly TicketRow[]>

const FIELDS = { 'customer.ref': 1, subject: 1, state: 1, product_sku: 1, opened: 1 }

/** One query for all customers of a level, through the collection's index. */
export function openTickets({ mongodbUri, poolSize }: PeerEnvironment): ReadTickets {
  if (mongodbUri === '') return () => Promise.reject(new Error('the benchmark runs without MongoDB'))
  const tickets = new MongoClient(mongodbUri, { maxPoolSize: poolSize }).db('support').collection('tickets')
  return async (ids) => (await tickets.find({ 'customer.ref': { $in: [...ids] } }, { projection: FIELDS }).sort({ _id: 1 }).toArray()).map(readTicket)
}

const readTicket = (found: Document): TicketRow => ({
  id: String(found['_id']),
  customerId: Number(found['customer'].ref),
  subject: String(found['subject']),
  status: String(found['state']),
  productSku: found['product_sku'] ?? null,
  openedAt: readTime(String(found['opened'])),
})

/** `2026-10-31 23:59` or `31 Oct 2026 23:59:59`, in UTC. */
const readTime = (text: string): Date => new Date(text.includes('-') ? `${text.replace(' ', 'T')}Z` : `${text} UTC`)
