import { resolvePath } from '../../catalog/model.ts'
import type { Link } from '../../catalog/model.ts'
import type { Keyset, Literal, Ordering } from '../../fetch/fetch.ts'
import { fieldAt } from '../../fetch/field-type.ts'
import { testElements } from './elements.ts'
import { NEVER, choose, everyQuery, isPresent, someQuery } from './expression.ts'
import type { Expression, Query, Stage } from './expression.ts'
import { comparableOf, isDirect, operandOf } from './operand.ts'
import type { RowScope } from './row-scope.ts'
import { linkOf } from './row-scope.ts'
import { Unpushable } from './unpushable.ts'

/** One element of an order: a path that sorts as it is asked for, and how a place in it is written. */
export interface SortTerm {
  readonly path: string
  readonly ordering: Ordering
  readonly nonNull: boolean
  readonly encode: (literal: Literal) => unknown
  /** To be set before the sort where `path` is not stored. */
  readonly computed: Expression | null
}

export function sortTerms(scope: RowScope, orderBy: readonly Ordering[]): readonly SortTerm[] {
  return orderBy.map((ordering, i) => (ordering.count === true ? countTerm(scope, ordering, i) : valueTerm(scope, ordering, i)))
}

const computedPath = (i: number): string => `__sort${i}`

function valueTerm(scope: RowScope, ordering: Ordering, i: number): SortTerm {
  const operand = operandOf(scope, ordering.field)
  const { codec, nonNull } = operand
  if (operand.list || codec.family === 'opaque') throw new Unpushable('values without an order')
  const term = { ordering, nonNull, encode: codec.rank?.encode ?? codec.encode }
  if (isDirect(operand) && codec.rank === undefined) return { ...term, path: operand.path, computed: null }
  const value = comparableOf(operand)
  return { ...term, path: computedPath(i), computed: codec.rank === undefined ? value : codec.rank.of(value) }
}

/** The number of rows of a to-many link, also behind to-one links, or of embedded objects. */
function countTerm(scope: RowScope, ordering: Ordering, i: number): SortTerm {
  return { path: computedPath(i), ordering, nonNull: true, encode: Number, computed: countOf(scope, ordering.field) }
}

function countOf(scope: RowScope, path: string): Expression {
  const steps = path.split('.')
  const { links, fields } = resolvePath(scope.catalog, scope.entity.name, path)
  if (fields.length > 0) {
    if (steps.length === 1 && fieldAt(scope.catalog, scope.entity.name, path).type.kind === 'object') return testElements(scope, path, null)
    throw new Unpushable('a count of what is no link')
  }
  const toOne = links.slice(0, -1)
  const base = toOne.reduce<readonly string[]>((above, link) => [scope.joins.one(scope, above, link)], [])
  return scope.joins.count(scope, base, lastLink(scope, links, steps.at(-1)!))
}

const lastLink = (scope: RowScope, links: readonly Link[], name: string): Link => links.at(-1) ?? linkOf(scope.entity, name)

/** Stages that put rows in order; `reverse` from its end. */
export function sortStages(terms: readonly SortTerm[], reverse: boolean): readonly Stage[] {
  if (terms.length === 0) return []
  const keys = terms.map((term, i) => sortKey(term, i, reverse))
  const made = Object.fromEntries([...terms.flatMap(({ path, computed }) => (computed === null ? [] : [[path, computed] as const])), ...keys.flatMap(({ flag }) => (flag === null ? [] : [flag.made]))])
  return [...setStages(made), { $sort: Object.fromEntries(keys.flatMap(({ flag, key }) => (flag === null ? [key] : [flag.key, key]))) }]
}

/** What stands for NULL in the sort is worked out of computed values, so those are set one stage before. */
function setStages(made: Readonly<Record<string, Expression>>): readonly Stage[] {
  const names = Object.keys(made)
  const part = (isFlag: boolean): Record<string, Expression> => Object.fromEntries(names.filter((name) => name.startsWith(FLAG) === isFlag).map((name) => [name, made[name]!]))
  return [part(false), part(true)].filter((stage) => Object.keys(stage).length > 0).map((stage) => ({ $set: stage }))
}

const FLAG = '__null'

interface SortKey {
  readonly key: readonly [string, 1 | -1]
  readonly flag: { readonly made: readonly [string, Expression]; readonly key: readonly [string, 1 | -1] } | null
}

/** MongoDB puts NULL below all values. Where it is wanted at the other end, a flag sorts before the value. */
function sortKey({ path, ordering, nonNull }: SortTerm, i: number, reverse: boolean): SortKey {
  const upwards = (ordering.direction === 'asc') !== reverse
  const nullsFirst = (ordering.nulls === 'first') !== reverse
  const key = [path, upwards ? 1 : -1] as const
  if (nonNull || upwards === nullsFirst) return { key, flag: null }
  const name = `${FLAG}${i}`
  return { key, flag: { made: [name, choose(isPresent(`$${path}`), 0, 1)], key: [name, nullsFirst ? -1 : 1] } }
}

/** Rows strictly after (or before) a place in the order, NULLs included. Computed values must be set already. */
export function beyond(terms: readonly SortTerm[], place: Keyset, side: 'after' | 'before'): Query {
  return someQuery(terms.map((term, i) => everyQuery([...terms.slice(0, i).map((equal, j) => sameAs(equal, place[j] ?? null)), furtherThan(term, place[i] ?? null, side)])))
}

function sameAs({ path, encode }: SortTerm, value: Literal | null): Query {
  if (value === null) return { [path]: { $eq: null } }
  const encoded = encode(value)
  return encoded === undefined ? NEVER : { [path]: { $eq: encoded } }
}

function furtherThan({ path, ordering, nonNull, encode }: SortTerm, value: Literal | null, side: 'after' | 'before'): Query {
  const upwards = (ordering.direction === 'asc') === (side === 'after')
  const nullsLast = (ordering.nulls === 'last') === (side === 'after')
  if (value === null) return nullsLast ? NEVER : { [path]: { $ne: null } }
  const encoded = encode(value)
  if (encoded === undefined) throw new Unpushable('a place that no stored value has')
  const values: Query = { [path]: { [upwards ? '$gt' : '$lt']: encoded } }
  return nullsLast && !nonNull ? someQuery([values, { [path]: { $eq: null } }]) : values
}

/** The values that `beyond` speaks of, where they are not stored. */
export function computedStages(terms: readonly SortTerm[]): readonly Stage[] {
  return setStages(Object.fromEntries(terms.flatMap(({ path, computed }) => (computed === null ? [] : [[path, computed] as const]))))
}
