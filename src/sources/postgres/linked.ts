import type { Predicate } from '../../fetch/fetch.ts'
import { invariant } from '../../errors.ts'
import { OPERATORS } from './operator.ts'
import type { Compilation } from './compilation.ts'
import { linkedRows } from './link-join.ts'
import { embeddedList, fromSql } from './scope.ts'
import type { ElementScope, Scope } from './scope-type.ts'
import { joinConditions } from './sql-text.ts'

type Linked = Extract<Predicate, { kind: 'linked' }>

/** EXISTS over linked rows, or over the objects of a list inside jsonb: true or false, never unknown. */
export function linkedSql(c: Compilation, scope: Scope, { link, quantifier, where }: Linked): string {
  const isEmpty = where.kind === 'and' && where.of.length === 0
  if (quantifier === 'every' && isEmpty) return 'true'
  const { inner, rest } = rowsOf(c, scope, link)
  if (quantifier === 'every') return `NOT ${existsSql(inner, [...rest, `(${c.grammar.predicateSql(c, inner, where)}) IS NOT TRUE`])}`
  const exists = existsSql(inner, isEmpty ? rest : [...rest, c.grammar.predicateSql(c, inner, where)])
  return quantifier === 'some' ? exists : `NOT ${exists}`
}

export function linkedCountSql(c: Compilation, scope: Scope, { link, op, value }: Extract<Predicate, { kind: 'linkedCount' }>): string {
  return `${countSql(c, scope, link)} ${OPERATORS[op]} ${Math.trunc(value)}`
}

/** How many rows a link leads to, as an expression. */
export function countSql(c: Compilation, scope: Scope, link: string): string {
  const { inner, rest } = rowsOf(c, scope, link)
  return `(SELECT count(*) FROM ${rowsSql(inner)}${rest.length === 0 ? '' : ` WHERE ${joinConditions(rest)}`})`
}

interface LinkedRows { readonly inner: Scope; readonly rest: readonly string[] }

function rowsOf(c: Compilation, scope: Scope, name: string): LinkedRows {
  const list = embeddedList(c, scope, name)
  if (list !== null) {
    const alias = c.nextAlias()
    return { inner: { kind: 'element', object: list.object, raw: `${alias}.element`, label: list.label, ...elementsOf(list.raw, alias) }, rest: [] }
  }
  const link = scope.kind === 'table' ? scope.entity.links.get(name) : undefined
  invariant(scope.kind === 'table' && link !== undefined, `no link ${name}`)
  const { target, conditions } = linkedRows(c, scope, link)
  return { inner: target, rest: conditions }
}

/** A missing list, or a value that is none, has no elements. */
const elementsOf = (raw: string, alias: string): Pick<ElementScope, 'from'> => ({
  from: `jsonb_array_elements(CASE WHEN jsonb_typeof(${raw}) = 'array' THEN ${raw} END) AS ${alias}(element)`,
})

const rowsSql = (inner: Scope): string => (inner.kind === 'table' ? fromSql(inner) : inner.from)

function existsSql(inner: Scope, conditions: readonly string[]): string {
  return `EXISTS (SELECT FROM ${rowsSql(inner)}${conditions.length === 0 ? '' : ` WHERE ${joinConditions(conditions)}`})`
}
