import type { Company, Memory } from '../door/memory-rows.ts'

const at = (day: string): string => `2026-${day}T12:00:00.000Z`

const customers: readonly Memory[] = [
  { id: '1', name: 'Ada', email: 'ada@mail.example', country: 'DE', tier: 'PRO', createdAt: at('01-01') },
  { id: '2', name: 'Bo', email: 'Bo@Mail.example', country: null, tier: 'FREE', createdAt: at('01-02') },
  { id: '3', name: 'Cy', email: null, country: 'FR', tier: 'ENTERPRISE', createdAt: at('01-03') },
  { id: '10', name: 'Di', email: 'di@mail.example', country: 'DE', tier: 'FREE', createdAt: at('01-03') },
]

const products: readonly Memory[] = [
  { id: '1', sku: 'LAMP', name: 'Lamp', category: 'Home', price: '19.90', launchedAt: '2025-05-01' },
  { id: '2', sku: 'DESK', name: 'Desk', category: 'Office', price: '250.00', launchedAt: null },
]

const orders: readonly Memory[] = [
  { id: '1', number: 'SO-2026-00001', status: 'PAID', placedAt: at('02-01'), total: '10.10', currency: 'EUR', customerId: 1 },
  { id: '2', number: 'SO-2026-00002', status: 'SHIPPED', placedAt: at('02-02'), total: '20.20', currency: 'EUR', customerId: 1 },
  { id: '3', number: 'SO-2026-00003', status: 'PENDING', placedAt: at('02-03'), total: '30.30', currency: 'EUR', customerId: 2 },
  { id: '4', number: 'SO-2026-00004', status: 'PAID', placedAt: at('02-04'), total: '0.05', currency: 'EUR', customerId: null },
  { id: '5', number: 'SO-2026-00005', status: 'PAID', placedAt: at('02-05'), total: '7.00', currency: 'EUR', customerId: 99 },
  { id: '6', number: 'SO-2026-00006', status: 'CANCELLED', placedAt: at('02-06'), total: '5.00', currency: 'EUR', customerId: 1 },
]

const orderItems: readonly Memory[] = [
  { id: '1', orderId: 1, productId: 1, quantity: 2, unitPrice: '5.05' },
  { id: '2', orderId: 1, productId: 2, quantity: 1, unitPrice: '0.00' },
  { id: '3', orderId: 2, productId: 2, quantity: 3, unitPrice: '6.00' },
  { id: '4', orderId: 3, productId: null, quantity: 1, unitPrice: '30.30' },
]

const ticket = (n: number, more: Memory): Memory => ({ id: String(n).padStart(24, '0'), status: 'OPEN', priority: 'LOW', subject: `ticket ${n}`, openedAt: at('03-01'), ...more })
const tickets: readonly Memory[] = [
  ticket(1, { customerId: 1, productSku: 'LAMP', tags: ['late', 'refund'], messages: [{ at: at('03-02'), author: 'Ada', text: 'hello' }, { at: at('03-03'), author: 'Eve', text: 'sorry' }] }),
  ticket(2, { customerId: 1, productSku: null, tags: [], status: 'SOLVED', priority: 'URGENT', messages: [{ at: at('03-02'), author: 'Eve', text: 'hello' }] }),
  ticket(3, { customerId: 3, productSku: 'GONE', tags: null, messages: null }),
]

const reviews: readonly Memory[] = [
  { id: '1', productId: 1, customerId: 1, rating: 5, text: 'bright light', writtenAt: at('04-01') },
  { id: '2', productId: 1, customerId: 2, rating: 1, text: 'broken lamp, no light', writtenAt: at('04-02') },
  { id: '3', productId: 2, customerId: 1, rating: 4, text: 'solid', writtenAt: at('04-03') },
]

const message = (n: number, more: Memory): Memory => ({ permalink: `p${n}`, ts: `1.00000${n}`, text: '', sentAt: at('05-01'), channelId: 'C1', authorId: null, mentionedEmails: [], mentionedNumbers: [], ...more })
const messages: readonly Memory[] = [
  message(1, { authorId: 'U1', threadTs: '1.000001', mentionedEmails: ['bo@mail.example', 'ADA@mail.example', 'nobody@mail.example'] }),
  message(2, { authorId: 'U2', threadTs: '1.000001', replyTo: '1.000001', mentionedNumbers: ['SO-2026-00002', 'SO-2026-00001'] }),
  message(3, { authorId: 'U1', mentionedEmails: ['Di@mail.example'] }),
  message(4, { mentionedEmails: null }),
]

/** The demo company, a few rows of each: keys that are null, that lead nowhere, that differ in letter case, and 10 after 3. */
export const demoCompany: Company = new Map([
  ['Customer', customers], ['Product', products], ['Order', orders], ['OrderItem', orderItems], ['Ticket', tickets], ['Review', reviews], ['SlackMessage', messages],
  ['SlackUser', [{ id: 'U1', name: 'ada', email: 'ADA@mail.example', isBot: false }, { id: 'U2', name: 'bot', email: null, isBot: true }]],
  ['SlackChannel', [{ id: 'C1', name: 'general', topic: null }]],
])
