import { Decimal128 } from 'mongodb'
import type { Catalog } from '../../catalog/model.ts'
import type { Measure } from '../../fetch/fetch.ts'
import { measureType } from '../../fetch/field-type.ts'
import { columnReader } from './column-reader.ts'
import type { Reader } from './decode.ts'
import { EXACT_TYPES } from './codec-number.ts'
import { allOf, choose, hasType, isPresent } from './expression.ts'
import type { Expression } from './expression.ts'
import { comparableOf, operandOf } from './operand.ts'
import type { Operand } from './operand.ts'
import { compileTruth } from './predicate.ts'
import type { RowScope } from './row-scope.ts'
import { Unpushable } from './unpushable.ts'

/** A measure in two steps: accumulators of `$group`, and the value made of them. */
export interface CompiledMeasure {
  readonly accumulators: Readonly<Record<string, Expression>>
  readonly value: Expression
  readonly read: Reader
}

export interface MeasureSite {
  readonly scope: RowScope
  readonly source: string
  readonly catalog: Catalog
  /** The name of its accumulator. */
  readonly name: string
}

export function compileMeasure(site: MeasureSite, measure: Measure): CompiledMeasure {
  const { scope, name } = site
  const passes = measure.where === undefined ? [] : [compileTruth(scope, measure.where)]
  if (measure.field === undefined) return simple(site, measure, { accumulator: { $sum: passes.length === 0 ? 1 : choose(allOf(passes), 1, 0) }, operand: null })
  const operand = operandOf(scope, measure.field)
  if (operand.list || operand.codec.family === 'opaque') throw new Unpushable('a measure of values that have no order')
  const value = checked(operand)
  const counted = allOf([...passes, isPresent(comparableOf(operand))])
  const filtered = passes.length === 0 ? value : choose(allOf(passes), value, null)
  switch (measure.aggregate) {
    case 'count': return simple(site, measure, { accumulator: { $sum: choose(counted, 1, 0) }, operand })
    case 'countDistinct': return { ...simple(site, measure, { accumulator: { $addToSet: choose(counted, value, '$$REMOVE') }, operand }), value: { $size: `$${name}` } }
    case 'min':
    case 'max': return simple(site, measure, { accumulator: { [`$${measure.aggregate}`]: ranked(operand, filtered) }, operand })
    case 'sum': return simple(site, measure, { accumulator: { $sum: addend(operand, filtered) }, operand })
    case 'avg': return average(site, measure, { operand, filtered, counted })
  }
}

interface Simple { readonly accumulator: Expression; readonly operand: Operand | null }

function simple(site: MeasureSite, measure: Measure, { accumulator, operand }: Simple): CompiledMeasure {
  return { accumulators: { [site.name]: accumulator }, value: `$${site.name}`, read: readerOf(site, measure, operand) }
}

function readerOf({ catalog, source }: MeasureSite, measure: Measure, operand: Operand | null): Reader {
  const rank = operand?.codec.rank
  const isExtreme = measure.aggregate === 'min' || measure.aggregate === 'max'
  if (isExtreme && rank !== undefined) return (wire) => (wire === null || wire === undefined ? null : rank.decode(wire))
  // A parsed time is a time; how its text was written no longer matters.
  if (isExtreme && operand !== null) return columnReader({ catalog, source, label: measure.as }, operand.field)
  return columnReader({ catalog, source, label: measure.as }, { name: measure.as, type: measureType(measure, operand?.field.type ?? null) })
}

/**
 * A value whose type does not fit makes the whole fetch fail with SOURCE_VALUE, for an aggregate would leave it out without
 * a word: the conversion of its type's name to a number is what fails.
 */
function checked(operand: Operand): Expression {
  const value = comparableOf(operand)
  const types = operand.field.type.name === 'Decimal' && operand.field.storedType !== 'DOUBLE' ? EXACT_TYPES : operand.codec.types
  if (operand.codec.comparable !== undefined || operand.field.derive?.kind === 'regex') return value
  return choose(hasType(value, [...types, 'null', 'missing', 'undefined']), value, { $toDecimal: { $type: value } })
}

const ranked = ({ codec }: Operand, value: Expression): Expression => (codec.rank === undefined ? value : codec.rank.of(value))

/** Longs are added as decimals, for a sum beyond 63 bits would become a double; a double that stands for a whole number first as one. */
function addend({ field, codec }: Operand, value: Expression): Expression {
  if (codec.family !== 'number') throw new Unpushable('a sum of what are no numbers')
  if (field.type.name === 'Decimal' && field.storedType === 'DOUBLE') throw new Unpushable('an exact sum of doubles')
  if (field.type.name !== 'BigInt') return value
  return { $multiply: [choose(hasType(value, ['double']), { $toLong: value }, value), Decimal128.fromString('1') as unknown as Expression] }
}

interface Average { readonly operand: Operand; readonly filtered: Expression; readonly counted: Expression }

/**
 * Of Floats the server's own. Else the exact sum divided in 34 digits: nearer to a double's rounding border than that no
 * quotient of a sum below 2^63 and a count below 2^31 comes, so that reading it gives the nearest double.
 */
function average(site: MeasureSite, measure: Measure, { operand, filtered, counted }: Average): CompiledMeasure {
  const sum = addend(operand, filtered)
  const read = readerOf(site, measure, operand)
  if (operand.field.type.name === 'Float') return { accumulators: { [site.name]: { $avg: filtered } }, value: `$${site.name}`, read }
  const count = `${site.name}__n`
  const total: Expression = operand.field.type.name === 'Int' ? { $toDecimal: { $toLong: `$${site.name}` } } : { $toDecimal: `$${site.name}` }
  return {
    accumulators: { [site.name]: { $sum: sum }, [count]: { $sum: choose(counted, 1, 0) } },
    value: choose({ $gt: [`$${count}`, 0] }, { $divide: [total, { $max: [`$${count}`, 1] }] }, null),
    read,
  }
}
