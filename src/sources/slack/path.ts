import type { Link } from '../../catalog/model.ts'
import { entityOf, resolvePath } from '../../catalog/model.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import type { FieldPath } from '../../fetch/fetch.ts'
import type { Compilation, RowScope, Scope } from './compilation.ts'
import { fromOf, joinConditions, openScope, tableOf } from './compilation.ts'
import type { Expression } from './expression.ts'
import { elementField, rowField } from './expression.ts'
import { anyKeyMatches, keyMatches, keyOf } from './key-match.ts'
import { STORED_OBJECTS } from './stored-objects.ts'

/** The value of a field of this row or element, behind to-one links as the path says. */
export function valueOf(compilation: Compilation, scope: Scope, path: FieldPath): Expression {
  if (scope.kind === 'element') return elementField(compilation, scope, path)
  const resolved = resolvePath(compilation.catalog, scope.entity.name, path)
  const holder = resolved.links.reduce((at, link) => followLink(compilation, at, link), scope)
  const [field, ...inner] = resolved.fields
  invariant(field !== undefined && inner.length === 0, `${scope.entity.name}.${path} is no field`)
  return rowField(holder, field)
}

/** The scope behind a to-one link; joined once, however often it is followed. */
export function followLink(compilation: Compilation, scope: RowScope, link: Link): RowScope {
  const known = scope.linked.get(link.name)
  if (known !== undefined) return known
  const target = openScope(compilation, entityOf(compilation.catalog, link.to), scope.joins)
  const condition = findsOne(target, link) ? linkCondition(compilation, link, { from: scope, to: target }) : `${target.alias}.row = ${lowestRow(compilation, scope, link)}`
  scope.joins.push(`left join ${tableOf(target)} on ${condition}`)
  scope.linked.set(link.name, target)
  return target
}

/** Do the link's keys name at most one row, as the store's own unique columns have it? */
function findsOne(target: RowScope, link: Link): boolean {
  if (link.where !== undefined) return false
  const columns = link.on.flatMap(({ remote, type }) => {
    const field = target.entity.fields.get(remote)
    return field === undefined || field.derive !== undefined || (type !== 'STRING' && type !== 'NATIVE') ? [] : field.column
  })
  return STORED_OBJECTS[target.object].unique.some((unique) => unique.every((column) => columns.includes(column)))
}

/** A to-one link that finds several rows takes the one with the lowest key. */
function lowestRow(compilation: Compilation, scope: RowScope, link: Link): string {
  const target = openScope(compilation, entityOf(compilation.catalog, link.to))
  const condition = linkCondition(compilation, link, { from: scope, to: target })
  const key = target.entity.key.map((field) => valueOf(compilation, target, field).sql)
  return `(select ${target.alias}.row from ${fromOf(target)} where ${condition} order by ${key.join(', ')} limit 1)`
}

/** True for rows of `to` that the link finds from the row of `from`. */
export function linkCondition(compilation: Compilation, link: Link, { from, to }: { readonly from: RowScope; readonly to: RowScope }): string {
  if (link.match !== undefined) throw new CrossgraphError('SOURCE_REJECTED', `The link ${link.from}.${link.name} rewrites its key, which Slack's store cannot`)
  const keys = link.on.map(({ local, remote, type }) => {
    const [left, right] = [valueOf(compilation, from, local), valueOf(compilation, to, remote)]
    return left.type === 'texts' ? anyKeyMatches(compilation, left, { right, type }) : keyMatches(compilation, keyOf(compilation, left, type), { right, type })
  })
  const always = link.where === undefined ? [] : [compilation.predicate(compilation, to, link.where)]
  return joinConditions([...keys, ...always], 'and')
}
