import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createRetry } from '../../src/door/retry.ts'
import { CrossgraphError } from '../../src/errors.ts'
import type { Fetch } from '../../src/fetch/fetch.ts'
import { createFakeSource } from './fake-source.ts'
import type { FakeSource, FakeSourceOptions } from './fake-source.ts'
import { openDoor, ORIGIN, scopeOf } from './open-door.ts'
import { smallCatalog, smallCompany } from './small-company.ts'

type Behaviour = NonNullable<FakeSourceOptions['behave']>

const catalog = smallCatalog()
const buyers: Fetch = { entity: 'Buyer', fields: ['id'], orderBy: [{ field: 'id', direction: 'asc', nulls: 'last' }] }
const sourceThat = (behave: Behaviour): FakeSource => createFakeSource({ name: 'left', catalog, company: smallCompany, behave })

const hangs: Behaviour = () => new Promise(() => {})
const obeys: Behaviour = async (_, { timeoutMs }) => {
  await sleep(timeoutMs)
  throw new CrossgraphError('SOURCE_TIMEOUT', 'the source gave up by itself')
}
const down = (retryable: boolean): CrossgraphError => new CrossgraphError('SOURCE_UNAVAILABLE', 'connection refused', { source: 'left', retryable })
const isDown: Behaviour = async () => { throw down(false) }

const codeOf = (running: Promise<unknown>): Promise<string> =>
  running.then(() => 'answered', (error: unknown) => (error instanceof CrossgraphError ? error.code : String(error)))
async function timed<Result>(run: () => Promise<Result>): Promise<{ readonly result: Result; readonly ms: number }> {
  const started = performance.now()
  return { result: await run(), ms: performance.now() - started }
}

afterEach(() => { vi.restoreAllMocks() })

describe('a source that does not answer', () => {
  test.each([['hangs', hangs], ['gives up by itself', obeys]])('and %s: SOURCE_TIMEOUT at its cap', async (_, behave) => {
    const { result, ms } = await timed(() => codeOf(openDoor([sourceThat(behave)], { timeoutMs: 100 }).runFetch(scopeOf(), buyers, ORIGIN)))
    expect(result).toBe('SOURCE_TIMEOUT')
    expect(ms).toBeLessThan(400)
  })

  test.each([['hangs', hangs], ['gives up by itself', obeys]])('and %s: LIMIT_DEADLINE where the request had less time left', async (_, behave) => {
    const { result, ms } = await timed(() => codeOf(openDoor([sourceThat(behave)], { timeoutMs: 3_000 }).runFetch(scopeOf(200), buyers, ORIGIN)))
    expect(result).toBe('LIMIT_DEADLINE')
    expect(ms).toBeLessThan(260)
  })

  test('is not called at all when the request has no time left', async () => {
    const source = sourceThat(hangs)
    expect(await codeOf(openDoor([source]).runFetch(scopeOf(30), buyers, ORIGIN))).toBe('LIMIT_DEADLINE')
    expect(source.asked).toEqual([])
  })

  test('is told how long it may take', async () => {
    const given: number[] = []
    const source = sourceThat(async (_, { timeoutMs }) => { given.push(timeoutMs) })
    const door = openDoor([source], { timeoutMs: 300 })
    await door.runFetch(scopeOf(5_000), buyers, ORIGIN)
    await door.runFetch(scopeOf(150), buyers, ORIGIN)
    expect(given[0]).toBe(300)
    expect(given[1]).toBeGreaterThan(50)
    expect(given[1]).toBeLessThanOrEqual(100)
  })

  test('is noted with what would have been sent', async () => {
    const scope = scopeOf()
    await codeOf(openDoor([sourceThat(hangs)], { timeoutMs: 50 }).runFetch(scope, buyers, ORIGIN))
    expect(scope.calls).toMatchObject([{ id: 1, native: 'fake Buyer', rows: 0 }])
    expect(scope.calls[0]?.ms).toBeGreaterThan(50)
  })
})

describe('a caller that went away', () => {
  test('cancels the call inside the source', async () => {
    const caller = new AbortController()
    let cancelled = false
    const source = sourceThat((_, { signal }) => new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        cancelled = true
        reject(new Error('cancelled'))
      })
    }))
    const running = codeOf(openDoor([source]).runFetch(scopeOf(5_000, caller.signal), buyers, ORIGIN))
    await sleep(10)
    caller.abort()
    expect(await running).toBe('QUERY_CANCELLED')
    expect(cancelled).toBe(true)
  })

  test('takes no place in the queue any more', async () => {
    const caller = new AbortController()
    const source = sourceThat(() => sleep(40))
    const door = openDoor([source], { concurrency: 1, queue: 5, waitMs: 1_000 })
    const first = codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))
    const gone = codeOf(door.runFetch(scopeOf(5_000, caller.signal), buyers, ORIGIN))
    caller.abort()
    expect([await first, await gone]).toEqual(['answered', 'QUERY_CANCELLED'])
    await sleep(60)
    expect(source.asked).toHaveLength(1)
  })
})

