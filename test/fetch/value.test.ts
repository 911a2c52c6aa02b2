import { describe, expect, test } from 'vitest'
import type { FieldType, ScalarName } from '../../src/catalog/model.ts'
import type { Literal } from '../../src/fetch/fetch.ts'
import { comparableOf, compareValues, identityOf } from '../../src/fetch/value.ts'
import { smallCatalog } from '../door/small-company.ts'

const catalog = smallCatalog()

function order(type: FieldType, values: readonly Literal[]): readonly Literal[] {
  const decode = comparableOf(catalog, type)
  return values.toSorted((left, right) => compareValues(decode(left), decode(right)))
}
function isSame(type: FieldType, left: Literal, right: Literal): boolean {
  const decode = comparableOf(catalog, type)
  return compareValues(decode(left), decode(right)) === 0 && identityOf(decode(left)) === identityOf(decode(right))
}
const scalar = (name: ScalarName): FieldType => ({ kind: 'scalar', name })

describe('order of values', () => {
  test('text stands by code point, not by UTF-16 unit or locale', () => {
    expect(order(scalar('String'), ['\u{1F600}', '\uFF5E', 'é', 'z', 'Z', 'za'])).toEqual(['Z', 'z', 'za', 'é', '\uFF5E', '\u{1F600}'])
  })

  test('keys of numbers stand as numbers, before other keys', () => {
    expect(order(scalar('ID'), ['x', '10', '9', '9007199254740993', '9007199254740992', '1a', '007'])).toEqual(['9', '10', '9007199254740992', '9007199254740993', '007', '1a', 'x'])
  })

  test('decimals compare exactly', () => {
    expect(order(scalar('Decimal'), ['0.10000000000000000002', '0.1', '-3', '12345678901234567890.5', '12345678901234567890.4']))
      .toEqual(['-3', '0.1', '0.10000000000000000002', '12345678901234567890.4', '12345678901234567890.5'])
    expect(isSame(scalar('Decimal'), '1.50', '1.5')).toBe(true)
    expect(isSame(scalar('Decimal'), '0', '-0.00')).toBe(true)
  })

  test('instants compare by microsecond, however many decimals are written', () => {
    const texts = ['2026-10-01T00:00:00.000500Z', '2026-10-01T00:00:00.001Z', '2026-10-01T00:00:00.000Z']
    expect(order(scalar('DateTime'), texts)).toEqual([texts[2], texts[0], texts[1]])
    expect(isSame(scalar('DateTime'), '2026-10-01T00:00:00.000Z', '2026-10-01T02:00:00.000000+02:00')).toBe(true)
  })

  test('enums stand in the order of their declaration', () => {
    expect(order({ kind: 'enum', name: 'Tier' }, ['ENTERPRISE', 'FREE', 'PRO'])).toEqual(['FREE', 'PRO', 'ENTERPRISE'])
  })

  test('integers beyond 2^53 keep every digit', () => {
    expect(isSame(scalar('BigInt'), 9007199254740993n, 9007199254740992n)).toBe(false)
    expect(isSame(scalar('BigInt'), 7n, 7)).toBe(true)
  })

  test('a value of another type is an error, not an order', () => {
    expect(() => order(scalar('DateTime'), ['yesterday', 'today'])).toThrow(/is no DateTime/)
    expect(() => order({ kind: 'enum', name: 'Tier' }, ['GOLD', 'FREE'])).toThrow(/is no Tier/)
  })
})
