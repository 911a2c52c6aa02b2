import type { Literal, Predicate } from '../../fetch/fetch.ts'
import { canonicalKey } from '../../fetch/key.ts'
import type { Compilation } from './compilation.ts'
import { linkedCountSql, linkedSql } from './linked.ts'
import { OPERATORS } from './operator.ts'
import { operandOf } from './scope.ts'
import type { Scope } from './scope-type.ts'

type Of<K extends Predicate['kind']> = Extract<Predicate, { kind: K }>


/** A condition that binds as tightly as AND needs. SQL's own three-valued logic is the fetch language's. */
export function predicateSql(c: Compilation, scope: Scope, predicate: Predicate): string {
  switch (predicate.kind) {
    case 'and': return predicate.of.length === 0 ? 'true' : `(${predicate.of.map((part) => predicateSql(c, scope, part)).join(' AND ')})`
    case 'or': return predicate.of.length === 0 ? 'false' : `(${predicate.of.map((part) => predicateSql(c, scope, part)).join(' OR ')})`
    case 'not': return `NOT (${predicateSql(c, scope, predicate.of)})`
    case 'compare': return compareSql(c, scope, predicate)
    case 'in': return inSql(c, scope, predicate)
    case 'isNull': return isNullOf(c, scope, predicate.field)
    case 'match': return matchSql(c, scope, predicate)
    case 'list': return listSql(c, scope, predicate)
    case 'listCount': return listCountSql(c, scope, predicate)
    case 'linked': return linkedSql(c, scope, predicate)
    case 'linkedCount': return linkedCountSql(c, scope, predicate)
  }
}

/** The conditions of the outermost `and`, each of its own. */
export function conditionsSql(c: Compilation, scope: Scope, predicate: Predicate | undefined): readonly string[] {
  if (predicate === undefined) return []
  return predicate.kind === 'and' ? predicate.of.flatMap((part) => conditionsSql(c, scope, part)) : [predicateSql(c, scope, predicate)]
}

function compareSql(c: Compilation, scope: Scope, { field, op, value }: Of<'compare'>): string {
  const { raw, codec } = operandOf(c, scope, field)
  const form = op === 'eq' || op === 'ne' ? codec.value : codec.order
  return `${form.sql(raw)} ${OPERATORS[op]} ${c.literal(value, form)}`
}

function inSql(c: Compilation, scope: Scope, { field, values, fold }: Of<'in'>): string {
  const { raw, codec } = operandOf(c, scope, field)
  const mark = values[0]
  if (mark === undefined) return neverSql(codec.isNull(raw))
  if (fold !== true) return `${codec.value.sql(raw)} = ANY(${c.literals(mark, codec.value).sql})`
  const lower = { sql: codec.text, cast: () => 'text', encode: (literal: Literal) => canonicalKey('STRING_CI', literal)! }
  return `lower(${codec.text(raw)}) = ANY(${c.literals(mark, lower).sql})`
}

/** False, and unknown for NULL. */
const neverSql = (isNull: string): string => `nullif(${isNull}, true)`

function isNullOf(c: Compilation, scope: Scope, field: string): string {
  const { raw, codec } = operandOf(c, scope, field)
  return codec.isNull(raw)
}

function matchSql(c: Compilation, scope: Scope, { field, how, text, foldCase }: Of<'match'>): string {
  const { raw, codec } = operandOf(c, scope, field)
  const pattern = c.text(text, PATTERNS[how])
  const stored = codec.text(raw)
  /** Behind a SELECT the pattern is folded once, not for each row. */
  return foldCase ? `${c.live.foldCase(stored)} LIKE (SELECT ${c.live.foldCase(pattern)})` : `${stored} LIKE ${pattern}`
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&')

const PATTERNS: Readonly<Record<Of<'match'>['how'], (text: string) => string>> = {
  like: closeEscape,
  startsWith: (text) => `${escapeLike(text)}%`,
  endsWith: (text) => `%${escapeLike(text)}`,
  contains: (text) => `%${escapeLike(text)}%`,
}

/** A backslash at the very end escapes nothing and stands for itself; PostgreSQL would refuse it. */
function closeEscape(pattern: string): string {
  const trailing = pattern.length - pattern.replace(/\\+$/, '').length
  return trailing % 2 === 1 ? `${pattern}\\` : pattern
}

function listSql(c: Compilation, scope: Scope, { field, how, values }: Of<'list'>): string {
  const { raw, codec } = operandOf(c, scope, field)
  const list = codec.value.sql(raw)
  const mark = values[0]
  if (mark === undefined) return how === 'hasAny' ? neverSql(codec.isNull(raw)) : `nullif(${list} IS NOT NULL, false)`
  const { sql, element } = c.literals(mark, codec.value)
  const stored = element === codec.elementType ? list : `${list}::${element}[]`
  return `${stored} ${how === 'hasAny' ? '&&' : '@>'} ${sql}`
}

function listCountSql(c: Compilation, scope: Scope, { field, op, value }: Of<'listCount'>): string {
  const { raw, codec } = operandOf(c, scope, field)
  return `cardinality(${codec.value.sql(raw)}) ${OPERATORS[op]} ${Math.trunc(value)}`
}
