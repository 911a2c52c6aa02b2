import type { Catalog, Field } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { ColumnType, Family } from './column-type.ts'
import { misfitOf } from './decode.ts'
import type { Decoder, Misfit } from './decode.ts'
import type { Form } from './parameter.ts'

/** How one field lies in one column: chosen once, when a statement is compiled. `raw` is the stored SQL expression. */
export interface Codec {
  readonly list: boolean
  /** Family of `value.sql`, of its elements for a list. */
  readonly family: Family
  /** What is selected, and how its text is read. */
  readonly wire: (raw: string) => string
  readonly decode: Decoder
  /** For equality; for a list, `sql` is an array and `encode` takes an element. */
  readonly value: Form
  /** Reads the text of `value.sql`: groups, extremes. */
  readonly decodeValue: Decoder
  /** For greater, less and order. */
  readonly order: Form
  /** As text, for patterns. */
  readonly text: (raw: string) => string
  readonly isNull: (raw: string) => string
  /** For a list: the type of the elements of `value.sql`. */
  readonly elementType?: string
  /** For an enum ordered by its declaration: the stored values in that order. */
  readonly ranked?: readonly string[]
}

/** What a codec is made for: the field, and where its errors belong. */
export interface Site {
  readonly catalog: Catalog
  readonly source: string
  /** `Customer.createdAt` */
  readonly label: string
  readonly field: Field
}

export const misfitAt = ({ source, label, field }: Site): Misfit => misfitOf(source, label, field.type.name)

export function rejectType({ source, label, field }: Site, type: ColumnType): never {
  const declared = field.list ? `[${field.type.name}]` : field.type.name
  throw new CrossgraphError('SOURCE_REJECTED', `${label} is declared ${declared}, which cannot be read from a column of type ${type.name}${type.list ? '[]' : ''}`, {
    source,
    hint: 'Run `crossgraph check` to compare the schema with the database.',
    details: { field: label, column: field.column.join('.') },
  })
}

/** A literal that is none of the field: the graph's own coercion lets through keys written as text. */
export function rejectLiteral({ source, label, field }: Site, literal: unknown): never {
  const shown = JSON.stringify(String(literal)).slice(0, 80)
  throw new CrossgraphError('SOURCE_VALUE', `${shown} cannot be compared with ${label} (${field.type.name})`, { source, details: { field: label } })
}

export const isNullSql = (raw: string): string => `${raw} IS NULL`
export const asStored = (raw: string): string => raw
export const asText = (raw: string): string => `${raw}::text`
