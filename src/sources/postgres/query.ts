import type { Column } from '../../fetch/fetch.ts'
import type { Compilation } from './compilation.ts'
import { groupOrderSql, groupOutputs } from './group.ts'
import type { Amount, Template } from './lift.ts'
import { afterSql, orderSql, orderTerms, reverseTerms } from './order.ts'
import { conditionsSql } from './predicate.ts'
import { operandOf } from './scope.ts'
import type { TableScope } from './scope-type.ts'

/** The parts of a SELECT over one entity, before its keys are added. */
export interface Query {
  readonly scope: TableScope
  readonly select: readonly string[]
  readonly columns: readonly Column[]
  readonly where: readonly string[]
  /** Number of leading columns that rows are grouped by; null for rows. */
  readonly grouped: number | null
  /** `ORDER BY …`, or nothing. */
  readonly order: string
  readonly limit: Amount
  readonly offset: Amount
}

export function queryOf(c: Compilation, scope: TableScope, template: Template): Query {
  return template.fetch.group === undefined ? rowsQuery(c, scope, template) : groupsQuery(c, scope, template)
}

function rowsQuery(c: Compilation, scope: TableScope, { fetch, limit, offset }: Template): Query {
  const outputs = fetch.fields.map((field) => ({ field, ...operandOf(c, scope, field) }))
  const ordered = orderTerms(c, scope, fetch.orderBy)
  const { after, before, fromEnd } = fetch.page ?? {}
  const places = [
    ...(after === undefined ? [] : [afterSql(c, ordered, after)]),
    ...(before === undefined ? [] : [afterSql(c, reverseTerms(ordered), before)]),
  ]
  return {
    scope, limit, offset, grouped: null,
    select: outputs.map(({ codec, raw }) => codec.wire(raw)),
    columns: outputs.map(({ field, codec }) => ({ field, ...codec.decode })),
    where: [...conditionsSql(c, scope, fetch.where), ...places],
    order: orderSql(fromEnd === true ? reverseTerms(ordered) : ordered),
  }
}

function groupsQuery(c: Compilation, scope: TableScope, { fetch, limit, offset }: Template): Query {
  const outputs = groupOutputs(c, scope, fetch.group!)
  return {
    scope, limit, offset, grouped: fetch.group!.by.length,
    select: outputs.map(({ sql }) => sql),
    columns: outputs.map(({ as, decode }) => ({ field: as, ...decode })),
    where: conditionsSql(c, scope, fetch.where),
    order: groupOrderSql(outputs, fetch.orderBy),
  }
}
