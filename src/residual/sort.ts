import type { Catalog } from '../catalog/model.ts'
import type { Keyset, Ordering } from '../fetch/fetch.ts'
import { comparableOf, compareValues } from '../fetch/value.ts'
import type { Comparable } from '../fetch/value.ts'
import { isLiteral } from './literal.ts'
import type { RowShape } from './row-shape.ts'

/** A row's place in the order: one value for each of `orderBy`, null for NULL. */
export type Place = readonly (Comparable | null)[]

/** An order ready for rows in memory: what to compare is decoded once a row. */
export interface RowOrder<Row> {
  readonly placeOf: (row: Row) => Place
  /** The place that a cursor's values name. */
  readonly placeAt: (keyset: Keyset) => Place
  readonly compare: (left: Place, right: Place) => number
}

interface Term<Row> {
  readonly ordering: Ordering
  readonly valueOf: (row: Row) => Comparable | null
  readonly decode: (value: Keyset[number]) => Comparable | null
}

export function compileOrder<Row>(catalog: Catalog, shape: RowShape<Row>, orderBy: readonly Ordering[]): RowOrder<Row> {
  const terms = orderBy.map((ordering) => compileTerm(catalog, shape, ordering))
  return {
    placeOf: (row) => terms.map((term) => term.valueOf(row)),
    placeAt: (keyset) => terms.map((term, i) => term.decode(keyset[i] ?? null)),
    compare: (left, right) => comparePlaces(orderBy, left, right),
  }
}

function compileTerm<Row>(catalog: Catalog, shape: RowShape<Row>, ordering: Ordering): Term<Row> {
  if (ordering.count === true) return { ordering, valueOf: countOf(shape, ordering.field), decode: (value) => (value === null ? null : Number(value)) }
  const read = shape.read(ordering.field)
  const comparable = comparableOf(catalog, shape.typeOf(ordering.field))
  const valueOf = (row: Row): Comparable | null => {
    const value = read(row)
    return isLiteral(value) ? comparable(value) : null
  }
  return { ordering, valueOf, decode: (value) => (value === null ? null : comparable(value)) }
}

const countOf = <Row>(shape: RowShape<Row>, name: string): ((row: Row) => number) =>
  shape.related<(row: Row) => number>(name, (_, rowsOf) => (row) => rowsOf(row).length)

function comparePlaces(orderBy: readonly Ordering[], left: Place, right: Place): number {
  for (const [i, ordering] of orderBy.entries()) {
    const sign = compareNullable(ordering, left[i] ?? null, right[i] ?? null)
    if (sign !== 0) return sign
  }
  return 0
}

function compareNullable({ direction, nulls }: Ordering, left: Comparable | null, right: Comparable | null): number {
  if (left !== null && right !== null) return direction === 'asc' ? compareValues(left, right) : compareValues(right, left)
  if (left === null && right === null) return 0
  return (left === null) === (nulls === 'first') ? -1 : 1
}

/** Rows in order; those of one place keep theirs. */
export function sortRows<Row>(order: RowOrder<Row>, rows: readonly Row[]): readonly Row[] {
  const placed = rows.map((row) => ({ row, place: order.placeOf(row) }))
  return placed.sort((left, right) => order.compare(left.place, right.place)).map(({ row }) => row)
}
