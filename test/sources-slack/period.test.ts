import { expect, test } from 'vitest'
import { parseInstant, printInstant } from '../../src/fetch/instant.ts'
import { startOfPeriod } from '../../src/sources/slack/period.ts'

const calendar = { zone: 'UTC', weekStart: 1, yearStart: 1 }

test.each([
  ['2026-10-14T23:30:00.000Z', 'DAY', {}, '2026-10-14T00:00:00.000Z'],
  ['2026-10-14T23:30:00.000Z', 'DAY', { zone: 'Europe/Berlin' }, '2026-10-14T22:00:00.000Z'],
  ['2026-10-14T00:00:00.000Z', 'WEEK', {}, '2026-10-12T00:00:00.000Z'],
  ['2026-10-14T00:00:00.000Z', 'WEEK', { weekStart: 7 }, '2026-10-11T00:00:00.000Z'],
  ['2026-10-31T23:59:59.999Z', 'MONTH', {}, '2026-10-01T00:00:00.000Z'],
  ['2026-10-31T23:59:59.999Z', 'MONTH', { zone: 'Europe/Berlin' }, '2026-10-31T23:00:00.000Z'],
  ['2026-03-01T00:00:00.000Z', 'QUARTER', {}, '2026-01-01T00:00:00.000Z'],
  ['2026-03-01T00:00:00.000Z', 'QUARTER', { yearStart: 2 }, '2026-02-01T00:00:00.000Z'],
  ['2026-03-01T00:00:00.000Z', 'YEAR', { yearStart: 4 }, '2025-04-01T00:00:00.000Z'],
  ['2026-04-01T00:00:00.000Z', 'YEAR', { yearStart: 4 }, '2026-04-01T00:00:00.000Z'],
  ['2026-10-25T12:00:00.000Z', 'DAY', { zone: 'Europe/Berlin' }, '2026-10-24T22:00:00.000Z'],
])('%s is in the %s with %o that starts %s', (instant, unit, more, start) => {
  const micros = Number(parseInstant(instant))
  const period = { ...calendar, ...more, unit }
  expect([1, 2].map(() => printInstant(BigInt(startOfPeriod(micros, period))))).toEqual([start, start])
})
