import { invariant } from '../../errors.ts'
import type { FieldPath, Rows, Value } from '../../fetch/fetch.ts'
import type { RowSelection } from '../levels/level.ts'

export type Row = readonly unknown[]

/** Reads values out of rows that stay the arrays they came as. One for all rows of an answer. */
export class RowReader {
  readonly #columns: ReadonlyMap<FieldPath, { readonly place: number; readonly toValue: (wire: unknown) => Value }>

  constructor({ columns }: Pick<Rows, 'columns'>) {
    this.#columns = new Map(columns.map(({ field, toValue }, place) => [field, { place, toValue }]))
  }

  /** Throws SOURCE_VALUE for a stored value that does not fit its field. */
  value(row: Row, field: FieldPath): Value {
    const column = this.#columns.get(field)
    invariant(column !== undefined, `${field} was not fetched`)
    return column.toValue(row[column.place])
  }
}

const readers = new WeakMap<Pick<Rows, 'columns'>, RowReader>()

export function readerOf(rows: Pick<Rows, 'columns'>): RowReader {
  const known = readers.get(rows)
  if (known !== undefined) return known
  const reader = new RowReader(rows)
  readers.set(rows, reader)
  return reader
}

/** The rows of one answer as one place of the operation selects them. */
export interface RowSet {
  readonly reader: RowReader
  readonly selection: RowSelection
  /** The call that brought them; null when calls are not noted. */
  readonly call: number | null
}

/** What resolvers of an entity's fields are handed as their parent: one small object a row. */
export class RowNode {
  readonly set: RowSet
  readonly row: Row

  constructor(set: RowSet, row: Row) {
    this.set = set
    this.row = row
  }
}
