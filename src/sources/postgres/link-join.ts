import type { Entity, Link } from '../../catalog/model.ts'
import type { FieldPath } from '../../fetch/fetch.ts'
import type { Compilation } from './compilation.ts'
import { keysMatch } from './key-match.ts'
import { fromSql, openTable, operandOf, tableSql } from './scope.ts'
import type { JoinedTable, Scope, TableScope } from './scope-type.ts'
import { joinConditions } from './sql-text.ts'

/** `LEFT JOIN` of a to-one link. Where nothing says that at most one row matches, the lowest key is taken, so that no join multiplies rows. */
export function joinLink(c: Compilation, outer: TableScope, link: Link): JoinedTable {
  const target = openTable(c, link.to)
  const conditions = linkConditions(c, outer, { target, link })
  if (isUnique(link, target)) {
    return { scope: target, sql: `LEFT JOIN ${tableSql(target.table)} AS ${target.alias} ON ${joinConditions(conditions)}` }
  }
  const lateral = `SELECT ${target.alias}.* FROM ${fromSql(target)} WHERE ${joinConditions(conditions)} ORDER BY ${keyOrder(c, target)} LIMIT 1`
  target.joins.clear()
  return { scope: target, sql: `LEFT JOIN LATERAL (${lateral}) AS ${target.alias} ON true` }
}

/** That a row of `target` belongs to the row of `outer`, and fulfils what the link always asks of it. */
function linkConditions(c: Compilation, outer: Scope, { target, link }: { readonly target: TableScope; readonly link: Link }): readonly string[] {
  const keys = link.on.map((key) => keysMatch(key.type, operandOf(c, outer, key.local), { ...operandOf(c, target, key.remote), match: link.match }))
  return link.where === undefined ? keys : [...keys, c.grammar.predicateSql(c, target, c.constants(link.where))]
}

/** Whether the link's remote fields hold a whole key of the target, compared as the key's own index compares. */
function isUnique(link: Link, target: TableScope): boolean {
  if (link.many || link.match !== undefined || link.on.some(({ type }) => type === 'STRING_CI')) return false
  const remote = new Set(link.on.map((key) => key.remote))
  if (target.entity.key.every((name) => remote.has(name))) return true
  const columns = new Set(link.on.map((key) => columnNamed(target.entity, key.remote)))
  return target.table.unique.some((unique) => unique.every((column) => columns.has(column)))
}

function columnNamed(entity: Entity, path: FieldPath): string | undefined {
  const field = entity.fields.get(path)
  return field !== undefined && field.derive === undefined && field.column.length === 1 ? field.column[0] : undefined
}

const keyOrder = (c: Compilation, target: TableScope): string =>
  target.entity.key.map((name) => operandOf(c, target, name)).map(({ raw, codec }) => codec.order.sql(raw)).join(', ')

/** The rows that a link leads to, as a FROM with conditions: for EXISTS and for counts. */
export function linkedRows(c: Compilation, outer: TableScope, link: Link): { readonly target: TableScope; readonly conditions: readonly string[] } {
  const target = openTable(c, link.to)
  const conditions = linkConditions(c, outer, { target, link })
  if (link.many || isUnique(link, target)) return { target, conditions }
  return { target, conditions: [...conditions, onlyLowest(c, outer, link, target)] }
}

/** A to-one link that finds several rows means the one of the lowest key. */
function onlyLowest(c: Compilation, outer: TableScope, link: Link, target: TableScope): string {
  const lowest = openTable(c, link.to)
  const conditions = linkConditions(c, outer, { target: lowest, link })
  const keys = (scope: TableScope): string => target.entity.key.map((name) => operandOf(c, scope, name).raw).join(', ')
  const order = keyOrder(c, lowest)
  return `(${keys(target)}) = (SELECT ${keys(lowest)} FROM ${fromSql(lowest)} WHERE ${joinConditions(conditions)} ORDER BY ${order} LIMIT 1)`
}
