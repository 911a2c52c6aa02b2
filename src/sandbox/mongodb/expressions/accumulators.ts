import { Decimal128, Double, Long } from 'bson'
import { CommandFailure } from '../failure.ts'
import { compareValues, valueKey } from '../values/compare.ts'
import { isDocument, isNullish, wholeNumber } from '../values/document.ts'
import { compareBy } from '../values/sort-order.ts'
import { Decimal34, ExactDecimal, fromDecimal, fromWhole, isNumeric, scaleOf, toDecimal34, toDouble, toExact } from '../values/number.ts'
import type { Numeric } from '../values/number.ts'
import { ofMany } from './operator.ts'
import type { ExpressionOperators } from './operator.ts'

/** Takes a group's values one by one, in order. */
export interface Accumulator {
  add(value: unknown): void
  result(): unknown
}

/** A sum without a rounded digit, of numbers of any types; what is no number is left out, as the real server does. */
class ExactSum {
  count = 0
  #whole = 0n
  #double = new ExactDecimal(0)
  #decimal: InstanceType<typeof Decimal34> | null = null
  #wide = false
  #hasDouble = false
  #scale = 0

  add(value: unknown): void {
    if (!isNumeric(value)) return
    this.count++
    if (value instanceof Decimal128) this.#addDecimal(value)
    else if (value instanceof Double) {
      this.#hasDouble = true
      this.#double = this.#double.add(toExact(value))
    } else {
      this.#wide ||= value instanceof Long
      this.#whole += BigInt(typeof value === 'number' ? value : value.toString())
    }
  }

  #addDecimal(value: Decimal128): void {
    this.#scale = Math.max(this.#scale, scaleOf(value))
    this.#decimal = Decimal34.add(this.#decimal ?? 0, toDecimal34(value))
  }

  total(): Numeric {
    if (this.#decimal !== null) return fromDecimal(Decimal34.add(this.#decimal, this.#double.add(String(this.#whole)).toSignificantDigits(34).toString()), this.#scale)
    if (this.#hasDouble) return new Double(this.#double.add(String(this.#whole)).toNumber())
    return fromWhole(this.#whole, this.#wide)
  }

  average(): Numeric | null {
    if (this.count === 0) return null
    const total = this.total()
    if (total instanceof Decimal128) return fromDecimal(Decimal34.div(toDecimal34(total), this.count))
    return new Double(this.#double.isFinite() ? this.#double.add(String(this.#whole)).div(this.count).toNumber() : toDouble(total))
  }
}

const summing = (read: (sum: ExactSum) => unknown) => (): Accumulator => {
  const sum = new ExactSum()
  return { add: (value) => sum.add(value), result: () => read(sum) }
}

/** Null and missing are no part of an extreme. */
const extreme = (sign: 1 | -1) => (): Accumulator => {
  let best: unknown
  return {
    add: (value) => {
      if (!isNullish(value) && (best === undefined || sign * compareValues(value, best) < 0)) best = value
    },
    result: () => best ?? null,
  }
}

const collecting = (finish: (values: unknown[]) => unknown) => (): Accumulator => {
  const values: unknown[] = []
  return { add: (value) => values.push(value), result: () => finish(values) }
}

const pushing = (): Accumulator => {
  const values: unknown[] = []
  return { add: (value) => value !== undefined && values.push(value), result: () => values }
}

const addingToSet = (): Accumulator => {
  const values = new Map<string, unknown>()
  return { add: (value) => value !== undefined && !values.has(valueKey(value)) && values.set(valueKey(value), value), result: () => [...values.values()] }
}

/** `$firstN`, `$minN` and their like see `{input, n}`; `$topN` and its like `{output, n, by}`, evaluated a row. */
interface Picked { readonly input?: unknown; readonly output?: unknown; readonly n?: unknown; readonly by?: unknown }

const some = (values: readonly unknown[]): Picked => (isDocument(values[0]) ? values[0] : {})
function countOf(values: readonly unknown[]): number {
  const n = wholeNumber(some(values).n)
  if (n === undefined || n < 1) throw new CommandFailure('BadValue', "'n' must be greater than 0")
  return n
}
const inputs = (values: readonly unknown[]): unknown[] => values.map((value) => (value as Picked).input ?? null)
const ordered = (sign: 1 | -1) => collecting((values) => inputs(values).filter((value) => value !== null).toSorted((a, b) => sign * compareValues(a, b)).slice(0, countOf(values)))

/** What `$topN` sorts: the row beside its output; `by` is the specification. */
interface Ranked { readonly row: unknown; readonly output: unknown; readonly n: unknown; readonly by: Readonly<Record<string, unknown>> }
const ranked = (pick: (outputs: readonly unknown[], n: number) => unknown) => collecting((values) => {
  const rows = values as readonly Ranked[]
  const compare = compareBy(rows[0]!.by)
  return pick(rows.toSorted((a, b) => compare(a.row, b.row)).map(({ output }) => output ?? null), wholeNumber(rows[0]!.n) ?? 1)
})

export const RANKED_ACCUMULATORS: ReadonlySet<string> = new Set(['$top', '$topN', '$bottom', '$bottomN'])

export const accumulators: Readonly<Record<string, () => Accumulator>> = {
  $sum: summing((sum) => sum.total()),
  $avg: summing((sum) => sum.average()),
  $count: summing((sum) => sum.total()),
  $min: extreme(1),
  $max: extreme(-1),
  $push: pushing,
  $addToSet: addingToSet,
  $first: collecting((values) => values[0] ?? null),
  $last: collecting((values) => values.at(-1) ?? null),
  $firstN: collecting((values) => inputs(values).slice(0, countOf(values))),
  $lastN: collecting((values) => inputs(values).slice(-countOf(values))),
  $minN: ordered(1),
  $maxN: ordered(-1),
  $top: ranked((outputs) => outputs[0] ?? null),
  $topN: ranked((outputs, n) => outputs.slice(0, n)),
  $bottom: ranked((outputs) => outputs.at(-1) ?? null),
  $bottomN: ranked((outputs, n) => outputs.slice(-n)),
  $mergeObjects: collecting((values) => Object.assign({}, ...values.filter((value) => !isNullish(value)))),
}

/** `{$max: ["$a", "$b"]}` and `{$max: "$list"}`: one argument that is a list stands for its elements. */
const overArguments = (make: () => Accumulator) => ofMany((values) => {
  const accumulator = make()
  for (const value of values.length === 1 && Array.isArray(values[0]) ? values[0] : values) accumulator.add(value)
  return accumulator.result()
})

export const foldOperators: ExpressionOperators = { $sum: overArguments(accumulators['$sum']!), $avg: overArguments(accumulators['$avg']!), $min: overArguments(accumulators['$min']!), $max: overArguments(accumulators['$max']!) }
