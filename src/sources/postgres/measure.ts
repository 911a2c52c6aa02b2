import type { FieldType } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import { fieldAt, measureType } from '../../fetch/field-type.ts'
import type { Measure } from '../../fetch/fetch.ts'
import type { Codec } from './codec.ts'
import type { Compilation } from './compilation.ts'
import { INT_DECODER, bigIntDecoder, decimalDecoder, decoderOf, floatDecoder, misfitOf } from './decode.ts'
import type { Decoder, Misfit } from './decode.ts'
import type { GroupOutput } from './group-output.ts'
import { operandOf } from './scope.ts'
import type { Operand, TableScope } from './scope-type.ts'
import { quoteTexts } from './sql-text.ts'

/** A measure as SQL. Sums and counts over nothing are 0, the others NULL; NULLs are no part of any. */
export function measureOutput(c: Compilation, scope: TableScope, measure: Measure): GroupOutput {
  const filter = measure.where === undefined ? '' : ` FILTER (WHERE ${c.grammar.predicateSql(c, scope, measure.where)})`
  const misfit = misfitOf(c.source, `${scope.entity.name}.${measure.as}`, measure.aggregate)
  if (measure.field === undefined) {
    invariant(measure.aggregate === 'count', `${measure.aggregate} needs a field`)
    return { as: measure.as, sql: `count(*)${filter}`, decode: INT_DECODER, nullable: false }
  }
  const operand = operandOf(c, scope, measure.field)
  const type = measureType(measure, fieldAt(c.catalog, scope.entity.name, measure.field).type)
  return { as: measure.as, ...aggregateOf(measure, operand, { type, filter, misfit }) }
}

interface Context { readonly type: FieldType; readonly filter: string; readonly misfit: Misfit }
type Aggregated = Omit<GroupOutput, 'as'>

function aggregateOf({ aggregate }: Measure, operand: Operand, context: Context): Aggregated {
  const { filter } = context
  const value = operand.codec.value.sql(operand.raw)
  switch (aggregate) {
    case 'count': return { sql: `count(${value})${filter}`, decode: INT_DECODER, nullable: false }
    case 'countDistinct': return { sql: `count(DISTINCT ${value})${filter}`, decode: INT_DECODER, nullable: false }
    case 'sum': return { sql: `coalesce(sum(${exact(operand.codec, value)})${filter}, 0)`, decode: numberDecoder(context), nullable: false }
    case 'avg': return averageOf(exact(operand.codec, value), context)
    case 'min':
    case 'max': return extremeOf(aggregate, operand, filter)
  }
}

/** Doubles are summed by the digits they are shown with: exact, and the same in whichever order the rows come. */
const exact = ({ family }: Codec, value: string): string => (family === 'float' ? `${value}::text::numeric` : value)

function numberDecoder({ type, misfit }: Context): Decoder {
  switch (type.name) {
    case 'Decimal': return decimalDecoder(misfit)
    case 'BigInt': return bigIntDecoder(misfit)
    default: return floatDecoder(misfit)
  }
}

const SCALE = 40

/** PostgreSQL keeps at least 16 significant digits of a quotient. For the nearest double it takes more: 40 places are moved before the point. */
function averageOf(value: string, { type, filter, misfit }: Context): Aggregated {
  if (type.name === 'Decimal') return { sql: `avg(${value})${filter}`, decode: decimalDecoder(misfit), nullable: true }
  const sql = `(sum(${value})${filter}::numeric * 1e${SCALE} / nullif(count(${value})${filter}, 0))`
  const float = floatDecoder(misfit)
  return { sql, decode: decoderOf((text) => float.toValue(`${text}e-${SCALE}`), (text) => float.toJson(`${text}e-${SCALE}`)), nullable: true }
}

function extremeOf(aggregate: 'min' | 'max', { raw, codec }: Operand, filter: string): Aggregated {
  const value = codec.value.sql(raw)
  const order = codec.order.sql(raw)
  const decode = codec.decodeValue
  if (codec.family === 'boolean') return { sql: `${aggregate === 'min' ? 'bool_and' : 'bool_or'}(${value})${filter}`, decode, nullable: true }
  if (codec.family === 'uuid') return { sql: `${aggregate}(${value}::text COLLATE "C")${filter}`, decode, nullable: true }
  if (order === value || codec.ranked === undefined) return { sql: `${aggregate}(${order})${filter}`, decode, nullable: true }
  const rank = `${aggregate}(${order})${filter}`
  return { sql: `(${quoteTexts(codec.ranked)}::text[])[${rank}]`, decode, order: rank, nullable: true }
}
