import { Decimal } from 'decimal.js'
import { Decimal128, Double, Long } from 'bson'

/** The four numeric types, from narrow to wide: a result has the widest type of its operands. */
export type Numeric = number | Long | Double | Decimal128

/** 34 digits, ties to even: the arithmetic of Decimal128. */
export const Decimal34 = Decimal.clone({ precision: 34, rounding: Decimal.ROUND_HALF_EVEN, toExpNeg: -6177, toExpPos: 6145, maxE: 6144, minE: -6176 })
/** Enough digits for any double written out in full, and for sums of such. */
export const ExactDecimal = Decimal.clone({ precision: 2500, toExpNeg: -7000, toExpPos: 7000, maxE: 9e15, minE: -9e15 })

export function isNumeric(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof Double || value instanceof Long || value instanceof Decimal128
}

/** The nearest double; exact for Int32 and Double. */
export function toDouble(value: Numeric): number {
  if (typeof value === 'number') return value
  if (value instanceof Double) return value.value
  return value instanceof Long ? Number(value.toBigInt()) : Number(value.toString())
}

/** The number itself, no digit rounded: 0.1 as a double is 0.1000000000000000055511…. */
export function toExact(value: Numeric): Decimal {
  if (typeof value === 'number') return new ExactDecimal(value)
  if (value instanceof Double) return exactDouble(value.value)
  return new ExactDecimal(value.toString())
}

function exactDouble(value: number): Decimal {
  if (!Number.isFinite(value) || Number.isInteger(value)) return new ExactDecimal(Number.isFinite(value) ? String(BigInt(value)) : value)
  let shift = 0
  let mantissa = value
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2
    shift++
  }
  return new ExactDecimal(mantissa).div(new ExactDecimal(2).pow(shift))
}

/** A double as Decimal128 has it after `$toDecimal` or in mixed arithmetic: 15 significant digits, as the real server rounds. */
export function toDecimal34(value: Numeric): Decimal {
  if (value instanceof Double) return new Decimal34(Number.isFinite(value.value) ? value.value.toPrecision(15) : value.value)
  return new Decimal34(typeof value === 'number' ? value : value.toString())
}

/** NaN is equal to itself and less than every other number. */
export function compareNumbers(left: Numeric, right: Numeric): number {
  const a = typeof left === 'number' ? left : left instanceof Double ? left.value : null
  const b = typeof right === 'number' ? right : right instanceof Double ? right.value : null
  if (a !== null && b !== null) return compareDoubles(a, b)
  if (left instanceof Long && right instanceof Long) return left.compare(right)
  const x = toExact(left)
  const y = toExact(right)
  if (x.isNaN() || y.isNaN()) return Number(y.isNaN()) - Number(x.isNaN())
  return x.comparedTo(y)
}

function compareDoubles(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
  return a < b ? -1 : a > b ? 1 : 0
}

/** One text for numerically equal values of any type: 1, 1.0, Long 1 and Decimal128 `1.00`. */
export function numberKey(value: Numeric): string {
  if (typeof value === 'number') return value === 0 ? '0' : String(value)
  if (value instanceof Long) return value.toString()
  const exact = toExact(value)
  return exact.isZero() ? '0' : exact.toString()
}

/** A whole number as Int32 where it fits (and Long is not asked for), as Long, else as double: how integers overflow. */
export function fromWhole(value: bigint, wide: boolean): Numeric {
  if (!wide && value >= -2147483648n && value <= 2147483647n) return Number(value)
  return BigInt.asIntN(64, value) === value ? Long.fromBigInt(value) : new Double(Number(value))
}

/** Text with at least `scale` decimals kept: 12.50 + 0.50 is 13.00, as IEEE 754 decimals have it. */
export function fromDecimal(value: Decimal, scale = 0): Decimal128 {
  if (!value.isFinite()) return Decimal128.fromString(value.isNaN() ? 'NaN' : value.isPositive() ? 'Infinity' : '-Infinity')
  const rounded = new Decimal34(value).toSignificantDigits(34)
  const kept = Math.min(scale, 34 - Math.max(1, rounded.e + 1))
  return Decimal128.fromStringWithRounding(kept > rounded.decimalPlaces() ? rounded.toFixed(kept) : plainOrScientific(rounded))
}

const plainOrScientific = (value: Decimal): string => (Math.abs(value.e) > 33 ? value.toExponential() : value.toFixed())

/** Number of decimals written: 2 for `12.50`. */
export function scaleOf(value: Numeric): number {
  if (!(value instanceof Decimal128)) return 0
  const text = value.toString()
  return /^-?\d+\.\d+$/.test(text) ? text.length - text.indexOf('.') - 1 : 0
}
