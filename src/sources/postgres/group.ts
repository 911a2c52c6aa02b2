import type { Group, GroupTerm, Ordering } from '../../fetch/fetch.ts'
import { invariant } from '../../errors.ts'
import type { Compilation } from './compilation.ts'
import { misfitOf } from './decode.ts'
import { dayDecoder, instantDecoder } from './decode-time.ts'
import { periodSql } from './grain.ts'
import type { GroupOutput } from './group-output.ts'
import { measureOutput } from './measure.ts'
import { termSql } from './order.ts'
import { operandOf } from './scope.ts'
import type { TableScope } from './scope-type.ts'

/** Terms first, then measures. */
export function groupOutputs(c: Compilation, scope: TableScope, group: Group): readonly GroupOutput[] {
  return [...group.by.map((term) => termOutput(c, scope, term)), ...group.measures.map((measure) => measureOutput(c, scope, measure))]
}

function termOutput(c: Compilation, scope: TableScope, { as, field, grain }: GroupTerm): GroupOutput {
  const { raw, codec } = operandOf(c, scope, field)
  const sql = codec.value.sql(raw)
  if (grain === undefined) {
    const order = codec.order.sql(raw)
    return { as, sql, decode: codec.decodeValue, nullable: true, ...(order === sql ? {} : { order }) }
  }
  const misfit = misfitOf(c.source, `${scope.entity.name}.${field}`, 'DateTime')
  const decode = codec.family === 'date' ? dayDecoder(misfit) : instantDecoder(misfit)
  return { as, sql: periodSql(sql, codec.family, grain), decode, nullable: true }
}

/** By the outputs' places, so that what is ordered is what is selected. */
export function groupOrderSql(outputs: readonly GroupOutput[], orderBy: readonly Ordering[]): string {
  const terms = orderBy.map(({ field, direction, nulls }) => {
    const place = outputs.findIndex(({ as }) => as === field)
    invariant(place !== -1, `groups are not ordered by ${field}`)
    const { order, nullable } = outputs[place]!
    return termSql({ sql: order ?? String(place + 1), nullable, descending: direction === 'desc', nullsFirst: nulls === 'first', form: IRRELEVANT })
  })
  return terms.length === 0 ? '' : `ORDER BY ${terms.join(', ')}`
}

const IRRELEVANT = { sql: (raw: string) => raw, cast: () => 'text', encode: String }
