import { describe, expect, it } from 'vitest'
import { generateCompany } from '../../src/sandbox/company/generate-company.ts'

const { customers, products, orders, orderItems, tickets, webEvents, reviews, articles, slack } = generateCompany()

const customerIds = new Set<number | null | undefined>(customers.map(({ id }) => id))
const productIds = new Set<number | null | undefined>(products.map(({ id }) => id))
const orderIds = new Set(orders.map(({ id }) => id))
const skus = new Set<string | null | undefined>(products.map(({ sku }) => sku))

/** How many keys name nobody. */
const orphans = <T>(keys: readonly T[], known: ReadonlySet<T>): number => keys.filter((key) => key !== null && key !== undefined && !known.has(key)).length

describe('keys that lead nowhere', () => {
  it.each([
    ['orders → customers', orphans(orders.map(({ customer_id }) => customer_id), customerIds)],
    ['items → orders', orphans(orderItems.map(({ order_id }) => BigInt(order_id)), orderIds)],
    ['items → products', orphans(orderItems.map(({ product_id }) => product_id), productIds)],
    ['tickets → customers', orphans(tickets.map(({ customer }) => customer?.ref), customerIds)],
    ['tickets → products', orphans(tickets.map(({ product_sku }) => product_sku), skus)],
    ['events → customers', orphans(webEvents.map(({ cust }) => cust), customerIds)],
    ['events → products', orphans(webEvents.map(({ prod }) => prod), productIds)],
    ['reviews → customers', orphans(reviews.map(({ payload }) => payload.customer_id), customerIds)],
    ['reviews → products', orphans(reviews.map(({ payload }) => payload.product_id), productIds)],
    ['articles → products', orphans(articles.map(({ payload }) => payload.product_id), productIds)],
  ])('%s: some, not many', (_, count) => {
    expect(count).toBeGreaterThan(0)
    expect(count).toBeLessThan(300)
  })

  it.each([
    ['orders', orders.map(({ customer_id }) => customer_id)],
    ['items', orderItems.map(({ product_id }) => product_id)],
    ['tickets', tickets.map(({ customer }) => customer?.ref)],
    ['skus of tickets', tickets.map(({ product_sku }) => product_sku)],
    ['events', webEvents.map(({ cust }) => cust)],
    ['reviews', reviews.map(({ payload }) => payload.customer_id)],
    ['articles', articles.map(({ payload }) => payload.product_id)],
  ])('%s have some that are NULL', (_, keys) => {
    expect(keys.filter((key) => key === null).length).toBeGreaterThan(0)
  })

  it('Slack names an order that does not exist and an address of nobody', () => {
    const text = slack.messages.map((message) => message.text).join('\n')
    expect(text).toContain('SO-2024-000012')
    expect(text).toContain('XSO-2024-00001')
    expect(text).toContain('nobody@nowhere.example')
  })
})

describe('customers', () => {
  it('one has exactly 400 orders, more than anybody else', () => {
    const counts = Map.groupBy(orders, ({ customer_id }) => customer_id)
    const largest = [...counts].filter(([id]) => id !== null).toSorted(([, a], [, b]) => b.length - a.length)
    expect(largest[0]?.[1].length).toBe(400)
    expect(largest[1]?.[1].length).toBeLessThan(200)
  })

  it('some have nothing at all', () => {
    const active = new Set<number | null | undefined>([...orders.map(({ customer_id }) => customer_id), ...tickets.map(({ customer }) => customer?.ref), ...webEvents.map(({ cust }) => cust), ...reviews.map(({ payload }) => payload.customer_id)])
    expect(customers.filter(({ id }) => !active.has(id)).length).toBeGreaterThanOrEqual(10)
  })

  it('some have no address, some no country', () => {
    expect(customers.filter(({ email }) => email === null).length).toBeGreaterThan(3)
    expect(customers.filter(({ country }) => country === null).length).toBeGreaterThan(3)
  })

  it('are guests in Slack, under an address written in another letter case too', () => {
    const emails = new Map(customers.flatMap(({ email }) => (email === null ? [] : [[email.toLowerCase(), email] as const])))
    const guests = slack.users.filter(({ profile }) => emails.has(profile.email?.toLowerCase() ?? ''))
    expect(guests.length).toBeGreaterThan(30)
    expect(guests.filter(({ profile }) => profile.email !== emails.get(profile.email?.toLowerCase() ?? '')).length).toBeGreaterThan(5)
    const writing = new Set(slack.messages.map(({ user }) => user))
    expect(guests.filter(({ id }) => writing.has(id)).length).toBeGreaterThan(25)
  })
})

