import { describe, expect, it } from 'vitest'
import type { Company, Memory } from '../door/memory-rows.ts'
import { demoCompany } from './demo-company.ts'
import { demoCatalog, openGraph, valueAt } from './open-graph.ts'
import type { Outcome } from './open-graph.ts'

const catalog = demoCatalog()
const graph = openGraph(catalog, demoCompany)
const PAGE = 'edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount'

/** All keys of a connection, page by page, and the flags of each page. */
async function walk(args: string, direction: 'after' | 'before', size: number): Promise<{ readonly pages: readonly (readonly unknown[])[]; readonly flags: readonly string[] }> {
  const pages: (readonly unknown[])[] = []
  const flags: string[] = []
  for (let cursor: unknown = null, more = true; more && pages.length < 20;) {
    const { data, errors } = await graph.run(`query($cursor: String) { page: ordersConnection(${args} ${direction === 'after' ? 'first' : 'last'}: ${size}, ${direction}: $cursor) { ${PAGE} } }`, { cursor })
    expect(errors).toEqual([])
    const edges = valueAt(data, 'page.edges')
    pages.push(Array.isArray(edges) ? edges.map((edge) => valueAt(edge, 'node.id')) : [])
    const [next, previous] = [valueAt(data, 'page.pageInfo.hasNextPage'), valueAt(data, 'page.pageInfo.hasPreviousPage')]
    flags.push(`${previous === true ? '<' : ''}${next === true ? '>' : ''}`)
    cursor = valueAt(data, `page.pageInfo.${direction === 'after' ? 'endCursor' : 'startCursor'}`)
    more = (direction === 'after' ? next : previous) === true
  }
  return { pages, flags }
}

describe('pages', () => {
  it.each([
    ['in key order', '', [['1', '2', '3', '4'], ['5', '6']]],
    ['over ties', 'orderBy: [{status: ASC}],', [['3', '1', '4', '5'], ['2', '6']]],
    ['over the border of NULL', 'orderBy: [{customerId: ASC}],', [['1', '2', '6', '3'], ['5', '4']]],
    ['… that comes first', 'orderBy: [{customerId: DESC_NULLS_FIRST}],', [['4', '5', '3', '6'], ['2', '1']]],
    ['in an order of another table', 'orderBy: [{customer: {name: DESC}}],', [['3', '6', '2', '1'], ['5', '4']]],
    ['in the order of a count', 'orderBy: [{items: {count: DESC}}],', [['1', '3', '2', '6'], ['5', '4']]],
    ['in the order of a count in another source', 'orderBy: [{mentions: {count: DESC}}, {total: ASC}],', [['1', '2', '4', '6'], ['5', '3']]],
    ['under a filter', 'where: {status: {eq: PAID}},', [['1', '4', '5']]],
  ])('go forwards %s', async (_, args, pages) => {
    expect((await walk(args, 'after', 4)).pages).toEqual(pages)
  })

  it('go backwards, each in its order, with exact flags', async () => {
    expect(await walk('orderBy: [{customerId: DESC}],', 'before', 4)).toEqual({ pages: [['6', '2', '1', '4'], ['5', '3']], flags: ['<', '>'] })
  })

  it('have exact flags on the way forwards', async () => {
    expect((await walk('', 'after', 2)).flags).toEqual(['>', '<>', '<'])
    expect((await walk('', 'after', 6)).flags).toEqual([''])
  })
})

