import { describe, expect, it } from 'vitest'
import { CrossgraphError } from '../../src/errors.ts'
import { toCents } from '../../src/sandbox/company/money.ts'
import { generateCompany } from '../../src/sandbox/company/generate-company.ts'
import { stampOf } from '../../src/sandbox/fill/stamp.ts'

const company = generateCompany()
const { customers, products, orders, orderItems, tickets, webEvents, reviews, articles, slack } = company

const customerIds = new Set(customers.map(({ id }) => id))
const productIds = new Set(products.map(({ id }) => id))
const instantOf = (opened: string): number => Date.parse(`${opened} UTC`)

describe('the demo company', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(stampOf(generateCompany())).toBe(stampOf(company))
    expect(stampOf(company), 'on every machine; changes when its texts or numbers do').toBe('2fdccb0e529d04e5')
    expect(stampOf(generateCompany({ seed: 2 }))).not.toBe(stampOf(company))
  })

  it('has the size that is promised', () => {
    const sizes = Object.fromEntries(Object.entries({ customers, products, orders, tickets, webEvents, reviews, articles, messages: slack.messages }).map(([name, rows]) => [name, rows.length]))
    expect(sizes).toEqual({ customers: 500, products: 80, orders: 5_000, tickets: 1_200, webEvents: 20_000, reviews: 2_000, articles: 150, messages: 3_000 })
    expect(orderItems.length).toBeGreaterThan(14_000)
    expect(orderItems.length).toBeLessThan(16_500)
  })

  it('grows by its scale', () => {
    const double = generateCompany({ scale: 2 })
    expect([double.customers.length, double.products.length, double.orders.length, double.tickets.length, double.reviews.length, double.slack.messages.length]).toEqual([1_000, 160, 10_000, 2_400, 4_000, 6_000])
    expect(new Set(double.products.map(({ name }) => name)).size).toBeGreaterThan(155)
  })

  it.each([0, -1, 1.5, 41, Number.NaN])('refuses scale %s', (scale) => {
    expect(() => generateCompany({ scale })).toThrow(CrossgraphError)
  })

  it('gives every row a key of its own', () => {
    const keys: Record<string, readonly unknown[]> = {
      customers: customers.map(({ id }) => id), products: products.map(({ id }) => id), skus: products.map(({ sku }) => sku), orders: orders.map(({ id }) => id), numbers: orders.map(({ order_no }) => order_no),
      items: orderItems.map(({ id }) => id), tickets: tickets.map(({ _id }) => _id), events: webEvents.map(({ _id }) => _id), reviews: reviews.map(({ id }) => id), articles: articles.map(({ id }) => id),
      users: slack.users.map(({ id }) => id), channels: slack.channels.map(({ id }) => id), messages: slack.messages.map(({ channel, ts }) => channel + ts),
    }
    for (const [name, values] of Object.entries(keys)) expect(new Set(values).size, name).toBe(values.length)
  })
})

