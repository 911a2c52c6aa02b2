import { Decimal128, Double, Long } from 'bson'
import { CommandFailure } from '../failure.ts'
import { isNullish } from '../values/document.ts'
import { Decimal34, fromDecimal, fromWhole, isNumeric, scaleOf, toDecimal34, toDouble, toExact } from '../values/number.ts'
import type { Numeric } from '../values/number.ts'
import { ofArguments, ofMany, unlessNull } from './operator.ts'
import type { ExpressionOperator, ExpressionOperators } from './operator.ts'

/** Arithmetic in the widest type of the operands: int, long, double, decimal. Integers overflow into long, then double. */
interface Arithmetic {
  readonly whole: (a: bigint, b: bigint) => bigint
  readonly double: (a: number, b: number) => number
  readonly decimal: (a: InstanceType<typeof Decimal34>, b: InstanceType<typeof Decimal34>) => InstanceType<typeof Decimal34>
  readonly scale: (a: number, b: number) => number
}

const addition: Arithmetic = { whole: (a, b) => a + b, double: (a, b) => a + b, decimal: (a, b) => Decimal34.add(a, b), scale: Math.max }
const subtraction: Arithmetic = { whole: (a, b) => a - b, double: (a, b) => a - b, decimal: (a, b) => Decimal34.sub(a, b), scale: Math.max }
const multiplication: Arithmetic = { whole: (a, b) => a * b, double: (a, b) => a * b, decimal: (a, b) => Decimal34.mul(a, b), scale: (a, b) => a + b }

function combine(arithmetic: Arithmetic, left: Numeric, right: Numeric): Numeric {
  if (left instanceof Decimal128 || right instanceof Decimal128) {
    return fromDecimal(arithmetic.decimal(toDecimal34(left), toDecimal34(right)), arithmetic.scale(scaleOf(left), scaleOf(right)))
  }
  if (left instanceof Double || right instanceof Double) return new Double(arithmetic.double(toDouble(left), toDouble(right)))
  return fromWhole(arithmetic.whole(wholeOf(left), wholeOf(right)), left instanceof Long || right instanceof Long)
}

export const addNumbers = (left: Numeric, right: Numeric): Numeric => combine(addition, left, right)

const wholeOf = (value: Numeric): bigint => (typeof value === 'number' ? BigInt(value) : BigInt(value.toString()))

export function asNumber(operator: string, value: unknown): Numeric {
  if (!isNumeric(value)) throw new CommandFailure('TypeMismatch', `${operator} only supports numeric types`)
  return value
}

const $add = ofMany((values) => {
  if (values.some(isNullish)) return null
  const date = values.find((value) => value instanceof Date)
  const sum = values.filter((value) => value !== date).reduce<Numeric>((total, value) => addNumbers(total, asNumber('$add', value)), 0)
  return date === undefined ? sum : new Date(date.getTime() + Math.round(toDouble(sum)))
})

const $subtract = ofArguments(2, unlessNull((left, right) => {
  if (left instanceof Date && right instanceof Date) return Long.fromNumber(left.getTime() - right.getTime())
  if (left instanceof Date) return new Date(left.getTime() - Math.round(toDouble(asNumber('$subtract', right))))
  return combine(subtraction, asNumber('$subtract', left), asNumber('$subtract', right))
}))

const $multiply = ofMany((values) => {
  if (values.some(isNullish)) return null
  return values.reduce<Numeric>((product, value) => combine(multiplication, product, asNumber('$multiply', value)), 1)
})

/** A double, unless an operand is a decimal. */
const $divide = ofArguments(2, unlessNull((left, right) => {
  const [dividend, divisor] = [asNumber('$divide', left), asNumber('$divide', right)]
  if (toExact(divisor).isZero()) throw new CommandFailure('BadValue', "can't $divide by zero")
  if (dividend instanceof Decimal128 || divisor instanceof Decimal128) return fromDecimal(Decimal34.div(toDecimal34(dividend), toDecimal34(divisor)))
  return new Double(toDouble(dividend) / toDouble(divisor))
}))

const $mod = ofArguments(2, unlessNull((left, right) => {
  const [dividend, divisor] = [asNumber('$mod', left), asNumber('$mod', right)]
  if (toExact(divisor).isZero()) throw new CommandFailure('BadValue', "can't $mod by zero")
  return combine({ whole: (a, b) => a % b, double: (a, b) => a % b, decimal: (a, b) => Decimal34.mod(a, b), scale: Math.max }, dividend, divisor)
}))

type Direction = 'round' | 'floor' | 'ceil' | 'trunc'
const ROUNDING: Readonly<Record<Direction, 1 | 2 | 3 | 6>> = { round: Decimal34.ROUND_HALF_EVEN, floor: Decimal34.ROUND_FLOOR, ceil: Decimal34.ROUND_CEIL, trunc: Decimal34.ROUND_DOWN }

/** To so many decimals; the type stays. */
function roundTo(direction: Direction, value: Numeric, places: number): Numeric {
  if (value instanceof Decimal128) return fromDecimal(toDecimal34(value).toDecimalPlaces(places, ROUNDING[direction]))
  if (!(value instanceof Double) || !Number.isFinite(value.value)) return value
  return new Double(toExact(value).toDecimalPlaces(places, ROUNDING[direction]).toNumber())
}

const rounding = (direction: Direction): ExpressionOperator => ofMany(([value, places]) => (isNullish(value) ? null : roundTo(direction, asNumber(`$${direction}`, value), isNullish(places) ? 0 : toDouble(asNumber(`$${direction}`, places)))))

const $abs = ofArguments(1, unlessNull((value) => {
  const number = asNumber('$abs', value)
  return toExact(number).isNegative() ? combine(subtraction, 0, number) : number
}))

export const arithmeticOperators: ExpressionOperators = { $add, $subtract, $multiply, $divide, $mod, $abs, $round: rounding('round'), $floor: rounding('floor'), $ceil: rounding('ceil'), $trunc: rounding('trunc') }