describe('a busy source', () => {
  test('lets so many run, so many wait, and refuses the rest at once', async () => {
    const door = openDoor([sourceThat(() => sleep(30))], { concurrency: 2, queue: 2, waitMs: 500 })
    const codes = await Promise.all(Array.from({ length: 6 }, () => codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))))
    expect(codes.toSorted()).toEqual(['SOURCE_OVERLOADED', 'SOURCE_OVERLOADED', 'answered', 'answered', 'answered', 'answered'])
  })

  test('lets nobody wait for long', async () => {
    const door = openDoor([sourceThat(hangs)], { concurrency: 1, queue: 10, waitMs: 50, timeoutMs: 2_000 })
    void codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))
    const { result, ms } = await timed(() => codeOf(door.runFetch(scopeOf(), buyers, ORIGIN)))
    expect(result).toBe('SOURCE_OVERLOADED')
    expect(ms).toBeLessThan(150)
  })
})

describe('retries', () => {
  const failsOnce: Behaviour = async (_, __, call) => { if (call === 1) throw down(true) }

  test('a call that may succeed a moment later is tried once more', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const source = sourceThat(failsOnce)
    expect(await codeOf(openDoor([source]).runFetch(scopeOf(), buyers, ORIGIN))).toBe('answered')
    expect(source.asked).toHaveLength(2)
  })

  test.each<[string, Behaviour, number]>([
    ['fails for good', isDown, 5_000],
    ['took too long', async () => { throw new CrossgraphError('SOURCE_TIMEOUT', 'slow', { retryable: true }) }, 5_000],
    ['was wrong itself', async () => { throw new CrossgraphError('SOURCE_REJECTED', 'no such column', { retryable: true }) }, 5_000],
    ['has no time left for it', async () => { throw down(true) }, 140],
  ])('but not one that %s', async (_, behave, leftMs) => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const source = sourceThat(behave)
    await codeOf(openDoor([source]).runFetch(scopeOf(leftMs), buyers, ORIGIN))
    expect(source.asked).toHaveLength(1)
  })

  test('are a tenth of the calls at most, beyond the ten at hand', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const retry = createRetry()
    let tries = 0
    const fails = async (): Promise<never> => {
      tries++
      throw down(true)
    }
    for (let calls = 0; calls < 111; calls++) await codeOf(retry(scopeOf(), new AbortController().signal, fails))
    expect(tries - 111).toBeGreaterThanOrEqual(20)
    expect(tries - 111).toBeLessThanOrEqual(21)
  })
})

describe('the circuit breaker', () => {
  const failTwenty = async (door: ReturnType<typeof openDoor>): Promise<void> => {
    for (let i = 0; i < 20; i++) await codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))
  }

  test('leaves a failing source alone, and lets it recover by itself', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    let healthy = false
    const source = sourceThat(async () => { if (!healthy) throw down(false) })
    const door = openDoor([source])
    await failTwenty(door)
    const running = door.runFetch(scopeOf(), buyers, ORIGIN)
    await expect(running).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true, source: 'left' })
    expect(source.asked).toHaveLength(20)
    healthy = true
    vi.setSystemTime(Date.now() + 5_001)
    for (let i = 0; i < 4; i++) expect(await codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))).toBe('answered')
    vi.useRealTimers()
  })

  test('opens for twice as long when the source still fails', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const source = sourceThat(isDown)
    const door = openDoor([source])
    await failTwenty(door)
    vi.setSystemTime(Date.now() + 5_001)
    await codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))
    expect(source.asked).toHaveLength(21)
    vi.setSystemTime(Date.now() + 5_001)
    await codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))
    expect(source.asked).toHaveLength(21)
    vi.setSystemTime(Date.now() + 5_001)
    await codeOf(door.runFetch(scopeOf(), buyers, ORIGIN))
    expect(source.asked).toHaveLength(22)
    vi.useRealTimers()
  })

  test.each<[string, Behaviour, number]>([
    ['mistakes of its users', async () => { throw new CrossgraphError('SOURCE_REJECTED', 'no') }, 5_000],
    ['requests that had hardly any time left', hangs, 60],
  ])('does not count %s', async (_, behave, leftMs) => {
    const source = sourceThat(behave)
    const door = openDoor([source], { timeoutMs: 1_000 })
    for (let i = 0; i < 25; i++) await codeOf(door.runFetch(scopeOf(leftMs), buyers, ORIGIN))
    expect(source.asked).toHaveLength(25)
  })

  test('of one source does not touch another', async () => {
    const right = createFakeSource({ name: 'right', catalog, company: smallCompany })
    const door = openDoor([sourceThat(isDown), right])
    await failTwenty(door)
    expect(await codeOf(door.runFetch(scopeOf(), { ...buyers, entity: 'Case' }, ORIGIN))).toBe('answered')
  })
})