describe('what hangs together', () => {
  it('totals an order exactly from its items', () => {
    const sums = new Map<number, number>()
    for (const { order_id, quantity, unit_price } of orderItems) sums.set(order_id, (sums.get(order_id) ?? 0) + quantity * toCents(unit_price))
    for (const { id, total } of orders) expect(toCents(total), String(id)).toBe(sums.get(Number(id)) ?? 0)
  })

  it('numbers orders in the year in which they were placed', () => {
    for (const { order_no, placed_at } of orders) {
      expect(order_no).toMatch(/^SO-[0-9]{4}-[0-9]{5}$/)
      expect(order_no.slice(3, 7)).toBe(placed_at.slice(0, 4))
    }
  })

  it('lets nobody order before they signed up, nor what was not on sale', () => {
    const signedUp = new Map(customers.map(({ id, created_at }) => [id, Date.parse(created_at)]))
    const launched = new Map(products.map(({ id, launched_on }) => [id, Date.parse(launched_on ?? '2024-01-01')]))
    const placed = new Map(orders.map(({ id, placed_at }) => [Number(id), Date.parse(placed_at)]))
    for (const { customer_id, placed_at } of orders) expect(Date.parse(placed_at)).toBeGreaterThanOrEqual(signedUp.get(customer_id ?? 0) ?? 0)
    for (const { order_id, product_id } of orderItems) expect(placed.get(order_id) ?? Infinity).toBeGreaterThanOrEqual(launched.get(product_id ?? 0) ?? 0)
  })

  it('lies within the time that the demo tells of', () => {
    const instants = [
      ...customers.map(({ created_at }) => created_at), ...orders.map(({ placed_at }) => placed_at), ...webEvents.map(({ ts }) => ts), ...reviews.map(({ payload }) => payload.written_at),
      ...tickets.flatMap(({ thread }) => (thread ?? []).map(({ at }) => at)),
    ].map((instant) => Date.parse(instant))
    const all = [...instants, ...tickets.map(({ opened }) => instantOf(opened)), ...slack.messages.map(({ ts }) => Number(ts) * 1000)]
    expect(Math.min(...all)).toBeGreaterThanOrEqual(Date.UTC(2024, 0, 1))
    expect(Math.max(...all)).toBeLessThan(Date.UTC(2026, 10, 1))
  })

  it('reviews what the customer had bought', () => {
    const bought = new Set(orderItems.map(({ order_id, product_id }) => `${orders[order_id - 1]?.customer_id}/${product_id}`))
    const known = reviews.filter(({ payload }) => customerIds.has(payload.customer_id ?? 0) && productIds.has(payload.product_id ?? 0))
    expect(known.length).toBeGreaterThan(1_800)
    const strangers = known.filter(({ payload }) => !bought.has(`${payload.customer_id}/${payload.product_id}`))
    expect(strangers.length).toBe(0)
  })
})

describe('what there is to find', () => {
  const productNamed = (name: string): number => products.find((product) => product.name === name)?.id ?? 0

  it.each([['Fjell Winter Hiking Boots', /waterproof|leak|wet|water|soaked|rain/i], ['Tramontana Headlamp 400', /battery|charg|drain/i], ['Polaris Trekking Backpack 60L', /zip/i]])('returns and bad reviews of the %s', (name, theme) => {
    const id = productNamed(name)
    const returned = unitsOf(id, ['returned']) / unitsOf(id, ['returned', 'paid', 'shipped'])
    const bad = reviews.filter(({ payload }) => payload.product_id === id && payload.stars < 3)
    expect(returned).toBeGreaterThan(0.2)
    expect(bad.filter(({ payload }) => theme.test(payload.body)).length / bad.length).toBeGreaterThan(0.5)
  })

  function unitsOf(product: number, states: readonly string[]): number {
    const lines = orderItems.filter(({ product_id, order_id }) => product_id === product && states.includes(orders[order_id - 1]?.status ?? ''))
    return lines.reduce((sum, { quantity }) => sum + quantity, 0)
  }

  it('a wave of tickets in September and October 2026', () => {
    const inWave = tickets.filter(({ opened }) => instantOf(opened) >= Date.UTC(2026, 8, 1))
    expect(inWave.length).toBeGreaterThan(250)
    expect(inWave.filter(({ tags }) => tags?.some((tag) => ['shipping', 'delay', 'carrier'].includes(tag))).length).toBeGreaterThan(100)
  })

  it('customers who complain about shipping in Slack in October 2026 and have an open ticket', () => {
    const october = slack.messages.filter(({ ts, text }) => Number(ts) * 1000 >= Date.UTC(2026, 9, 1) && /shipping|delivery|parcel/i.test(text))
    const complaining = new Set(october.flatMap(({ text, user }) => [slack.users.find(({ id }) => id === user)?.profile.email ?? '', ...(text.match(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g) ?? [])]).map((email) => email.toLowerCase()))
    const waiting = new Set(tickets.filter(({ state }) => state === 'open').map(({ customer }) => customer?.ref))
    const both = customers.filter(({ id, email }) => email !== null && complaining.has(email.toLowerCase()) && waiting.has(id))
    expect(both.length).toBeGreaterThanOrEqual(8)
  })

  it('more revenue before Christmas than after', () => {
    const revenue = (from: string, to: string): number => orders.filter(({ placed_at, status }) => placed_at >= from && placed_at < to && (status === 'paid' || status === 'shipped')).reduce((sum, { total }) => sum + toCents(total), 0)
    expect(revenue('2025-11-01', '2026-01-01')).toBeGreaterThan(1.3 * revenue('2026-01-01', '2026-03-01'))
  })
})
