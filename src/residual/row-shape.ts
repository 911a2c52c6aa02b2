import type { Catalog, FieldType, ObjectShape } from '../catalog/model.ts'
import { invariant } from '../errors.ts'
import type { Column, FieldPath, Value } from '../fetch/fetch.ts'
import { fieldAt, fieldWithin, objectOf } from '../fetch/field-type.ts'

/** How rows of one kind are read. Paths are resolved once, values are read for every row. */
export interface RowShape<Row> {
  readonly typeOf: (path: FieldPath) => FieldType
  readonly read: (path: FieldPath) => (row: Row) => Value
  /** Hands over the rows behind a name of `linked`: elements of an embedded list, or (where rows are in memory) of a link. */
  readonly related: <Result>(name: string, use: <Inner>(shape: RowShape<Inner>, rowsOf: (row: Row) => readonly Inner[]) => Result) => Result
}

export type WireRow = readonly unknown[]

/** Rows of an entity as a source returned them. Only what is among the columns can be read. */
export function wireShape(catalog: Catalog, entity: string, columns: readonly Column[]): RowShape<WireRow> {
  return {
    typeOf: (path) => fieldAt(catalog, entity, path).type,
    read: (path) => readColumn(columns, path),
    related: (name, use) => useElements(catalog, fieldAt(catalog, entity, name).type, { read: readColumn(columns, name), use }),
  }
}

export function readColumn(columns: readonly Column[], name: FieldPath): (row: WireRow) => Value {
  const place = columns.findIndex((column) => column.field === name)
  const column = columns[place]
  invariant(column !== undefined, `${name} was not fetched`)
  return (row) => column.toValue(row[place])
}

/** Embedded objects. */
function embeddedShape(catalog: Catalog, object: ObjectShape): RowShape<Value> {
  const read = (path: FieldPath): ((row: Value) => Value) => {
    const steps = path.split('.')
    return (row) => steps.reduce(valueWithin, row)
  }
  return {
    typeOf: (path) => fieldWithin(catalog, object, path).type,
    read,
    related: (name, use) => useElements(catalog, fieldWithin(catalog, object, name).type, { read: read(name), use }),
  }
}

interface Elements<Row, Result> {
  readonly read: (row: Row) => Value
  readonly use: (shape: RowShape<Value>, rowsOf: (row: Row) => readonly Value[]) => Result
}

function useElements<Row, Result>(catalog: Catalog, type: FieldType, { read, use }: Elements<Row, Result>): Result {
  return use(embeddedShape(catalog, objectOf(catalog, type)), (row) => listOf(read(row)))
}

/** A missing list of objects is an empty one. */
const listOf = (value: Value): readonly Value[] => (Array.isArray(value) ? value : [])

/** A member of an object; a missing one reads as null. */
const valueWithin = (value: Value, name: string): Value => (isObject(value) && Object.hasOwn(value, name) ? value[name]! : null)

const isObject = (value: Value): value is { readonly [name: string]: Value } => typeof value === 'object' && value !== null && !Array.isArray(value)
