import type { Catalog, FieldType } from '../catalog/model.ts'
import type { AggregateName, Literal, Measure, Value } from '../fetch/fetch.ts'
import { comparableOf, compareValues, Decimal, identityOf } from '../fetch/value.ts'
import { compileTest } from './evaluate.ts'
import { isLiteral } from './literal.ts'
import type { RowShape } from './row-shape.ts'

/** Digits of an average of Decimals. */
const Quotient = Decimal.clone({ precision: 60 })

/** A measure over rows: its own filter first, NULLs are no part of it. */
export function compileMeasure<Row>(catalog: Catalog, shape: RowShape<Row>, measure: Measure): (rows: readonly Row[]) => Value {
  const rowsOf = compileFilter(catalog, shape, measure)
  if (measure.field === undefined) return (rows) => rowsOf(rows).length
  const read = shape.read(measure.field)
  const aggregate = aggregateOf(measure.aggregate, catalog, shape.typeOf(measure.field))
  return (rows) => aggregate(rowsOf(rows).map(read).filter(isLiteral))
}

function compileFilter<Row>(catalog: Catalog, shape: RowShape<Row>, { where }: Measure): (rows: readonly Row[]) => readonly Row[] {
  if (where === undefined) return (rows) => rows
  const test = compileTest(catalog, shape, where)
  return (rows) => rows.filter((row) => test(row) === true)
}

type Aggregate = (values: readonly Literal[]) => Value

function aggregateOf(name: AggregateName, catalog: Catalog, type: FieldType): Aggregate {
  switch (name) {
    case 'count': return (values) => values.length
    case 'countDistinct': return distinctIn(catalog, type)
    case 'sum': return (values) => numberAs(type, sum(values))
    case 'avg': return (values) => average(type, values)
    case 'min': return extreme(catalog, type, -1)
    case 'max': return extreme(catalog, type, 1)
  }
}

function distinctIn(catalog: Catalog, type: FieldType): Aggregate {
  const decode = comparableOf(catalog, type)
  return (values) => new Set(values.map((value) => identityOf(decode(value)))).size
}

const sum = (values: readonly Literal[]): Decimal => values.reduce<Decimal>((total, value) => total.plus(String(value)), new Decimal(0))

function average(type: FieldType, values: readonly Literal[]): Value {
  if (values.length === 0) return null
  const quotient = Quotient.div(sum(values), values.length)
  return type.name === 'Decimal' ? quotient.toFixed() : quotient.toNumber()
}

/** The sum of Int and BigInt is a BigInt, of Decimal a Decimal, of Float a Float. */
function numberAs(type: FieldType, total: Decimal): Literal {
  if (type.name === 'Float') return total.toNumber()
  return type.name === 'Decimal' ? total.toFixed() : BigInt(total.toFixed())
}

function extreme(catalog: Catalog, type: FieldType, sign: 1 | -1): Aggregate {
  const decode = comparableOf(catalog, type)
  return (values) => {
    const [first, ...rest] = values
    if (first === undefined) return null
    return rest.reduce((best, value) => (sign * compareValues(decode(value), decode(best)) > 0 ? value : best), first)
  }
}
