import type { KeyType } from '../../fetch/fetch.ts'
import type { Compilation } from './compilation.ts'
import type { Expression } from './expression.ts'
import { enumOf, quote } from './expression.ts'

export interface OtherSide { readonly right: Expression; readonly type: KeyType }

/** `left` is a key's canonical text. A list on the right matches by any element. */
export function keyMatches(compilation: Compilation, left: string, { right, type }: OtherSide): string {
  if (right.type !== 'texts') return `${keyOf(compilation, right, type)} = ${left}`
  if (right.derived === undefined) return `${left} in (${elementKeys(right, type)})`
  const { derivation, row } = right.derived
  return `${row} in (select row from derived where derivation = '${derivation.id}' and ${elementKey(type, true)} = ${left})`
}

/** `left` is a list: any of its elements matches. */
export function anyKeyMatches(compilation: Compilation, left: Expression, { right, type }: OtherSide): string {
  if (right.type !== 'texts') return `${keyOf(compilation, right, type)} in (${elementKeys(left, type)})`
  return `exists (select 1 from (${elementKeys(left, type)} intersect ${elementKeys(right, type)}))`
}

/** The keys of a list's elements, as a select of one column. */
function elementKeys(list: Expression, type: KeyType): string {
  if (list.derived === undefined) return `select ${elementKey(type, false)} from json_each(${list.sql})`
  return `select ${elementKey(type, true)} from derived where derivation = '${list.derived.derivation.id}' and row = ${list.derived.row}`
}

function elementKey(type: KeyType, hasFolded: boolean): string {
  if (type === 'STRING' || type === 'NATIVE') return 'value'
  return type === 'STRING_CI' && hasFolded ? 'folded' : `key_text('${type}', value)`
}

/** A scalar's value as the canonical text of a key. */
export function keyOf(compilation: Compilation, expression: Expression, type: KeyType): string {
  if (type === 'STRING_CI' && expression.folded !== undefined) return expression.folded
  const text = graphText(compilation, expression)
  return type === 'STRING' || type === 'NATIVE' ? text : `key_text('${type}', ${text})`
}

/** A value as the graph writes it: the text of which keys are made. */
function graphText(compilation: Compilation, { sql, type, field }: Expression): string {
  if (type === 'instant') return `instant_text(${sql})`
  if (type === 'boolean') return `case ${sql} when 1 then 'true' when 0 then 'false' end`
  if (type === 'integer') return `cast(${sql} as text)`
  const values = enumOf(compilation.catalog, field)?.values
  return values === undefined ? sql : `case ${sql} ${values.map(({ name, stored }) => `when ${quote(stored)} then ${quote(name)}`).join(' ')} end`
}
