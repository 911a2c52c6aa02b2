import { describe, expect, it } from 'vitest'
import { entityOf } from '../../src/catalog/model.ts'
import type { Ordering } from '../../src/fetch/fetch.ts'
import { readOrder } from '../../src/graph/arguments/order.ts'
import { demoCompany } from './demo-company.ts'
import { catalogFrom, demoCatalog, openGraph } from './open-graph.ts'

const catalog = demoCatalog()
const read = (entity: string, orderBy: unknown, otherwise: readonly Ordering[] = []): readonly string[] => readOrder(catalog, entityOf(catalog, entity), { orderBy, otherwise }).map(show)
const show = ({ field, direction, nulls, count }: Ordering): string => `${count === true ? `count ${field}` : field} ${direction} nulls ${nulls}`

describe('orderBy', () => {
  it.each<[string, unknown, readonly string[]]>([
    ['nothing is key order', undefined, ['id asc nulls last']],
    ['NULLs come last in both directions', [{ total: 'DESC' }], ['total desc nulls last', 'id desc nulls last']],
    ['… unless they are told otherwise', [{ total: 'ASC_NULLS_FIRST' }], ['total asc nulls first', 'id asc nulls last']],
    ['the key goes with the last element', [{ total: 'DESC' }, { status: 'ASC_NULLS_LAST' }], ['total desc nulls last', 'status asc nulls last', 'id asc nulls last']],
    ['a key that is named is not added', [{ id: 'DESC' }], ['id desc nulls last']],
    ['to-one links lead on', [{ customer: { name: 'ASC' } }], ['customer.name asc nulls last', 'id asc nulls last']],
    ['the key of a linked row is not the row\'s own', [{ customer: { id: 'DESC' } }], ['customer.id desc nulls last', 'id desc nulls last']],
    ['to-many links are counted', [{ items: { count: 'DESC' } }], ['count items desc nulls last', 'id desc nulls last']],
    ['… behind others', [{ customer: { orders: { count: 'ASC' } } }], ['count customer.orders asc nulls last', 'id asc nulls last']],
  ])('%s', (_, orderBy, orderings) => {
    expect(read('Order', orderBy)).toEqual(orderings)
  })

  it('counts lists of objects, and reaches into single ones', () => {
    expect(read('Ticket', [{ messages: { count: 'DESC' } }])[0]).toBe('count messages desc nulls last')
    const nested = catalogFrom('type A @entity(source: "support", collection: "a", key: "id") { id: ID! place: Place } type Place { city: String }')
    expect(readOrder(nested, entityOf(nested, 'A'), { orderBy: [{ place: { city: 'ASC' } }], otherwise: [] }).map(show)).toEqual(['place.city asc nulls last', 'id asc nulls last'])
  })

  it('of a link stands in where the caller names none', () => {
    const otherwise: readonly Ordering[] = [{ field: 'placedAt', direction: 'desc', nulls: 'last' }]
    expect(read('Order', [], otherwise)).toEqual(['placedAt desc nulls last', 'id desc nulls last'])
    expect(read('Order', [{ total: 'ASC' }], otherwise)).toEqual(['total asc nulls last', 'id asc nulls last'])
  })

  it('ends with every field of a composite key', () => {
    const composite = catalogFrom('type Line @entity(source: "shop", table: "lines", key: ["orderId", "place"]) { orderId: Int! place: String! }')
    expect(readOrder(composite, entityOf(composite, 'Line'), { orderBy: [{ place: 'DESC' }], otherwise: [] }).map(({ field }) => field)).toEqual(['place', 'orderId'])
  })

  it.each(['[{country: ASC, id: DESC}]', '[{}]'])('takes one field an element: %s', async (orderBy) => {
    const { errors, asked } = await openGraph(catalog, demoCompany).run(`{ customers(orderBy: ${orderBy}) { id } }`)
    expect([errors.length > 0, asked]).toEqual([true, []])
  })
})
