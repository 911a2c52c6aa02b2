import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { CrossgraphError } from '../../src/errors.ts'
import type { Fetch } from '../../src/fetch/fetch.ts'
import { createFakeSource } from './fake-source.ts'
import type { FakeSource, FakeSourceOptions } from './fake-source.ts'
import { openDoor, ORIGIN, scopeOf } from './open-door.ts'
import { smallCatalog, smallCompany } from './small-company.ts'

const catalog = smallCatalog()
const leftSource = (more: Partial<FakeSourceOptions> = {}): FakeSource => createFakeSource({ name: 'left', catalog, company: smallCompany, ...more })
const byId = [{ field: 'id', direction: 'asc', nulls: 'last' }] as const
const buyers: Fetch = { entity: 'Buyer', fields: ['id', 'name'], orderBy: byId }
const purchasesOf = (...ids: readonly string[]): Fetch =>
  ({ entity: 'Purchase', fields: ['id'], orderBy: byId, keys: { fields: ['buyerId'], types: ['INT64'], values: ids.map((id) => [id]) } })

const codeOf = (running: Promise<unknown>): Promise<string> =>
  running.then(() => 'answered', (error: unknown) => (error instanceof CrossgraphError ? error.code : String(error)))

describe('a fetch', () => {
  test('is one call, written down', async () => {
    const scope = scopeOf()
    const { rows, calls } = await openDoor([leftSource()]).runFetch(scope, buyers, { parent: 7, path: ['buyers'] })
    expect(rows.rows).toEqual([['2', 'zoe'], ['9', 'Ada'], ['10', 'Émile'], ['11', null]])
    expect(calls).toEqual([1])
    expect(scope.calls).toEqual([{ id: 1, parent: 7, source: 'left', kind: 'postgres', path: ['buyers'], native: 'fake Buyer', keys: 0, rows: 4, bytes: 40, ms: 1, cache: 'off', residual: [] }])
  })

  test('hides what only residual steps read, and names them', async () => {
    const scope = scopeOf()
    const source = leftSource({ capabilities: { orders: () => false, pushes: () => false } })
    const where = { kind: 'compare', field: 'age', op: 'gt', value: 20 } as const
    const { rows } = await openDoor([source]).runFetch(scope, { ...buyers, fields: ['name'], where, page: { limit: 1 } }, ORIGIN)
    expect(rows.columns.map(({ field }) => field)).toEqual(['name'])
    expect(rows.rows.map((row) => row[0])).toEqual(['Ada'])
    expect(source.asked[0]?.fields).toEqual(['name', 'age', 'id'])
    expect(scope.calls[0]?.residual).toEqual(['filter: age > 20', 'sort: id asc', 'page: limit 1'])
  })

  test('writes nothing down when nobody asked', async () => {
    const { calls } = await openDoor([leftSource()]).runFetch({ ...scopeOf(), calls: null }, buyers, ORIGIN)
    expect(calls).toEqual([])
  })

  test('of a source that is switched off is an error with its name', async () => {
    const running = openDoor([]).runFetch(scopeOf(), buyers, ORIGIN)
    await expect(running).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'left' })
  })
})

describe('a condition on a link', () => {
  const withOpenCase: Fetch = { ...buyers, where: { kind: 'linked', link: 'cases', quantifier: 'some', where: { kind: 'compare', field: 'open', op: 'eq', value: true } } }
  const withPurchases: Fetch = { ...buyers, where: { kind: 'linked', link: 'purchases', quantifier: 'some', where: { kind: 'and', of: [] } } }
  const rightSource = (): FakeSource => createFakeSource({ name: 'right', catalog, company: smallCompany })
  const idsOf = async (fetch: Fetch, ...sources: readonly FakeSource[]): Promise<readonly unknown[]> =>
    (await openDoor(sources).runFetch(scopeOf(), fetch, ORIGIN)).rows.rows.map(([id]) => id)

  test('into another source is asked there first', async () => {
    const [left, right] = [leftSource(), rightSource()]
    expect(await idsOf(withOpenCase, left, right)).toEqual(['9'])
    expect(left.asked.map(({ where }) => where)).toEqual([{ kind: 'in', field: 'id', values: ['77', '9'] }])
    expect(right.asked.map(({ entity }) => entity)).toEqual(['Case'])
  })

  test('of the same source goes down, or is asked first where that source does not follow links', async () => {
    const follows = leftSource()
    expect(await idsOf(withPurchases, follows)).toEqual(['9', '10'])
    expect(follows.asked).toHaveLength(1)
    const followsNone = leftSource({ capabilities: { pushes: (_, { kind }) => kind !== 'linked' } })
    expect(await idsOf(withPurchases, followsNone)).toEqual(['9', '10'])
    expect(followsNone.asked.map(({ entity }) => entity)).toEqual(['Purchase', 'Buyer'])
  })

  test('may be a measure\'s own', async () => {
    const measures = [{ as: 'all', aggregate: 'count' }, { as: 'open', aggregate: 'count', where: withOpenCase.where! }] as const
    const { rows } = await openDoor([leftSource(), rightSource()]).runFetch(scopeOf(), { ...buyers, fields: [], orderBy: [], group: { by: [], measures } }, ORIGIN)
    expect(rows.rows).toEqual([[4, 1]])
  })

  test('needs the other source to be there', async () => {
    expect(await codeOf(idsOf(withOpenCase, leftSource()))).toBe('SOURCE_UNAVAILABLE')
  })
})