describe('values that are easily lost', () => {
  it('keys beyond 2^53, without items', () => {
    expect(orderIds.has(9_007_199_254_740_993n)).toBe(true)
    expect(webEvents.some(({ _id }) => _id === 9_007_199_254_740_995n)).toBe(true)
    expect(orders.find(({ id }) => id === 9_007_199_254_740_993n)?.total).toBe('0.00')
  })

  it('instants finer than a millisecond, and on the borders of periods', () => {
    const placed = orders.map(({ placed_at }) => placed_at)
    expect(placed.some((instant) => /\.\d{6}Z$/.test(instant))).toBe(true)
    for (const border of ['2024-12-31T23:59:59.999999Z', '2025-01-01T00:00:00Z', '2025-03-30T01:00:00Z', '2026-10-25T01:00:00Z', '2026-10-31T23:30:00Z']) expect(placed).toContain(border)
  })

  it('cents, and prices that tie', () => {
    expect(products.some(({ price }) => !price.endsWith('0'))).toBe(true)
    expect(products.some(({ price }) => Number(price) < 1)).toBe(true)
    expect(new Set(products.map(({ price }) => price)).size).toBeLessThan(products.length)
    expect(new Set(customers.map(({ created_at }) => created_at)).size).toBeLessThan(customers.length)
  })

  it('products that nobody bought, and some without a first day', () => {
    const sold = new Set(orderItems.map(({ product_id }) => product_id))
    expect(products.filter(({ id }) => !sold.has(id)).length).toBeGreaterThanOrEqual(5)
    expect(products.filter(({ launched_on }) => launched_on === null).length).toBeGreaterThanOrEqual(5)
  })
})

describe('documents that lack something', () => {
  it('tell missing, null and empty apart', () => {
    const kinds = (field: 'tags' | 'body' | 'thread' | 'customer' | 'product_sku'): string[] => [...new Set(tickets.map((ticket) => kindOf(ticket, field)))].toSorted()
    expect(kinds('tags')).toEqual(['empty', 'missing', 'null', 'value'])
    expect(kinds('body')).toEqual(['empty', 'missing', 'null', 'value'])
    expect(kinds('thread')).toEqual(['empty', 'missing', 'value'])
    expect(kinds('customer')).toEqual(['missing', 'value'])
    expect(kinds('product_sku')).toEqual(['missing', 'null', 'value'])
  })

  function kindOf(document: object, field: string): string {
    if (!Object.hasOwn(document, field)) return 'missing'
    const value: unknown = Object.entries(document).find(([name]) => name === field)?.[1]
    if (value === null) return 'null'
    return value === '' || (Array.isArray(value) && value.length === 0) ? 'empty' : 'value'
  }

  it('write their time in two formats', () => {
    const formats = [/^\d{4}-\d\d-\d\d \d\d:\d\d$/, /^\d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d$/]
    const counts = formats.map((format) => tickets.filter(({ opened }) => format.test(opened)).length)
    expect(Math.min(...counts)).toBeGreaterThan(300)
    expect(counts[0]! + counts[1]!).toBe(tickets.length)
  })
})

describe('text', () => {
  const scripts = { Han: /\p{Script=Han}/u, Kana: /\p{Script=Hiragana}|\p{Script=Katakana}/u, Arabic: /\p{Script=Arabic}/u, Cyrillic: /\p{Script=Cyrillic}/u, emoji: /\p{Extended_Pictographic}/u, combining: /\p{Mn}/u, sharp: /ß/, quote: /"/, backslash: /\\/, percent: /%/ }

  it.each([
    ['names', customers.map(({ name }) => name), ['Han', 'Kana', 'Arabic', 'Cyrillic', 'emoji', 'combining', 'sharp', 'quote', 'backslash', 'percent']],
    ['reviews', reviews.map(({ payload }) => payload.body), ['Han', 'Kana', 'Arabic', 'Cyrillic', 'emoji', 'sharp', 'quote', 'backslash', 'percent']],
    ['messages', slack.messages.map((message) => message.text), ['Han', 'Kana', 'Arabic', 'Cyrillic', 'emoji', 'combining', 'sharp', 'quote', 'backslash', 'percent']],
  ] as const)('of %s is written in many scripts', (_, texts, wanted) => {
    const found = wanted.filter((name) => texts.some((text) => scripts[name].test(text)))
    expect(found).toEqual(wanted)
  })

  it('of Slack names addresses plainly and as links, and threads and reactions are there', () => {
    const texts = slack.messages.map((message) => message.text)
    expect(texts.filter((text) => /<mailto:([^|>]+)\|\1>/.test(text)).length).toBeGreaterThan(200)
    expect(texts.filter((text) => /(^|\s)[\w.]+@/.test(text)).length).toBeGreaterThan(100)
    expect(slack.messages.filter(({ thread_ts, ts }) => thread_ts !== undefined && thread_ts !== ts).length).toBeGreaterThan(500)
    expect(slack.messages.filter(({ reactions }) => reactions !== undefined).length).toBeGreaterThan(300)
    expect(slack.messages.some(({ user }) => user === undefined)).toBe(true)
    expect(slack.users.filter(({ is_bot }) => is_bot).length).toBe(5)
  })

  it('of Slack lets every answer follow a message that is there', () => {
    const heads = new Map(slack.messages.map((message) => [message.channel + message.ts, message]))
    for (const { channel, ts, thread_ts } of slack.messages) {
      if (thread_ts === undefined || thread_ts === ts) continue
      expect(heads.get(channel + thread_ts)?.thread_ts).toBe(thread_ts)
      expect(Number(ts)).toBeGreaterThan(Number(thread_ts))
    }
  })
})
