import type { Keyset, Literal, Ordering } from '../../fetch/fetch.ts'
import { BIGINT } from './column-type.ts'
import type { Compilation } from './compilation.ts'
import { countSql } from './linked.ts'
import type { Form } from './parameter.ts'
import { operandOf, scopeAt } from './scope.ts'
import type { TableScope } from './scope-type.ts'
import { joinConditions } from './sql-text.ts'

/** One element of `orderBy`, ready to be written. */
export interface OrderTerm {
  readonly sql: string
  readonly form: Form
  readonly descending: boolean
  readonly nullsFirst: boolean
  readonly nullable: boolean
}

export function orderTerms(c: Compilation, scope: TableScope, orderBy: readonly Ordering[]): readonly OrderTerm[] {
  return orderBy.map((ordering) => {
    const { sql, form, nullable } = ordering.count === true ? countTerm(c, scope, ordering.field) : valueTerm(c, scope, ordering.field)
    return { sql, form, nullable, descending: ordering.direction === 'desc', nullsFirst: ordering.nulls === 'first' }
  })
}

type Ordered = Pick<OrderTerm, 'sql' | 'form' | 'nullable'>

function valueTerm(c: Compilation, scope: TableScope, path: string): Ordered {
  const { raw, codec, nullable } = operandOf(c, scope, path)
  return { sql: codec.order.sql(raw), form: codec.order, nullable }
}

function countTerm(c: Compilation, scope: TableScope, path: string): Ordered {
  const steps = path.split('.')
  const owner = scopeAt(c, scope, steps.slice(0, -1))
  return { sql: countSql(c, owner, steps.at(-1)!), form: { sql: (raw) => raw, cast: () => BIGINT.name, encode: String }, nullable: false }
}

/** The other way round: for the last rows of a range, and for what lies before a place. */
export const reverseTerms = (terms: readonly OrderTerm[]): readonly OrderTerm[] =>
  terms.map((term) => ({ ...term, descending: !term.descending, nullsFirst: !term.nullsFirst }))

export const orderSql = (terms: readonly OrderTerm[]): string => (terms.length === 0 ? '' : `ORDER BY ${terms.map(termSql).join(', ')}`)

/** NULLS is written only where it is not what PostgreSQL does anyway, so that an ordinary index serves. */
export function termSql({ sql, descending, nullsFirst, nullable }: OrderTerm): string {
  const direction = descending ? `${sql} DESC` : sql
  return !nullable || nullsFirst === descending ? direction : `${direction} NULLS ${nullsFirst ? 'FIRST' : 'LAST'}`
}

/** Rows strictly after a place in the order. */
export function afterSql(c: Compilation, terms: readonly OrderTerm[], keyset: Keyset): string {
  const places = terms.map((term, i) => placeOf(c, term, keyset[i] ?? null))
  return isUniform(places) ? rowComparison(places) : expanded(places)
}

interface Place { readonly term: OrderTerm; /** Null where the place holds NULL. */ readonly value: string | null }

const placeOf = (c: Compilation, term: OrderTerm, mark: Literal | null): Place => ({ term, value: mark === null ? null : c.literal(mark, term.form) })

/** One direction and no NULLs: a row comparison, which is one range of an index. */
function isUniform(places: readonly Place[]): boolean {
  return places.every(({ term, value }) => value !== null && !term.nullable && term.descending === places[0]!.term.descending)
}

function rowComparison(places: readonly Place[]): string {
  const operator = places[0]!.term.descending ? '<' : '>'
  if (places.length === 1) return `${places[0]!.term.sql} ${operator} ${places[0]!.value}`
  return `(${places.map(({ term }) => term.sql).join(', ')}) ${operator} (${places.map(({ value }) => value).join(', ')})`
}

/** Equal so far and then after, for each length of "so far"; the first element's bound is repeated in front, where an index can use it. */
function expanded(places: readonly Place[]): string {
  const branches = places.flatMap((place, i) => {
    const after = isAfter(place)
    return after === null ? [] : [joinConditions([...places.slice(0, i).map(isEqual), after])]
  })
  if (branches.length === 0) return 'false'
  const any = branches.length === 1 ? `(${branches[0]})` : `(${branches.map((branch) => `(${branch})`).join(' OR ')})`
  const [{ term, value }] = places as [Place]
  return term.nullable || value === null || places.length === 1 ? any : `(${term.sql} ${term.descending ? '<=' : '>='} ${value} AND ${any})`
}

const isEqual = ({ term, value }: Place): string => (value === null ? `${term.sql} IS NULL` : `${term.sql} = ${value}`)

/** Null where nothing comes after: NULLs that stand last. */
function isAfter({ term, value }: Place): string | null {
  if (value === null) return term.nullsFirst ? `${term.sql} IS NOT NULL` : null
  const after = `${term.sql} ${term.descending ? '<' : '>'} ${value}`
  return term.nullable && !term.nullsFirst ? `(${after} OR ${term.sql} IS NULL)` : after
}