describe('keys', () => {
  test('are cut into chunks, each its own call; rows keep their keys', async () => {
    const scope = scopeOf()
    const source = leftSource({ capabilities: { maxKeys: 2 } })
    const { rows, calls } = await openDoor([source]).runFetch(scope, purchasesOf('9', '2', '10', '11', '99'), ORIGIN)
    expect(source.asked.map((fetch) => fetch.keys?.values)).toEqual([[['9'], ['2']], [['10'], ['11']], [['99']]])
    expect(rows.rows.map((row) => [row[0], rows.keysOf?.(row)])).toEqual([['1', ['9']], ['2', ['9']], ['3', ['10']], ['5', ['99']]])
    expect(calls).toEqual([1, 2, 3])
    expect(scope.calls.map(({ keys }) => keys)).toEqual([2, 2, 1])
    expect(rows.call.keys).toBe(5)
  })

  test('are as many as the limits of the source allow', async () => {
    const source = leftSource()
    await openDoor([source], { keys: 4 }).runFetch(scopeOf(), purchasesOf('1', '2', '3', '4', '5'), ORIGIN)
    expect(source.asked).toHaveLength(2)
  })

  test('none at all need no call', async () => {
    const source = leftSource()
    const { rows } = await openDoor([source]).runFetch(scopeOf(), purchasesOf(), ORIGIN)
    expect([rows.rows, rows.columns.map(({ field }) => field), source.asked]).toEqual([[], ['id'], []])
  })

  test('one chunk that fails cancels the others', async () => {
    const aborted: boolean[] = []
    const source = leftSource({
      capabilities: { maxKeys: 1 },
      behave: async (_, { signal }, call) => {
        if (call === 2) throw new CrossgraphError('SOURCE_REJECTED', 'no')
        await sleep(200, undefined, { signal }).catch(() => aborted.push(true))
      },
    })
    expect(await codeOf(openDoor([source]).runFetch(scopeOf(), purchasesOf('9', '10'), ORIGIN))).toBe('SOURCE_REJECTED')
    await sleep(20)
    expect(aborted).toEqual([true])
  })
})

describe('limits', () => {
  test('too many rows are an error with the figures, not a cut', async () => {
    const running = openDoor([leftSource()], { rows: 3 }).runFetch(scopeOf(), buyers, ORIGIN)
    await expect(running).rejects.toMatchObject({ code: 'LIMIT_ROWS', source: 'left', details: { limit: 3, found: 4 } })
  })

  test('too many bytes too', async () => {
    expect(await codeOf(openDoor([leftSource()], { bytes: 39 }).runFetch(scopeOf(), buyers, ORIGIN))).toBe('LIMIT_BYTES')
  })

  test('a request runs so many calls at once', async () => {
    let running = 0
    let most = 0
    const source = leftSource({ behave: async () => {
      most = Math.max(most, ++running)
      await sleep(10)
      running--
    } })
    const door = openDoor([source], { maxParallel: 2, concurrency: 10, queue: 10 })
    const scope = scopeOf()
    await Promise.all(Array.from({ length: 6 }, () => door.runFetch(scope, buyers, ORIGIN)))
    expect([most, source.asked.length]).toEqual([2, 6])
  })
})

describe('health', () => {
  test('is asked of each source, briefly, and kept for a moment', async () => {
    let asked = 0
    const up = leftSource({ health: async () => ({ status: 'up', latencyMs: ++asked }) })
    const hanging = createFakeSource({ name: 'right', catalog, company: smallCompany, health: () => new Promise(() => {}) })
    const door = openDoor([up, hanging])
    const [first, second] = await Promise.all([door.health(), door.health()])
    expect(first).toEqual({ left: { status: 'up', latencyMs: 1 }, right: { status: 'down', code: 'SOURCE_TIMEOUT' } })
    expect(second).toEqual(first)
    expect(asked).toBe(1)
  })

  test('that cannot be told is down, with the code', async () => {
    const source = leftSource({ health: async () => { throw new CrossgraphError('SOURCE_REJECTED', 'bad password') } })
    expect(await openDoor([source]).health()).toEqual({ left: { status: 'down', code: 'SOURCE_REJECTED' } })
  })
})
