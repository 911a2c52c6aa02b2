import { describe, expect, test } from 'vitest'
import { parseDay, parseInstant, printDay, printInstant } from '../../src/fetch/instant.ts'

const reprint = (text: string): string | null => {
  const instant = parseInstant(text)
  return instant === null ? null : printInstant(instant)
}

describe('instants', () => {
  test.each([
    ['2026-10-01T00:00:00.000Z', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01T00:00:00Z', '2026-10-01T00:00:00.000Z'],
    ['2026-10-01T00:00:00.123456Z', '2026-10-01T00:00:00.123456Z'],
    ['2026-10-01T00:00:00.123000Z', '2026-10-01T00:00:00.123Z'],
    ['2026-10-01T02:30:00+02:30', '2026-10-01T00:00:00.000Z'],
    ['1969-12-31T23:59:59.999999Z', '1969-12-31T23:59:59.999999Z'],
    ['0044-03-15T12:00:00Z', '0044-03-15T12:00:00.000Z'],
  ])('%s is %s', (text, canonical) => expect(reprint(text)).toBe(canonical))

  test.each(['2026-13-01T00:00:00Z', '2026-02-29T00:00:00Z', '2026-10-01T24:00:00Z', '2026-10-01', 'now'])('%s is none', (text) => expect(reprint(text)).toBeNull())
})

describe('days', () => {
  test('count from 1970 and print as they were', () => {
    expect(parseDay('1970-01-02')).toBe(1)
    expect(parseDay('1969-12-31')).toBe(-1)
    expect(printDay(parseDay('2024-02-29')!)).toBe('2024-02-29')
  })

  test('one that the calendar lacks is none', () => expect(parseDay('2026-02-30')).toBeNull())
})
