import type { Entity } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { CompareOp, Literal, MatchHow, Predicate } from '../../fetch/fetch.ts'
import { canonicalKey } from '../../fetch/key.ts'
import { objectOf } from '../../fetch/field-type.ts'
import type { Compilation, RowScope, Scope } from './compilation.ts'
import { bind, fromOf, joinConditions, nextAlias, openScope } from './compilation.ts'
import type { Expression } from './expression.ts'
import { orderOf } from './expression.ts'
import { followLink, linkCondition, valueOf } from './path.ts'
import { jsonList, storedLiteral } from './literal.ts'

type Of<K extends Predicate['kind']> = Extract<Predicate, { readonly kind: K }>

/** A condition on the row or element of `scope`, in SQL's own three-valued logic. */
export function compilePredicate(compilation: Compilation, scope: Scope, predicate: Predicate): string {
  switch (predicate.kind) {
    case 'and':
    case 'or': return joinConditions(predicate.of.map((part) => compilePredicate(compilation, scope, part)), predicate.kind)
    case 'not': return `not ${parenthesised(compilePredicate(compilation, scope, predicate.of))}`
    case 'isNull': return `${valueOf(compilation, scope, predicate.field).sql} is null`
    case 'compare': return compileCompare(compilation, valueOf(compilation, scope, predicate.field), predicate)
    case 'in': return compileIn(compilation, valueOf(compilation, scope, predicate.field), predicate)
    case 'match': return compileMatch(compilation, valueOf(compilation, scope, predicate.field), predicate)
    case 'list': return compileList(compilation, valueOf(compilation, scope, predicate.field), predicate)
    case 'listCount': return `json_array_length(${valueOf(compilation, scope, predicate.field).sql}) ${OPERATORS[predicate.op]} ${bind(compilation, predicate.value)}`
    case 'linked': return compileLinked(compilation, rowOf(scope), predicate)
    case 'linkedCount': return `${countLinked(compilation, rowOf(scope), predicate.link)} ${OPERATORS[predicate.op]} ${bind(compilation, predicate.value)}`
  }
}

const OPERATORS: Readonly<Record<CompareOp, string>> = { eq: '=', ne: '<>', gt: '>', gte: '>=', lt: '<', lte: '<=' }

const parenthesised = (sql: string): string => (sql.startsWith('(') ? sql : `(${sql})`)

function rowOf(scope: Scope): RowScope {
  invariant(scope.kind === 'row', 'an embedded object has no links')
  return scope
}

/** Enums are greater and lesser by their declaration. */
function compileCompare(compilation: Compilation, expression: Expression, { op, value }: Of<'compare'>): string {
  if (expression.field.type.kind !== 'enum' || op === 'eq' || op === 'ne') return `${expression.sql} ${OPERATORS[op]} ${bindLiteral(compilation, expression, value)}`
  return `${orderOf(compilation, expression)} ${OPERATORS[op]} ${orderOf(compilation, { ...expression, sql: bindLiteral(compilation, expression, value) })}`
}

const bindLiteral = (compilation: Compilation, expression: Expression, value: Literal): string => bind(compilation, storedLiteral(compilation.catalog, expression, value))

function bindList(compilation: Compilation, expression: Expression, values: readonly Literal[]): string {
  return bind(compilation, jsonList(values.map((value) => storedLiteral(compilation.catalog, expression, value))))
}

function compileIn(compilation: Compilation, expression: Expression, { values, fold }: Of<'in'>): string {
  if (values.length === 0) return falseUnlessNull(expression)
  if (fold !== true) return `${expression.sql} in (select value from json_each(${bindList(compilation, expression, values)}))`
  const folded = expression.folded ?? `key_text('STRING_CI', ${expression.sql})`
  return `${folded} in (select value from json_each(${bindList(compilation, expression, values.map((value) => canonicalKey('STRING_CI', value)!))}))`
}

