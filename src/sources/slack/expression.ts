import type { Catalog, EnumShape, Field } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { FieldPath } from '../../fetch/fetch.ts'
import { fieldWithin } from '../../fetch/field-type.ts'
import type { Compilation, ElementScope, RowScope } from './compilation.ts'
import type { Derivation } from './derivation.ts'
import { derivationOf } from './derivation.ts'
import type { ColumnType, StoredColumn } from './stored-objects.ts'
import { REACTION_COLUMNS, STORED_OBJECTS } from './stored-objects.ts'

/** A field as SQL. */
export interface Expression {
  readonly sql: string
  readonly type: ColumnType
  readonly field: Field
  /** The same text without letter case, where a column holds it. */
  readonly folded?: string
  /** Where the values of a list lie apart from their row: `row` is that row's number. */
  readonly derived?: { readonly derivation: Derivation; readonly row: string }
}

/** A field of an element of a list of embedded objects. */
export function elementField(compilation: Compilation, scope: ElementScope, path: FieldPath): Expression {
  const field = fieldWithin(compilation.catalog, scope.object, path)
  const column = columnOf(REACTION_COLUMNS, field, `an element of ${scope.object.name}`)
  return { sql: `${scope.alias}.value ->> '$.${field.column[0]}'`, type: typeOf(field, column), field }
}

/** A field of a row: its column, or what is derived from it. */
export function rowField(scope: RowScope, field: Field): Expression {
  const column = columnOf(STORED_OBJECTS[scope.object].columns, field, scope.object)
  const name = `${scope.alias}.${field.column[0]}`
  const derivation = derivationOf(scope.object, field)
  if (derivation === null) return { sql: name, type: typeOf(field, column), field, ...(column.folded === undefined ? {} : { folded: `${scope.alias}.${column.folded}` }) }
  const derived = { derivation, row: `${scope.alias}.row` }
  if (!derivation.all) return { sql: `(select value from derived where derivation = '${derivation.id}' and row = ${derived.row} and position = 0)`, type: 'text', field }
  const list = `select value from derived where derivation = '${derivation.id}' and row = ${derived.row} order by position`
  return { sql: `iif(${name} is null, null, (select json_group_array(value) from (${list})))`, type: 'texts', field, derived }
}

function columnOf(columns: ReadonlyMap<string, StoredColumn>, field: Field, holder: string): StoredColumn {
  const column = field.column.length === 1 ? columns.get(field.column[0]!) : undefined
  const { derive } = field
  if (column === undefined || (derive !== undefined && derive.kind !== 'regex')) {
    throw new CrossgraphError('SOURCE_REJECTED', `Slack has no ${field.column.join('.')}${derive === undefined ? '' : ` by ${derive.kind}`} in ${holder}`, { hint: `It has ${[...columns.keys()].join(', ')}` })
  }
  return column
}

const FITTING: Readonly<Record<ColumnType, readonly string[]>> = {
  text: ['String', 'ID', 'UUID'],
  integer: ['Int', 'BigInt', 'Float'],
  boolean: ['Boolean'],
  instant: ['DateTime'],
  texts: ['String', 'ID', 'UUID'],
  objects: [],
}

/** The column's type, once it is known that the field's declared type can show it. */
function typeOf(field: Field, column: StoredColumn): ColumnType {
  const many = column.type === 'texts' || column.type === 'objects'
  const text = column.type === 'text' || column.type === 'texts'
  const fits = field.type.kind === 'object' ? column.type === 'objects' : field.type.kind === 'enum' ? text : FITTING[column.type].includes(field.type.name)
  if (fits && many === field.list) return column.type
  throw new CrossgraphError('SOURCE_REJECTED', `${field.name} is declared ${field.list ? `[${field.type.name}]` : field.type.name}, but Slack's ${field.column.join('.')} is ${many ? 'a list of ' : ''}${column.type}`)
}

export function enumOf(catalog: Catalog, field: Field): EnumShape | null {
  return field.type.kind === 'enum' ? (catalog.enums.get(field.type.name) ?? null) : null
}

/** Enums sort in the order of their declaration, all else as stored: text by code point, instants and numbers by value. */
export function orderOf(compilation: Compilation, expression: Expression): string {
  const values = enumOf(compilation.catalog, expression.field)?.values
  return values === undefined ? expression.sql : `case ${expression.sql} ${values.map(({ stored }, place) => `when ${quote(stored)} then ${place}`).join(' ')} end`
}

/** A text of the project's own schema as a literal; what users write is bound as a parameter. */
export const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`
