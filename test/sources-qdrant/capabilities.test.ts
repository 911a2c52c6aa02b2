import { describe, expect, it } from 'vitest'
import type { Fetch, Ordering, Predicate } from '../../src/fetch/fetch.ts'
import { qdrantCapabilities } from '../../src/sources/qdrant/capabilities.ts'
import { keyProblem } from '../../src/sources/qdrant/compile-keys.ts'
import { noteCatalog } from './catalog.ts'

const catalog = noteCatalog()
const capabilities = qdrantCapabilities(catalog, 1_000)
const pushes = (predicate: Predicate, in_ = capabilities) => in_.pushes('Note', predicate)
const by = (field: string, direction: 'asc' | 'desc' = 'asc'): Ordering => ({ field, direction, nulls: 'last' })

describe('left to the gateway', () => {
  it.each<[string, Predicate]>([
    ['parts of texts', { kind: 'match', field: 'body', how: 'contains', text: 'x', foldCase: true }],
    ['order of texts', { kind: 'compare', field: 'sku', op: 'gt', value: 'A' }],
    ['texts without case', { kind: 'in', field: 'email', values: ['a@b.example'], fold: true }],
    ['decimals', { kind: 'compare', field: 'price', op: 'eq', value: '1.10' }],
    ['integers that doubles cannot tell apart', { kind: 'compare', field: 'big', op: 'gt', value: 9_007_199_254_740_993n }],
    ['texts in formats of their own', { kind: 'compare', field: 'told', op: 'gt', value: '2026-01-01T00:00:00.000Z' }],
    ['what is taken out of a text', { kind: 'compare', field: 'number', op: 'eq', value: '17' }],
    ['what is cast', { kind: 'compare', field: 'count', op: 'eq', value: 17 }],
    ['order of ids', { kind: 'compare', field: 'id', op: 'gt', value: '17' }],
    ['scores', { kind: 'compare', field: 'score', op: 'gt', value: 0.5 }],
    ['nullness of a list, which may be empty', { kind: 'isNull', field: 'tags' }],
    ['nullness of JSON', { kind: 'isNull', field: 'extra' }],
    ['lists that lack a value', { kind: 'not', of: { kind: 'list', field: 'tags', how: 'hasAny', values: ['x'] } }],
    ['lists that hold all of nothing', { kind: 'list', field: 'tags', how: 'hasAll', values: [] }],
    ['empty lists', { kind: 'listCount', field: 'tags', op: 'eq', value: 0 }],
    ['short lists', { kind: 'listCount', field: 'tags', op: 'lt', value: 2 }],
    ['other collections', { kind: 'linked', link: 'place', quantifier: 'some', where: { kind: 'and', of: [] } }],
    ['a whole with such a part', { kind: 'or', of: [{ kind: 'isNull', field: 'sku' }, { kind: 'compare', field: 'price', op: 'eq', value: '1' }] }],
    ['a hundred ranges', { kind: 'in', field: 'stars', values: Array.from({ length: 101 }, (_, i) => i / 2) }],
  ])('%s', (_name, predicate) => {
    expect(pushes(predicate)).toBe(false)
  })

  it('instants where the project has a zone of its own, for Qdrant reads texts without one as UTC', () => {
    const before: Predicate = { kind: 'compare', field: 'at', op: 'lt', value: '2026-01-01T00:00:00.000Z' }
    expect(pushes(before)).toBe(true)
    expect(pushes(before, qdrantCapabilities(noteCatalog('Europe/Berlin'), 1_000))).toBe(false)
  })
})

describe('orders', () => {
  it('are by id, or by score in a search', () => {
    expect(capabilities.orders('Note', [by('id')], false)).toBe(true)
    expect(capabilities.orders('Note', [by('id'), by('sku')], false)).toBe(true)
    expect(capabilities.orders('Note', [by('score', 'desc'), by('id')], true)).toBe(true)
    expect(capabilities.orders('Note', [], true)).toBe(true)
  })

  it('are by nothing else', () => {
    expect(capabilities.orders('Note', [by('id', 'desc')], false)).toBe(false)
    expect(capabilities.orders('Note', [by('stars'), by('id')], false)).toBe(false)
    expect(capabilities.orders('Note', [by('id')], true)).toBe(false)
    expect(capabilities.orders('Note', [by('score', 'asc'), by('id')], true)).toBe(false)
    expect(capabilities.orders('Note', [by('score', 'desc'), by('sku'), by('id')], true)).toBe(false)
    expect(capabilities.orders('Thing', [by('code')], false)).toBe(false)
  })
})

describe('groups', () => {
  const count = { as: 'n', aggregate: 'count' } as const
  const fetch = (more: Partial<Fetch>): Fetch => ({ entity: 'Note', fields: [], orderBy: [], group: { by: [], measures: [count] }, ...more })
  const byKey = (field: string, type: 'INT64' | 'STRING' | 'STRING_CI') => ({ keys: { fields: [field], types: [type], values: [['1']] } })

  it('are counts, of all rows or by a key that is stored as it is written', () => {
    expect(capabilities.groups(fetch({}))).toBe(true)
    expect(capabilities.groups(fetch(byKey('productId', 'INT64')))).toBe(true)
    expect(capabilities.groups(fetch(byKey('sku', 'STRING')))).toBe(true)
  })

  it.each<[string, Partial<Fetch>]>([
    ['of terms', { group: { by: [{ as: 'sku', field: 'sku' }], measures: [count] } }],
    ['of sums', { group: { by: [], measures: [{ as: 's', aggregate: 'sum', field: 'stars' }] } }],
    ['of a field', { group: { by: [], measures: [{ ...count, field: 'stars' }] } }],
    ['with a filter of a measure', { group: { by: [], measures: [{ ...count, where: { kind: 'isNull', field: 'sku' } }] } }],
    ['by keys without case', byKey('email', 'STRING_CI')],
    ['by elements of lists', byKey('tags', 'STRING')],
    ['by ids', byKey('id', 'INT64')],
    ['of a search', { search: { text: 'x' } }],
  ])('are not: %s', (_name, more) => {
    expect(capabilities.groups(fetch(more))).toBe(false)
  })
})

describe('a page that begins at a key', () => {
  const keyset = (more: Partial<Fetch>): boolean => typeof capabilities.keyset === 'function' && capabilities.keyset({ entity: 'Note', fields: [], orderBy: [by('id')], ...more })

  it('can only go on by id', () => {
    expect(keyset({ page: { after: ['7'], limit: 5 } })).toBe(true)
    expect(keyset({ page: { before: ['7'], limit: 5 } })).toBe(false)
    expect(keyset({ page: { limit: 5, fromEnd: true } })).toBe(false)
    expect(keyset({ page: { after: ['7'] }, search: { text: 'x' } })).toBe(false)
  })
})

describe('a key', () => {
  const problem = (entity: string, field: string, text: string) => keyProblem(catalog, entity, { fields: [field], key: [text] })
  it('must be one that a point can have', () => {
    expect(problem('Note', 'id', '7')).toBeNull()
    expect(problem('Note', 'id', '-7')).toBeNull()
    expect(problem('Note', 'id', 'abc')).toBe('"abc" is no id of a point')
    expect(problem('Place', 'id', '7')).toBe('"7" is no id of a point')
    expect(problem('Any', 'id', '7')).toBeNull()
    expect(problem('Any', 'id', '00000000-0000-4000-8000-000000000001')).toBeNull()
    expect(problem('Note', 'sku', 'anything')).toBeNull()
    expect(problem('Note', 'place.visitors', '1')).toBe('place.visitors leads to another collection')
  })
})
