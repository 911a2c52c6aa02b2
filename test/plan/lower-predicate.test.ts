import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Door } from '../../src/door/door.ts'
import { CrossgraphError } from '../../src/errors.ts'
import type { Fetch, Predicate } from '../../src/fetch/fetch.ts'
import { isLinked, walkPredicate } from '../../src/fetch/walk.ts'
import { lowerPredicate } from '../../src/plan/lower-predicate.ts'
import { compileTest } from '../../src/residual/evaluate.ts'
import { createFakeSource } from '../door/fake-source.ts'
import type { FakeSource } from '../door/fake-source.ts'
import { memoryShape } from '../door/memory-rows.ts'
import type { Company, Memory } from '../door/memory-rows.ts'
import { openDoor, ORIGIN, scopeOf } from '../door/open-door.ts'
import { smallCatalog, smallCompany } from '../door/small-company.ts'
import { anyCompany, conditionOn, conditionOnOneLink } from './arbitrary-links.ts'
import type { EntityName } from './arbitrary-links.ts'

const catalog = smallCatalog()
const ALWAYS: Predicate = { kind: 'and', of: [] }

interface House { readonly door: Door; readonly left: FakeSource; readonly right: FakeSource }

function open(company: Company = smallCompany): House {
  const [left, right] = ['left', 'right'].map((name) => createFakeSource({ name, catalog, company }))
  return { door: openDoor([left!, right!], { concurrency: 50, queue: 50 }), left: left!, right: right! }
}

const lower = ({ door }: House, entity: string, predicate: Predicate, maxKeys?: number): Promise<Predicate> =>
  lowerPredicate(scopeOf(), { entity, predicate }, { catalog, runFetch: door.runFetch, maxKeys })

/** Ids of the rows that the source keeps for the lowered predicate. */
async function kept(house: House, entity: string, predicate: Predicate, maxKeys?: number): Promise<readonly unknown[]> {
  const where = await lower(house, entity, predicate, maxKeys)
  const fetch: Fetch = { entity, fields: ['id'], where, orderBy: [{ field: 'id', direction: 'asc', nulls: 'last' }] }
  const { rows } = await house.door.runFetch(scopeOf(), fetch, ORIGIN)
  return rows.rows.map(([id]) => id)
}

/** The same, worked out on all rows at once. */
function expected(company: Company, entity: string, predicate: Predicate): readonly unknown[] {
  const test = compileTest(catalog, memoryShape(catalog, company, entity), predicate)
  return (company.get(entity) ?? []).filter((row) => test(row) === true).map((row) => row['id'])
}

const linked = (link: string, quantifier: 'some' | 'every' | 'none', where: Predicate = ALWAYS): Predicate => ({ kind: 'linked', link, quantifier, where })
const count = (link: string, op: 'eq' | 'gte' | 'lt', value: number): Predicate => ({ kind: 'linkedCount', link, op, value })
const isOpen: Predicate = { kind: 'compare', field: 'open', op: 'eq', value: true }
const not = (of: Predicate): Predicate => ({ kind: 'not', of })

