import { invariant } from '../../errors.ts'
import type { Keyset, Literal, Ordering } from '../../fetch/fetch.ts'
import type { Compilation, RowScope, SqlParameter } from './compilation.ts'
import { bind, joinConditions } from './compilation.ts'
import { countLinked } from './compile-predicate.ts'
import type { Expression } from './expression.ts'
import { enumOf, orderOf } from './expression.ts'
import { followLink, valueOf } from './path.ts'
import { storedLiteral } from './literal.ts'

/** One element of an order as SQL, and how the literals of a place in it are written. */
export interface SqlOrdering {
  readonly sql: string
  readonly direction: Ordering['direction']
  readonly nulls: Ordering['nulls']
  readonly literal: (value: Literal) => Exclude<SqlParameter, null>
}

export function orderingOf(compilation: Compilation, scope: RowScope, ordering: Ordering): SqlOrdering {
  const { direction, nulls } = ordering
  if (ordering.count !== true) return { ...orderByValue(compilation, valueOf(compilation, scope, ordering.field)), direction, nulls }
  const steps = ordering.field.split('.')
  const holder = steps.slice(0, -1).reduce((at, step) => {
    const link = at.entity.links.get(step)
    invariant(link !== undefined, `${at.entity.name} has no link ${step}`)
    return followLink(compilation, at, link)
  }, scope)
  return { sql: countLinked(compilation, holder, steps.at(-1)!), direction, nulls, literal: Number }
}

export function orderByValue(compilation: Compilation, expression: Expression): Pick<SqlOrdering, 'sql' | 'literal'> {
  const shape = enumOf(compilation.catalog, expression.field)
  const literal = shape === null
    ? (value: Literal) => storedLiteral(compilation.catalog, expression, value)
    : (value: Literal) => shape.values.findIndex(({ name }) => name === value)
  return { sql: orderOf(compilation, expression), literal }
}

/** The same order read from its end. */
export function reversed(orderings: readonly SqlOrdering[]): readonly SqlOrdering[] {
  return orderings.map((ordering) => ({ ...ordering, direction: ordering.direction === 'asc' ? 'desc' : 'asc', nulls: ordering.nulls === 'first' ? 'last' : 'first' }))
}

export const printOrder = (orderings: readonly SqlOrdering[]): string => orderings.map(({ sql, direction, nulls }) => `${sql} ${direction} nulls ${nulls}`).join(', ')

/** Rows strictly after a place in the order; before it, when the order is given reversed. */
export function beyond(compilation: Compilation, orderings: readonly SqlOrdering[], place: Keyset): string {
  invariant(place.length === orderings.length, 'a place in the order has a value for each of its elements')
  return joinConditions(orderings.map((ordering, at) => {
    const equal = orderings.slice(0, at).map((earlier, i) => sameAs(compilation, earlier, place[i] ?? null))
    return joinConditions([...equal, pastValue(compilation, ordering, place[at] ?? null)], 'and')
  }), 'or')
}

const sameAs = (compilation: Compilation, { sql, literal }: SqlOrdering, value: Literal | null): string => (value === null ? `${sql} is null` : `${sql} = ${bind(compilation, literal(value))}`)

function pastValue(compilation: Compilation, { sql, direction, nulls, literal }: SqlOrdering, value: Literal | null): string {
  if (value === null) return nulls === 'first' ? `${sql} is not null` : 'false'
  const past = `${sql} ${direction === 'asc' ? '>' : '<'} ${bind(compilation, literal(value))}`
  return nulls === 'last' ? `(${past} or ${sql} is null)` : past
}
