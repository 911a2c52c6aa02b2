import { describe, expect, test } from 'vitest'
import type { Grain, GrainUnit } from '../../src/fetch/fetch.ts'
import { periodStart } from '../../src/residual/calendar.ts'

const grain = (unit: GrainUnit, more: Partial<Grain> = {}): Grain => ({ unit, timeZone: 'UTC', weekStart: 1, yearStart: 1, ...more })
const startOfTime = (value: string, unit: GrainUnit, more: Partial<Grain> = {}): unknown => periodStart(grain(unit, more), { kind: 'scalar', name: 'DateTime' })(value)
const startOfDay = (value: string, unit: GrainUnit, more: Partial<Grain> = {}): unknown => periodStart(grain(unit, more), { kind: 'scalar', name: 'Date' })(value)

describe('periods of instants', () => {
  test.each<[GrainUnit, string]>([
    ['DAY', '2026-05-17T00:00:00.000Z'], ['WEEK', '2026-05-11T00:00:00.000Z'], ['MONTH', '2026-05-01T00:00:00.000Z'], ['QUARTER', '2026-04-01T00:00:00.000Z'], ['YEAR', '2026-01-01T00:00:00.000Z'],
  ])('%s', (unit, start) => expect(startOfTime('2026-05-17T23:59:59.999999Z', unit)).toBe(start))

  test('lie in the zone of the grain', () => {
    expect(startOfTime('2026-10-31T23:30:00.000Z', 'MONTH', { timeZone: 'Europe/Berlin' })).toBe('2026-10-31T23:00:00.000Z')
    expect(startOfTime('2026-10-31T22:30:00.000Z', 'MONTH', { timeZone: 'Europe/Berlin' })).toBe('2026-09-30T22:00:00.000Z')
    expect(startOfTime('2026-01-01T04:59:59.999Z', 'YEAR', { timeZone: 'America/New_York' })).toBe('2025-01-01T05:00:00.000Z')
  })

  test('begin at the first instant of a day whose midnight is skipped or comes twice', () => {
    expect(startOfTime('2018-11-04T12:00:00.000Z', 'DAY', { timeZone: 'America/Sao_Paulo' })).toBe('2018-11-04T03:00:00.000Z')
    expect(startOfTime('2025-11-02T12:00:00.000Z', 'DAY', { timeZone: 'America/Havana' })).toBe('2025-11-02T04:00:00.000Z')
    expect(startOfTime('2025-11-02T05:30:00.000Z', 'DAY', { timeZone: 'America/Havana' })).toBe('2025-11-02T04:00:00.000Z')
  })

  test('weeks start on the day that is set, years in the month that is set', () => {
    expect(startOfTime('2026-05-17T12:00:00.000Z', 'WEEK', { weekStart: 7 })).toBe('2026-05-17T00:00:00.000Z')
    expect(startOfTime('2026-05-16T12:00:00.000Z', 'WEEK', { weekStart: 7 })).toBe('2026-05-10T00:00:00.000Z')
    expect(startOfTime('2026-03-31T12:00:00.000Z', 'YEAR', { yearStart: 4 })).toBe('2025-04-01T00:00:00.000Z')
    expect(startOfTime('2026-01-15T12:00:00.000Z', 'QUARTER', { yearStart: 2 })).toBe('2025-11-01T00:00:00.000Z')
  })

  test('before 1970', () => expect(startOfTime('1969-12-31T23:59:59.999999Z', 'MONTH')).toBe('1969-12-01T00:00:00.000Z'))

  test('a zone that does not exist is an error', () => expect(() => startOfTime('2026-01-01T00:00:00.000Z', 'DAY', { timeZone: 'Mars/Base' })).toThrow(/no time zone/))
})

describe('periods of days', () => {
  test('a day never shifts, whatever the zone', () => {
    expect(startOfDay('2026-05-17', 'MONTH', { timeZone: 'Pacific/Auckland' })).toBe('2026-05-01')
    expect(startOfDay('2026-05-17', 'WEEK')).toBe('2026-05-11')
    expect(startOfDay('2026-01-01', 'DAY', { timeZone: 'America/New_York' })).toBe('2026-01-01')
  })
})