describe('flags', () => {
  const flagsOf = async (args: string): Promise<unknown> => valueAt((await graph.run(`{ c: ordersConnection(${args}) { nodes { id } pageInfo { hasPreviousPage hasNextPage } } }`)).data, 'c')
  const cursorOf = async (id: string): Promise<unknown> => {
    const { data } = await graph.run('{ c: ordersConnection(first: 10) { edges { cursor node { id } } } }')
    const edges = valueAt(data, 'c.edges')
    return valueAt(Array.isArray(edges) ? edges.find((edge) => valueAt(edge, 'node.id') === id) : undefined, 'cursor')
  }
  const outcome = (ids: readonly string[], hasPreviousPage: boolean, hasNextPage: boolean): unknown => ({ nodes: ids.map((id) => ({ id })), pageInfo: { hasPreviousPage, hasNextPage } })

  it('count the row of the cursor itself, where the filter leaves it', async () => {
    expect(await flagsOf(`first: 1, after: "${await cursorOf('1')}"`)).toEqual(outcome(['2'], true, true))
    expect(await flagsOf(`where: {status: {eq: PAID}}, first: 5, after: "${await cursorOf('3')}"`)).toEqual(outcome(['4', '5'], true, false))
    expect(await flagsOf(`where: {status: {eq: SHIPPED}}, first: 5, after: "${await cursorOf('1')}"`)).toEqual(outcome(['2'], false, false))
  })

  it('hold for a range between two cursors, an empty one, and one the wrong way round', async () => {
    const [two, five, six] = [await cursorOf('2'), await cursorOf('5'), await cursorOf('6')]
    expect(await flagsOf(`first: 9, after: "${two}", before: "${five}"`)).toEqual(outcome(['3', '4'], true, true))
    expect(await flagsOf(`last: 1, after: "${two}", before: "${five}"`)).toEqual(outcome(['4'], true, true))
    expect(await flagsOf(`first: 9, after: "${six}"`)).toEqual(outcome([], true, false))
    expect(await flagsOf(`last: 9, after: "${five}", before: "${two}"`)).toEqual(outcome([], true, true))
  })

  it('are asked for only when they are selected', async () => {
    const calls = async (selection: string): Promise<number> => (await graph.run(`query($c: String) { ordersConnection(first: 2, after: $c) { ${selection} } }`, { c: await cursorOf('2') })).asked.length
    expect(await calls('nodes { id }')).toBe(1)
    expect(await calls('nodes { id } pageInfo { hasNextPage }')).toBe(1)
    expect(await calls('nodes { id } pageInfo { hasPreviousPage }')).toBe(2)
    expect(await calls('totalCount')).toBe(1)
    expect(await calls('nodes { id } totalCount')).toBe(2)
  })

  it('and counts below parents are one fetch for all of them', async () => {
    const { data, asked } = await graph.run(`query($c: String) { customers { ordersConnection(first: 1, after: $c) { totalCount nodes { id } pageInfo { hasPreviousPage } } } }`, { c: await cursorOf('1') })
    expect(data).toMatchObject({ customers: [
      { ordersConnection: { totalCount: 3, nodes: [{ id: '2' }], pageInfo: { hasPreviousPage: true } } }, { ordersConnection: { totalCount: 1, nodes: [{ id: '3' }], pageInfo: { hasPreviousPage: false } } },
      { ordersConnection: { totalCount: 0, nodes: [] } }, {},
    ] })
    // The page, the count, rows before the cursor, and whether the cursor's row is one of them.
    expect(asked.filter(({ fetch }) => fetch.entity === 'Order')).toHaveLength(4)
  })
})

describe('cursors', () => {
  const field = (args: string): string => `c: customersConnection(${args}) { nodes { id } pageInfo { endCursor } }`
  const ask = (args: string, c: unknown): Promise<Outcome> => graph.run(`query($c: String) { ${field(args)} }`, { c })
  const endCursor = async (args: string): Promise<string> => String(valueAt((await graph.run(`{ ${field(args)} }`)).data, 'c.pageInfo.endCursor'))

  it('serve under another filter, which their row does not pass, and in both directions', async () => {
    const c = await endCursor('where: {country: {eq: "DE"}}, orderBy: [{createdAt: ASC}], first: 1')
    expect((await ask('where: {country: {eq: "FR"}}, orderBy: [{createdAt: ASC}], first: 5, after: $c', c)).data).toMatchObject({ c: { nodes: [{ id: '3' }] } })
    expect((await ask('orderBy: [{createdAt: ASC}], last: 5, before: $c', c)).data).toMatchObject({ c: { nodes: [] } })
  })

  it.each(['orderBy: [{name: ASC}]', 'orderBy: [{country: DESC}]', 'orderBy: [{country: ASC_NULLS_FIRST}]', ''])('of one order are errors in another: %s', async (orderBy) => {
    const c = await endCursor('orderBy: [{country: ASC}], first: 2')
    const { errors } = await ask(`${orderBy} first: 2, after: $c`, c)
    expect(errors).toMatchObject([{ code: 'QUERY_CURSOR', message: 'The cursor is of another orderBy' }])
  })

  it.each(['no cursor', '', Buffer.from('["x"]').toString('base64url'), Buffer.from('7').toString('base64url')])('are refused when they are none: %j', async (c) => {
    expect((await ask('first: 2, after: $c', c)).errors).toMatchObject([{ code: 'QUERY_CURSOR' }])
  })

  it('that were tampered with are none', async () => {
    const [mark] = JSON.parse(Buffer.from(await endCursor('orderBy: [{createdAt: ASC}], first: 1'), 'base64url').toString())
    const forged = Buffer.from(JSON.stringify([mark, { $gt: '' }, '1'])).toString('base64url')
    expect((await ask('orderBy: [{createdAt: ASC}], first: 1, after: $c', forged)).errors).toMatchObject([{ code: 'QUERY_CURSOR', message: 'That is no cursor' }])
  })
})