describe('a condition on a link becomes one on its key', () => {
  test.each<readonly [string, EntityName, Predicate, Predicate]>([
    ['some', 'Buyer', linked('cases', 'some', isOpen), { kind: 'in', field: 'id', values: ['9', '77'] }],
    ['none', 'Buyer', linked('cases', 'none', isOpen), not({ kind: 'in', field: 'id', values: ['9', '77'] })],
    ['every: none that is closed or unknown', 'Buyer', linked('cases', 'every', isOpen), not({ kind: 'in', field: 'id', values: ['9', '2'] })],
    ['a key that may be NULL has an empty set', 'Case', linked('buyer', 'none'), { kind: 'or', of: [{ kind: 'isNull', field: 'buyerId' }, not({ kind: 'in', field: 'buyerId', values: [9, 10, 2, 11] })] }],
    ['a count', 'Buyer', count('cases', 'gte', 2), { kind: 'in', field: 'id', values: ['9'] }],
    ['a count that zero passes', 'Buyer', count('cases', 'lt', 2), not({ kind: 'in', field: 'id', values: ['9'] })],
    ['a condition of the link itself', 'Buyer', linked('openCases', 'some'), { kind: 'in', field: 'id', values: ['9', '77'] }],
    ['without letter case', 'Buyer', linked('mentions', 'some'), { kind: 'in', field: 'email', values: ['ada@b.example', 'x@b.example', 'emile@b.example'], fold: true }],
    ['a key that is a list', 'Note', linked('mentioned', 'some', { kind: 'isNull', field: 'name' }), { kind: 'list', field: 'emails', how: 'hasAny', values: ['x@b.example'], fold: true }],
    ['a key written otherwise', 'Buyer', linked('files', 'some'), { kind: 'in', field: 'code', values: ['buyer_1', 'buyer_2'] }],
    ['a key of two parts', 'Purchase', linked('cases', 'some', isOpen), { kind: 'or', of: [
      { kind: 'and', of: [{ kind: 'in', field: 'place', values: ['HAM'] }, { kind: 'in', field: 'number', values: [1] }] },
      { kind: 'and', of: [{ kind: 'in', field: 'place', values: ['BER'] }, { kind: 'in', field: 'number', values: [3] }] }] }],
    ['nothing found', 'Buyer', linked('cases', 'some', { kind: 'compare', field: 'place', op: 'eq', value: 'X' }), { kind: 'or', of: [] }],
    ['below a link of the same source', 'Purchase', linked('buyer', 'some', linked('openCases', 'some')), linked('buyer', 'some', { kind: 'in', field: 'id', values: ['9', '77'] })],
    ['a link of the same source stays', 'Case', linked('notes', 'some'), linked('notes', 'some')],
  ])('%s', async (_, entity, predicate, lowered) => expect(await lower(open(), entity, predicate)).toEqual(lowered))

  test('a to-one link that finds several rows, in any letter case, is the one of the lowest key', async () => {
    const company: Company = new Map<string, readonly Memory[]>([
      ['Buyer', [{ id: '10', email: 'a@b.c', name: 'Ada' }, { id: '9', email: 'A@b.c', name: 'zoe' }, { id: '11', email: 'a@b.c', name: 'Ada' }]],
      ['Note', [{ id: 'm', author: 'A@B.C' }]],
    ])
    const isBy = (name: string): Predicate => linked('writer', 'some', { kind: 'compare', field: 'name', op: 'eq', value: name })
    expect(await kept(open(company), 'Note', isBy('zoe'))).toEqual(['m'])
    expect(await kept(open(company), 'Note', isBy('Ada'))).toEqual([])
    expect(await kept(open(company), 'Note', not(isBy('Ada')))).toEqual(['m'])
  })

  test('is one call for each condition', async () => {
    const house = open()
    await lower(house, 'Buyer', { kind: 'and', of: [linked('cases', 'some', isOpen), { kind: 'isNull', field: 'name' }] })
    expect([house.left.asked.length, house.right.asked.length]).toEqual([0, 1])
  })

  test('keeps the same rows, whatever the condition and the rows', async () => {
    const entity = fc.constantFrom<EntityName>('Buyer', 'Purchase', 'Case', 'Note')
    const condition = entity.chain((name) => fc.tuple(fc.constant(name), fc.oneof(conditionOnOneLink(name), conditionOn(name))))
    await fc.assert(fc.asyncProperty(anyCompany, condition, async (company, [name, predicate]) => {
      expect(await kept(open(company), name, predicate)).toEqual(expected(company, name, predicate).toSorted(byId))
    }), { numRuns: 3_000 })
  })

  test('leaves no link into another source', async () => {
    await fc.assert(fc.asyncProperty(conditionOn('Buyer'), async (predicate) => {
      walkPredicate(await lower(open(), 'Buyer', predicate), (part) => {
        if (isLinked(part)) expect(catalog.entities.get('Buyer')?.links.get(part.link)?.crossSource).toBe(false)
      })
    }), { numRuns: 200 })
  })
})

const codeOf = (error: unknown): string => {
  if (error instanceof CrossgraphError) return error.code
  throw error
}
const byId = (left: unknown, right: unknown): number => String(left).localeCompare(String(right), 'en', { numeric: true })

describe('bounded', () => {
  const many: Company = new Map<string, readonly Memory[]>([
    ['Buyer', Array.from({ length: 40 }, (_, i) => ({ id: String(i), name: i < 6 ? 'Ada' : 'zoe' }))],
    ['Case', Array.from({ length: 40 }, (_, i) => ({ id: `c${i}`, buyerId: i, open: i % 5 > 0 }))],
  ])
  const hasOpen = linked('cases', 'some', isOpen)
  const isAda: Predicate = { kind: 'compare', field: 'name', op: 'eq', value: 'Ada' }

  test('more keys than may be named, from either side, are an error with the figures', async () => {
    await expect(lower(open(many), 'Buyer', hasOpen, 10)).rejects.toMatchObject({ code: 'LIMIT_KEYS', details: { limit: 10, link: 'Buyer.cases' } })
  })

  test('conditions beside it make fewer keys; the smaller part is named', async () => {
    const house = open(many)
    const lowered = await lower(house, 'Buyer', { kind: 'and', of: [isAda, hasOpen] }, 10)
    expect(lowered).toEqual({ kind: 'and', of: [isAda, not({ kind: 'isNull', field: 'id' }), not({ kind: 'in', field: 'id', values: ['0', '5'] })] })
    expect(house.right.asked.at(-1)?.keys?.values).toHaveLength(6)
    expect(await kept(house, 'Buyer', { kind: 'and', of: [isAda, hasOpen] }, 10)).toEqual(['1', '2', '3', '4'])
  })

  test('with a low bound it answers the same or not at all', async () => {
    let answered = 0
    const condition = fc.constantFrom<EntityName>('Buyer', 'Purchase', 'Note').chain((name) => fc.tuple(fc.constant(name), conditionOnOneLink(name)))
    await fc.assert(fc.asyncProperty(anyCompany, condition, fc.integer({ min: 1, max: 3 }), async (company, [name, predicate], maxKeys) => {
      const ids = await kept(open(company), name, predicate, maxKeys).catch(codeOf)
      if (ids === 'LIMIT_KEYS') return
      answered++
      expect(ids).toEqual(expected(company, name, predicate).toSorted(byId))
    }), { numRuns: 2_000 })
    expect(answered).toBeGreaterThan(500)
  })
})
