/** PostgreSQL's types, as far as reading and comparing them differs. */
export type Family =
  | 'integer' | 'numeric' | 'float' | 'boolean' | 'text' | 'enum' | 'uuid' | 'timestamptz' | 'timestamp' | 'date' | 'json' | 'jsonb' | 'other'

/** The type of a live column; of a domain, that of what it stands for. */
export interface ColumnType {
  readonly family: Family
  /** As it is written in a cast, quoted and qualified where that is needed: `integer`, `"Mood"`. Of an array, the element's. */
  readonly name: string
  readonly list: boolean
  /** Bytes of an integer or float, else 0. */
  readonly size: number
  /** Labels of an enum, in the database's order. */
  readonly labels: readonly string[]
}

export interface ColumnShape {
  readonly type: ColumnType
  /** True only where the database enforces it; a view's column is never. */
  readonly notNull: boolean
}

export interface TableShape {
  readonly schema: string
  readonly table: string
  readonly columns: ReadonlyMap<string, ColumnShape>
  /** Column names of each primary or unique key. */
  readonly unique: readonly (readonly string[])[]
}

/** What of the live database statements depend on. */
export interface LiveShape {
  /** By `schema.table`. */
  readonly tables: ReadonlyMap<string, TableShape>
  /** Text with its letter case folded as Unicode's simple case folding does, one character at a time. */
  readonly foldCase: (sql: string) => string
}

const simple = (family: Family, name: string, size = 0): ColumnType => ({ family, name, list: false, size, labels: [] })

export const BIGINT = simple('integer', 'bigint', 8)
export const BOOLEAN = simple('boolean', 'boolean')
export const DATE = simple('date', 'date')
export const JSONB = simple('jsonb', 'jsonb')
export const NUMERIC = simple('numeric', 'numeric')
export const TEXT = simple('text', 'text')
export const TIMESTAMPTZ = simple('timestamptz', 'timestamp with time zone')

/** By the type's name in pg_catalog; what is not here is read and compared as text. */
const BUILT_IN: Readonly<Record<string, readonly [Family, number]>> = {
  int2: ['integer', 2], int4: ['integer', 4], int8: ['integer', 8],
  numeric: ['numeric', 0], float4: ['float', 4], float8: ['float', 8], bool: ['boolean', 0],
  text: ['text', 0], varchar: ['text', 0], bpchar: ['text', 0], citext: ['text', 0], name: ['text', 0],
  uuid: ['uuid', 0], timestamptz: ['timestamptz', 0], timestamp: ['timestamp', 0], date: ['date', 0], json: ['json', 0], jsonb: ['jsonb', 0],
}

/** A row of pg_type, domains and arrays already taken apart. */
export interface StoredTypeName {
  /** `typname` of the base or element type. */
  readonly base: string
  /** `format_type` of it. */
  readonly name: string
  readonly list: boolean
  readonly labels: readonly string[]
}

export function columnTypeOf({ base, name, list, labels }: StoredTypeName): ColumnType {
  if (labels.length > 0) return { family: 'enum', name, list, size: 0, labels }
  const [family, size] = BUILT_IN[base] ?? ['other', 0]
  return { family, name: base === 'name' ? 'text' : name, list, size, labels }
}