describe('ranges', () => {
  it.each([
    ['customers(limit: -1) { id }', 'limit'], ['customers(limit: 10001) { id }', '10,000'], ['customers(limit: 1, offset: -1) { id }', 'offset'],
    ['customersConnection(first: 0) { totalCount }', 'first'], ['customersConnection(last: 1001) { totalCount }', '1,000'], ['customersConnection(first: 1, last: 1) { totalCount }', 'at once'],
  ])('%s is an error', async (field, word) => {
    const { data, errors, asked } = await graph.run(`{ x: ${field} }`)
    expect([data, asked]).toEqual([{ x: null }, []])
    expect(errors).toMatchObject([{ code: 'QUERY_RANGE', message: expect.stringContaining(word) }])
  })

  it('of a list below a parent fail there alone', async () => {
    const { data, errors } = await graph.run('{ customers(limit: 2) { id reviews(limit: -5) { id } } }')
    expect(data).toEqual({ customers: [{ id: '1', reviews: null }, { id: '2', reviews: null }] })
    expect(errors.map(({ path }) => path?.join('.'))).toEqual(['customers.0.reviews', 'customers.1.reviews'])
  })

  it('take null for what was not given', async () => {
    expect((await graph.run('query($n: Int) { customers(limit: $n, offset: $n, orderBy: null) { id } }', { n: null })).data).toMatchObject({ customers: [{}, {}, {}, {}] })
  })
})

describe('lists without limit', () => {
  const many: Company = new Map<string, readonly Memory[]>([['Customer', [{ id: '1' }, { id: '2' }]], ['Order', Array.from({ length: 12 }, (_, i) => ({ id: String(i + 1), customerId: i < 3 ? 1 : 2, currency: 'EUR' }))]])
  const few = openGraph(catalog, many, { resultLimit: 5 })

  it('that hold more than they may are an error with their size and the ways out', async () => {
    const { errors } = await few.run('{ orders { currency } }')
    expect(errors).toMatchObject([{ code: 'LIMIT_ROWS', message: expect.stringContaining('12 rows'), hint: expect.stringMatching(/limit.*Connection/) }])
  })

  it('fail below the one parent that has too many, with the size', async () => {
    const { errors } = await few.run('{ customers { id orders { currency } } }')
    expect(errors).toMatchObject([{ code: 'LIMIT_ROWS', path: ['customers', 1, 'orders'], message: expect.stringContaining('9 rows') }])
  })

  it('may hold as many as they may', async () => {
    expect((await few.run('{ customer(id: "1") { orders { currency } } orders(offset: 7) { id } }')).errors).toEqual([])
  })

  it('are cut by a limit, which is not bounded so', async () => {
    expect(valueAt((await few.run('{ orders(limit: 10) { id } }')).data, 'orders.9')).toEqual({ id: '10' })
  })

  it('hold for connections without first and last', async () => {
    expect((await few.run('{ ordersConnection { nodes { id } } }')).errors).toMatchObject([{ code: 'LIMIT_ROWS', message: expect.stringContaining('12 rows') }])
    const { data } = await few.run('{ customer(id: "1") { ordersConnection { nodes { id } pageInfo { hasNextPage hasPreviousPage } } } }')
    expect(data).toEqual({ customer: { ordersConnection: { nodes: [{ id: '1' }, { id: '2' }, { id: '3' }], pageInfo: { hasNextPage: false, hasPreviousPage: false } } } })
  })
})

describe('limits and offsets', () => {
  it('are per parent', async () => {
    const { data } = await graph.run('{ customers { orders(orderBy: [{placedAt: DESC}], limit: 1, offset: 1) { id } } }')
    expect(data).toEqual({ customers: [{ orders: [{ id: '2' }] }, { orders: [] }, { orders: [] }, { orders: [] }] })
  })

  it('past the end are empty', async () => {
    expect((await graph.run('{ a: customers(offset: 3) { id } b: customers(limit: 5, offset: 100) { id } c: customers(limit: 0) { id } }')).data).toEqual({ a: [{ id: '10' }], b: [], c: [] })
  })
})
