import { describe, expect, it } from 'vitest'
import { dayOfText, instantOfText } from '../../src/fetch/text-time.ts'

const UTC = { timeZone: 'UTC' }
const BERLIN = { timeZone: 'Europe/Berlin' }

describe('an instant kept as text', () => {
  it.each([
    ['2026-03-01T10:20:30Z', '2026-03-01T10:20:30.000Z'],
    ['2026-03-01T10:20:30.123456+02:00', '2026-03-01T08:20:30.123456Z'],
    ['2026-03-01T10:20:30-0130', '2026-03-01T11:50:30.000Z'],
    ['2026-03-01T10:20:30.5', '2026-03-01T10:20:30.500Z'],
    ['2026-03-01 10:20', '2026-03-01T10:20:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(instantOfText(text, UTC)).toBe(instant)
  })

  it.each(['', 'soon', '2026-02-30', '2026-03-01T25:00:00Z', '2026-03-01T10:20:30.1234567Z', '0000-01-01', '2026-03-01T10:20:30Z '])('%j is none', (text) => {
    expect(instantOfText(text, UTC)).toBeNull()
  })

  it('lies in the zone of the project unless it names its own', () => {
    expect(instantOfText('2026-07-01 00:00:00', BERLIN)).toBe('2026-06-30T22:00:00.000Z')
    expect(instantOfText('2026-01-01', BERLIN)).toBe('2025-12-31T23:00:00.000Z')
    expect(instantOfText('2026-07-01T00:00:00Z', BERLIN)).toBe('2026-07-01T00:00:00.000Z')
    expect(instantOfText('2026-07-01T00:00:00.123456', BERLIN)).toBe('2026-06-30T22:00:00.123456Z')
  })

  it('is the later one of two where the clock is set back, and moved on where it is set forward', () => {
    expect(instantOfText('2026-10-25 02:30', BERLIN)).toBe('2026-10-25T01:30:00.000Z')
    expect(instantOfText('2026-10-25 01:59', BERLIN)).toBe('2026-10-24T23:59:00.000Z')
    expect(instantOfText('2026-03-29 02:30', BERLIN)).toBe('2026-03-29T01:30:00.000Z')
    expect(instantOfText('2026-03-29 01:59', BERLIN)).toBe('2026-03-29T00:59:00.000Z')
    expect(instantOfText('2026-03-29 03:00', BERLIN)).toBe('2026-03-29T01:00:00.000Z')
  })

  it('is read by the formats declared, in their order, and by no other', () => {
    const how = { ...UTC, formats: ['DD Mon YYYY HH:mm:ss', 'YYYY/MM', 'DD.MM.YYYY'] }
    expect(instantOfText('05 Oct 2026 01:02:03', how)).toBe('2026-10-05T01:02:03.000Z')
    expect(instantOfText('2026/11', how)).toBe('2026-11-01T00:00:00.000Z')
    expect(instantOfText('31.12.2026', how)).toBe('2026-12-31T00:00:00.000Z')
    expect(instantOfText('31x12x2026', how)).toBeNull()
    expect(instantOfText('05 Foo 2026 01:02:03', how)).toBeNull()
    expect(instantOfText('2026-10-05', how)).toBeNull()
  })
})

describe('a day kept as text', () => {
  it('never shifts, unless it is an instant', () => {
    expect(dayOfText('2026-03-01', BERLIN)).toBe('2026-03-01')
    expect(dayOfText('2026-03-01 23:59', BERLIN)).toBe('2026-03-01')
    expect(dayOfText('2026-03-01T23:59:00Z', BERLIN)).toBe('2026-03-02')
    expect(dayOfText('2026-02-29', BERLIN)).toBeNull()
  })
})
