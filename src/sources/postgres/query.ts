import type { Column, Group } from '../../fetch/fetch.ts'
import type { Compilation } from './compilation.ts'
import { groupOrderSql, groupOutputs } from './group.ts'
import type { Template } from './lift.ts'
import type { Amount } from './lifter.ts'
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
  const { group } = template
  return group === undefined ? rowsQuery(c, scope, template) : groupsQuery(c, scope, { ...template, group })
}

function rowsQuery(c: Compilation, scope: TableScope, { fields, where, orderBy, page, limit, offset }: Template): Query {
  const outputs = fields.map((field) => ({ field, ...operandOf(c, scope, field) }))
  const ordered = orderTerms(c, scope, orderBy)
  const { after, before, fromEnd } = page ?? {}
  const places = [
    ...(after === undefined ? [] : [afterSql(c, ordered, after)]),
    ...(before === undefined ? [] : [afterSql(c, reverseTerms(ordered), before)]),
  ]
  return {
    scope, limit, offset, grouped: null,
    select: outputs.map(({ codec, raw }) => codec.wire(raw)),
    columns: outputs.map(({ field, codec }) => ({ field, ...codec.decode })),
    where: [...conditionsSql(c, scope, where), ...places],
    order: orderSql(fromEnd === true ? reverseTerms(ordered) : ordered),
  }
}

function groupsQuery(c: Compilation, scope: TableScope, { where, group, orderBy, limit, offset }: Template & { readonly group: Group }): Query {
  const outputs = groupOutputs(c, scope, group)
  return {
    scope, limit, offset, grouped: group.by.length,
    select: outputs.map(({ sql }) => sql),
    columns: outputs.map(({ as, decode }) => ({ field: as, ...decode })),
    where: conditionsSql(c, scope, where),
    order: groupOrderSql(outputs, orderBy),
  }
}
