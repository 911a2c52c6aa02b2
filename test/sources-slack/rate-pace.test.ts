import { expect, test } from 'vitest'
import type { Clock } from '../../src/sources/slack/rate-pace.ts'
import { createRatePace } from '../../src/sources/slack/rate-pace.ts'

/** A clock that only sleeping moves. */
function standingClock(): Clock & { readonly seconds: () => number } {
  let ms = 0
  return { now: () => ms, seconds: () => ms / 1000, sleep: async (wait) => { ms += wait } }
}
const open = new AbortController().signal

test('never more calls in any minute than the rate', async () => {
  const clock = standingClock()
  const pace = createRatePace(3, true, clock)
  const at: number[] = []
  for (let i = 0; i < 7; i++) {
    await pace.take(open)
    at.push(clock.seconds())
  }
  expect(at).toEqual([0, 0, 0, 60, 60, 60, 120])
})

test('a rate that is not trusted holds from the first 429 on', async () => {
  const clock = standingClock()
  const pace = createRatePace(2, false, clock)
  for (let i = 0; i < 5; i++) await pace.take(open)
  expect(clock.seconds()).toBe(0)
  pace.pause(7)
  await pace.take(open)
  expect(clock.seconds()).toBe(60)
})

test('Retry-After is waited for', async () => {
  const clock = standingClock()
  const pace = createRatePace(50, true, clock)
  pace.pause(9)
  await pace.take(open)
  expect(clock.seconds()).toBe(9)
})

test('closing ends the wait', async () => {
  const closed = new AbortController()
  const pace = createRatePace(1, true)
  await pace.take(closed.signal)
  const waiting = pace.take(closed.signal)
  closed.abort()
  await expect(waiting).rejects.toThrow('aborted')
})