const falseUnlessNull = ({ sql }: Expression): string => `iif(${sql} is null, null, false)`

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')
const PATTERNS: Readonly<Record<MatchHow, (text: string) => string>> = {
  like: (text) => text,
  startsWith: (text) => `${escapeLike(text)}%`,
  endsWith: (text) => `%${escapeLike(text)}`,
  contains: (text) => `%${escapeLike(text)}%`,
}

function compileMatch(compilation: Compilation, { sql }: Expression, { how, text, foldCase }: Of<'match'>): string {
  return `like_text(${sql}, ${bind(compilation, PATTERNS[how](text))}, ${foldCase ? 1 : 0})`
}

function compileList(compilation: Compilation, expression: Expression, { how, values, fold = false }: Of<'list'>): string {
  if (how === 'hasAny' && values.length === 0) return falseUnlessNull(expression)
  const texts = fold ? values.map((value) => canonicalKey('STRING_CI', value)!) : values
  const wanted = `json_each(${bindList(compilation, { ...expression, type: 'text' }, texts)})`
  const elements = elementsOf(expression, fold)
  const holds = how === 'hasAny' ? `exists (select 1 from ${wanted} w where w.value in (${elements}))` : `not exists (select 1 from ${wanted} w where w.value not in (${elements}))`
  return `iif(${expression.sql} is null, null, ${holds})`
}

function elementsOf({ sql, derived }: Expression, fold: boolean): string {
  if (derived === undefined) return `select ${fold ? "key_text('STRING_CI', value)" : 'value'} from json_each(${sql})`
  return `select ${fold ? 'folded' : 'value'} from derived where derivation = '${derived.derivation.id}' and row = ${derived.row}`
}

/** EXISTS: true or false, never unknown. In `every` only rows for which the test is true pass. */
function compileLinked(compilation: Compilation, scope: RowScope, { link: name, quantifier, where }: Of<'linked'>): string {
  const link = scope.entity.links.get(name)
  if (link !== undefined && !link.many) {
    const target = followLink(compilation, scope, link)
    const test = compilePredicate(compilation, target, where)
    const found = `(${target.alias}.row is not null and ${parenthesised(test)} is true)`
    return quantifier === 'some' ? found : quantifier === 'none' ? `not ${found}` : `(${target.alias}.row is null or ${parenthesised(test)} is true)`
  }
  const set = openSet(compilation, scope, name)
  const test = compilePredicate(compilation, set.scope, where)
  const rows = `exists (select 1 from ${set.from()} where ${joinConditions([...set.condition, quantifier === 'every' ? `${parenthesised(test)} is not true` : test], 'and')})`
  return quantifier === 'some' ? rows : `not ${rows}`
}

/** How many rows a link finds, or how many elements a list has; 0 for a missing list. */
export function countLinked(compilation: Compilation, scope: RowScope, name: string): string {
  const link = scope.entity.links.get(name)
  if (link !== undefined && !link.many) return `(${followLink(compilation, scope, link).alias}.row is not null)`
  const set = openSet(compilation, scope, name)
  return `(select count(*) from ${set.from()}${set.condition.length === 0 ? '' : ` where ${joinConditions(set.condition, 'and')}`})`
}

interface OpenSet { readonly scope: Scope; readonly condition: readonly string[]; readonly from: () => string }

/** The rows behind a to-many link, or the elements of a list of embedded objects. */
function openSet(compilation: Compilation, scope: RowScope, name: string): OpenSet {
  const link = scope.entity.links.get(name)
  if (link === undefined) return openElements(compilation, scope, name)
  const target: Entity = entityOf(compilation.catalog, link.to)
  const rows = openScope(compilation, target)
  return { scope: rows, condition: [linkCondition(compilation, link, { from: scope, to: rows })], from: () => fromOf(rows) }
}

function openElements(compilation: Compilation, scope: RowScope, name: string): OpenSet {
  const list = valueOf(compilation, scope, name)
  const element: Scope = { kind: 'element', object: objectOf(compilation.catalog, list.field.type), alias: nextAlias(compilation) }
  return { scope: element, condition: [], from: () => `json_each(${list.sql}) ${element.alias}` }
}
