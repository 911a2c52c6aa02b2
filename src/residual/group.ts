import type { Catalog, FieldType } from '../catalog/model.ts'
import { invariant } from '../errors.ts'
import type { Column, FieldPath, Group, GroupTerm, Literal, Rows, Value } from '../fetch/fetch.ts'
import { measureType } from '../fetch/field-type.ts'
import { comparableOf, identityOf } from '../fetch/value.ts'
import { periodStart } from './calendar.ts'
import { isLiteral } from './literal.ts'
import { compileMeasure } from './measure.ts'
import { plainColumn } from './plain-column.ts'
import { readColumn } from './row-shape.ts'
import type { RowShape, WireRow } from './row-shape.ts'

/** Rows as groups: `values` stand in the order of the terms, then the measures. */
export interface Groups {
  readonly columns: readonly Column[]
  readonly rows: readonly WireRow[]
  readonly keysOf: Rows['keysOf']
  readonly shape: RowShape<WireRow>
}

export interface Grouping<Row> {
  readonly group: Group
  /** The keys of a batch that a row belongs to; undefined without a batch. */
  readonly keysOf: ((row: Row) => readonly string[]) | undefined
}

/** Groups rows in memory, per key where `keysOf` tells their keys. Without terms and keys there is one group, also of no rows. */
export function groupRows<Row>(catalog: Catalog, from: { readonly shape: RowShape<Row>; readonly rows: readonly Row[] }, { group, keysOf }: Grouping<Row>): Groups {
  const terms = group.by.map((term) => compileTerm(catalog, from.shape, term))
  const measures = group.measures.map((measure) => compileMeasure(catalog, from.shape, measure))
  const keyOfGroup = new Map<WireRow, readonly string[]>()
  const rows = membersOf(from.rows, terms, keysOf).map(({ key, terms: values, rows: members }) => {
    const row = [...values, ...measures.map((measure) => measure(members))]
    keyOfGroup.set(row, key === null ? [] : [key])
    return row
  })
  const columns = [...group.by, ...group.measures].map(({ as }) => plainColumn(as))
  return { columns, rows, keysOf: keysOf === undefined ? undefined : (row) => keyOfGroup.get(row) ?? [], shape: groupShape(from.shape.typeOf, group, columns) }
}

interface Term<Row> { readonly valueOf: (row: Row) => Literal | null; readonly identityOf: (value: Literal | null) => string }

function compileTerm<Row>(catalog: Catalog, shape: RowShape<Row>, { field, grain }: GroupTerm): Term<Row> {
  const read = shape.read(field)
  const type = shape.typeOf(field)
  const decode = comparableOf(catalog, type)
  const start = grain === undefined ? (value: Literal): Literal => value : periodStart(grain, type)
  return {
    valueOf: (row) => {
      const value = read(row)
      return isLiteral(value) ? start(value) : null
    },
    identityOf: (value) => (value === null ? '' : `=${identityOf(decode(value))}`),
  }
}

interface Members<Row> { readonly key: string | null; readonly terms: readonly Value[]; readonly rows: Row[] }

function membersOf<Row>(rows: readonly Row[], terms: readonly Term<Row>[], keysOf: Grouping<Row>['keysOf']): readonly Members<Row>[] {
  const groups = new Map<string, Members<Row>>()
  if (terms.length === 0 && keysOf === undefined) groups.set('[null]', { key: null, terms: [], rows: [] })
  for (const row of rows) {
    const values = terms.map((term) => term.valueOf(row))
    const identities = terms.map((term, i) => term.identityOf(values[i] ?? null))
    for (const key of keysOf?.(row) ?? [null]) {
      const name = JSON.stringify([key, ...identities])
      const members = groups.get(name)
      if (members === undefined) groups.set(name, { key, terms: values, rows: [row] })
      else members.rows.push(row)
    }
  }
  return [...groups.values()]
}

/** Groups are read by the names of their terms and measures; `typeOf` knows the fields that they are made of. */
export function groupShape(typeOf: (path: FieldPath) => FieldType, group: Group, columns: readonly Column[]): RowShape<WireRow> {
  const types = new Map<string, FieldType>([
    ...group.by.map(({ as, field }) => [as, typeOf(field)] as const),
    ...group.measures.map((measure) => [measure.as, measureType(measure, measure.field === undefined ? null : typeOf(measure.field))] as const),
  ])
  return { typeOf: (name) => types.get(name) ?? missing(name), read: (name) => readColumn(columns, name), related: missing }
}

function missing(name: string): never {
  invariant(false, `a group has no ${name}`)
}
