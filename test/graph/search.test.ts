import { describe, expect, it } from 'vitest'
import type { Company, Memory } from '../door/memory-rows.ts'
import { catalogFrom, demoCatalog, openGraph, valueAt } from './open-graph.ts'

const review = (id: number, productId: number | null, text: string): Memory => ({ id: String(id), productId, customerId: id % 2, rating: id, text, writtenAt: '2026-01-01T00:00:00.000Z' })
const company: Company = new Map<string, readonly Memory[]>([
  ['Review', [review(1, 2, 'bright light but heavy lamp'), review(2, 1, 'light lamp'), review(3, 2, 'light light'), review(4, 3, 'heavy light'), review(5, null, 'light'), review(6, 1, 'dull lamp')]],
  ['Product', [1, 2, 3, 4].map((n) => ({ id: String(n), sku: `S${n}`, name: `P${n}`, category: n === 2 ? 'Home' : 'Office', price: '1.00' }))],
  ['Customer', [{ id: '0', name: 'Even', tier: 'FREE' }, { id: '1', name: 'Odd', tier: 'FREE' }]],
])
const graph = openGraph(demoCatalog(), company)
const ask = async (text: string): Promise<unknown> => (await graph.run(text)).data

describe('search', () => {
  it('is best first, with the score, ties by key', async () => {
    expect(await ask('{ reviews(search: {text: "light"}) { id score } }')).toEqual({ reviews: [
      { id: '3', score: 1 }, { id: '5', score: 1 }, { id: '2', score: 0.5 }, { id: '4', score: 0.5 }, { id: '1', score: 0.2 },
    ] })
  })

  it('goes with filters, limits, orders and minScore', async () => {
    expect(await ask('{ reviews(search: {text: "light", minScore: 0.4}, where: {productId: {isNull: false}}, limit: 2) { id } }')).toEqual({ reviews: [{ id: '3' }, { id: '2' }] })
    expect(await ask('{ reviews(search: {text: "light"}, orderBy: [{rating: ASC}], limit: 2) { id } }')).toEqual({ reviews: [{ id: '1' }, { id: '2' }] })
  })

  it('has pages and a count', async () => {
    const page = (after: string): Promise<unknown> => ask(`{ c: reviewsConnection(search: {text: "light"}, first: 3${after}) { totalCount nodes { id } pageInfo { hasNextPage endCursor } } }`)
    const first = await page('')
    expect(first).toMatchObject({ c: { totalCount: 5, nodes: [{ id: '3' }, { id: '5' }, { id: '2' }], pageInfo: { hasNextPage: true } } })
    expect(await page(`, after: "${valueAt(first, 'c.pageInfo.endCursor')}"`)).toMatchObject({ c: { nodes: [{ id: '4' }, { id: '1' }], pageInfo: { hasNextPage: false } } })
  })

  it('below a parent is of its rows alone', async () => {
    expect(await ask('{ products(limit: 3) { reviews(search: {text: "light"}, limit: 1) { id } } }')).toEqual({ products: [{ reviews: [{ id: '2' }] }, { reviews: [{ id: '3' }] }, { reviews: [{ id: '4' }] }] })
  })

  it.each([
    ['{minScore: 0.5}', 'exactly one'], ['{text: "a", like: "1"}', '2 were given'], ['{text: "a", via: "Product"}', 'via "Product"'],
  ])('%s is an error', async (search, message) => {
    expect((await graph.run(`{ reviews(search: ${search}) { id } }`)).errors).toMatchObject([{ code: 'QUERY_SEARCH', message: expect.stringContaining(message) }])
  })
})

describe('search of what links to a row', () => {
  it('ranks a row by its best match, equal ones by key', async () => {
    const { data, asked } = await graph.run('{ products(search: {text: "light", via: "Review"}) { id } }')
    expect(data).toEqual({ products: [{ id: '2' }, { id: '1' }, { id: '3' }] })
    expect(asked.map(({ fetch }) => fetch.entity)).toEqual(['Review', 'Product'])
  })

  it('takes limits, offsets, filters and orders of the rows found', async () => {
    expect(await ask('{ products(search: {text: "light", via: "Review"}, limit: 1, offset: 1) { id } }')).toEqual({ products: [{ id: '1' }] })
    expect(await ask('{ products(search: {text: "light", via: "Review"}, where: {category: {eq: "Office"}}, limit: 2) { id } }')).toEqual({ products: [{ id: '1' }, { id: '3' }] })
    expect(await ask('{ products(search: {text: "light", via: "Review"}, orderBy: [{id: DESC}], limit: 2) { id } }')).toEqual({ products: [{ id: '3' }, { id: '2' }] })
    expect(await ask('{ products(search: {text: "light", via: "Review", minScore: 0.8}) { id } }')).toEqual({ products: [{ id: '2' }] })
  })

  it('needs no via where there is only one way', async () => {
    expect(await ask('{ customers(search: {text: "dull"}) { name } }')).toEqual({ customers: [{ name: 'Even' }] })
    expect((await graph.run('{ products(search: {text: "light"}) { id } }')).errors).toMatchObject([{ code: 'QUERY_SEARCH', hint: 'via is one of: Review, Article.' }])
  })

  it('has pages, in both directions', async () => {
    const page = (args: string): Promise<unknown> => ask(`{ c: productsConnection(search: {text: "light", via: "Review"}, ${args}) { totalCount edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage } } }`)
    const first = await page('first: 2')
    const cursor = valueAt(first, 'c.edges.1.cursor')
    expect(first).toMatchObject({ c: { totalCount: 3, edges: [{ node: { id: '2' } }, { node: { id: '1' } }], pageInfo: { hasNextPage: true, hasPreviousPage: false } } })
    expect(await page(`first: 2, after: "${cursor}"`)).toMatchObject({ c: { edges: [{ node: { id: '3' } }], pageInfo: { hasNextPage: false, hasPreviousPage: true } } })
    expect(await page(`last: 1, before: "${cursor}"`)).toMatchObject({ c: { edges: [{ node: { id: '2' } }], pageInfo: { hasNextPage: true, hasPreviousPage: false } } })
  })

  it('finds nothing where nothing is near', async () => {
    expect(await ask('{ products(search: {text: "unheard", via: "Review"}) { id } c: productsConnection(search: {text: "unheard", via: "Review"}, first: 1) { totalCount } }')).toEqual({ products: [], c: { totalCount: 0 } })
  })

  it('without a score has an order, but no cursors', async () => {
    const scoreless = catalogFrom(`
      type Product @entity(source: "shop", table: "products", key: "id") { id: ID! name: String }
      type Review @entity(source: "knowledge", vectors: "reviews", key: "id", text: "text") { id: ID! @column(type: INT64) productId: Int text: String product: Product @link(on: {productId: "id"}, key: INT64) }`)
    const plain = openGraph(scoreless, company)
    expect((await plain.run('{ products(search: {text: "light"}) { id } c: productsConnection(search: {text: "light"}, first: 2) { nodes { id } } }')).data).toMatchObject({ c: { nodes: [{}, {}] }, products: [{}, {}, { id: '3' }] })
    expect((await plain.run('{ productsConnection(search: {text: "light"}, first: 1) { edges { cursor } } }')).errors).toMatchObject([{ code: 'QUERY_CURSOR' }])
  })
})
