import type { Compilation } from './compilation.ts'
import type { Query } from './query.ts'
import { joinConditions } from './sql-text.ts'

/** What a query's keys add to its SELECT. */
export interface SelectParts {
  readonly from: string
  /** Columns after the query's own; groups are grouped by them as well. */
  readonly extra?: readonly string[]
  readonly where?: readonly string[]
  /** Most rows, whatever the query's own limit. */
  readonly atMost?: number | undefined
}

export function selectSql(c: Compilation, query: Query, { from, extra = [], where = [], atMost }: SelectParts): string {
  const conditions = [...where, ...query.where]
  return [
    `SELECT ${[...query.select, ...extra].join(', ')}`,
    `FROM ${from}`,
    conditions.length === 0 ? '' : `WHERE ${joinConditions(conditions)}`,
    groupBy(query, extra.length),
    query.order,
    limitSql(c, query, atMost),
    query.offset === undefined ? '' : `OFFSET ${c.amount(query.offset)}`,
  ].filter((clause) => clause !== '').join(' ')
}

/** By place in the SELECT, so that an expression with parameters is recognised as the one that is selected. */
function groupBy({ grouped, select }: Query, extra: number): string {
  if (grouped === null || grouped + extra === 0) return ''
  const terms = Array.from({ length: grouped }, (_, i) => i + 1)
  const keys = Array.from({ length: extra }, (_, i) => select.length + i + 1)
  return `GROUP BY ${[...terms, ...keys].join(', ')}`
}

function limitSql(c: Compilation, { limit }: Query, atMost: number | undefined): string {
  if (limit === undefined) return atMost === undefined ? '' : `LIMIT ${atMost}`
  return `LIMIT ${c.amount(limit, atMost)}`
}
