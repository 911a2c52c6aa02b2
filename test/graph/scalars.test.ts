import { parseValue } from 'graphql'
import { describe, expect, it } from 'vitest'
import { createScalars } from '../../src/graph/scalars/scalars.ts'

const scalars = createScalars('Europe/Berlin')
/** A literal of a document. */
const written = (name: string, literal: string): unknown => scalars[name]!.parseLiteral(parseValue(literal))
/** A value of a variable. */
const given = (name: string, value: unknown): unknown => scalars[name]!.parseValue(value)

describe('literals of exact scalars', () => {
  it.each([
    ['Decimal', '12.50', '12.50'], ['Decimal', '"12.50"', '12.50'], ['Decimal', '-7', '-7'], ['Decimal', '"+.5"', '0.5'],
    ['Decimal', '0.1000000000000000000000000001', '0.1000000000000000000000000001'], ['Decimal', '1.5e3', '1500'], ['Decimal', '"1e-3"', '0.001'],
    ['BigInt', '9007199254740993', 9007199254740993n], ['BigInt', '"-5"', -5n],
    ['Date', '"2026-02-28"', '2026-02-28'],
    ['UUID', '"8D3F0C5E1B2A4C3D8E9F000000000001"', '8d3f0c5e-1b2a-4c3d-8e9f-000000000001'],
    ['DateTime', '"2026-10-01T12:00:00Z"', '2026-10-01T12:00:00.000Z'], ['DateTime', '"2026-10-01T12:00:00.123456+02:00"', '2026-10-01T10:00:00.123456Z'],
    ['DateTime', '"2026-10-01T12:00Z"', '2026-10-01T12:00:00.000Z'],
  ])('%s takes %s', (name, literal, value) => {
    expect(written(name, literal)).toBe(value)
  })

  it('DateTime takes a day as its first instant in the zone of the project, and a time without offset as one of that zone', () => {
    expect(written('DateTime', '"2026-07-01"')).toBe('2026-06-30T22:00:00.000Z')
    expect(written('DateTime', '"2026-01-01"')).toBe('2025-12-31T23:00:00.000Z')
    expect(written('DateTime', '"2026-07-01T12:00:00"')).toBe('2026-07-01T10:00:00.000Z')
  })

  it.each([
    ['Decimal', '"twelve"'], ['Decimal', '"1,5"'], ['Decimal', '"."'], ['Decimal', 'true'], ['Decimal', '"1e99999"'],
    ['BigInt', '1.5'], ['BigInt', '"x"'], ['Date', '"2026-02-30"'], ['Date', '20260228'], ['UUID', '"8d3f"'],
    ['DateTime', '"yesterday"'], ['DateTime', '"2026-13-01T00:00:00Z"'], ['DateTime', '1700000000'],
  ])('%s refuses %s and shows how it is written', (name, literal) => {
    expect(() => written(name, literal)).toThrow(new RegExp(`is no ${name}; write it like "`))
  })
})

describe('variables', () => {
  it('may be numbers where literals may', () => {
    expect(given('Decimal', 12.5)).toBe('12.5')
    expect(given('Decimal', 1e21)).toBe('1000000000000000000000')
    expect(given('BigInt', 7)).toBe(7n)
  })

  it.each([['Decimal', Number.NaN], ['BigInt', 1.5], ['DateTime', 1_700_000_000], ['Decimal', { a: 1 }], ['UUID', 5]])('of %s are refused like literals: %s', (name, value) => {
    expect(() => given(name, value)).toThrow(`is no ${name}`)
  })
})

it('BigInt is text in JSON, so that no digit is lost', () => {
  expect(scalars['BigInt']!.serialize(9007199254740993n)).toBe('9007199254740993')
})
