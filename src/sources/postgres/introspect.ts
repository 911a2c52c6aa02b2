import type { ShapeEnum, ShapeField, ShapeObject, SourceShape } from '../source.ts'
import type { KeyType } from '../../fetch/fetch.ts'
import { columnTypeOf } from './column-type.ts'
import type { ColumnType, Family } from './column-type.ts'
import { ENUMS, TABLES } from './introspect-sql.ts'
import type { ReadRows } from './live-shape.ts'

/** Tables, views and partitioned tables (not their partitions) that the session's user may read, and the enums. */
export async function introspectDatabase(read: ReadRows): Promise<SourceShape> {
  const [tables, enums] = await Promise.all([read(TABLES, []), read(ENUMS, [])])
  return {
    objects: tables.map(([json]) => objectOf(JSON.parse(json!) as StoredTable)),
    enums: enums.map(([json]) => withDescription(JSON.parse(json!) as Commented<ShapeEnum>)),
  }
}

type Commented<T> = Omit<T, 'description'> & { readonly description: string | null }

/** As `TABLES` writes it. */
interface StoredTable extends Omit<Commented<ShapeObject>, 'fields' | 'kind'> {
  readonly view: boolean
  readonly columns: readonly StoredColumn[]
}

interface StoredColumn {
  readonly name: string
  /** With its modifiers: `numeric(12,2)`; of a domain, the domain's name. */
  readonly nativeType: string
  readonly base: string
  readonly elementType: string
  readonly list: boolean
  readonly nullable: boolean
  readonly labels: readonly string[] | null
  readonly description: string | null
}

function objectOf({ view, columns, ...table }: StoredTable): ShapeObject {
  return { ...withDescription(table), kind: view ? 'view' : 'table', fields: columns.map(fieldOf) }
}

function fieldOf({ name, nativeType, base, elementType, list, nullable, labels, description }: StoredColumn): ShapeField {
  const type = columnTypeOf({ base, name: elementType, list, labels: labels ?? [] })
  return withDescription({ name, nativeType, type: scalarOf(type), list, nullable, keyType: keyTypeOf(type), description })
}

/** A comment that is not there is no property. */
function withDescription<T extends { readonly description: string | null }>({ description, ...rest }: T): Omit<T, 'description'> & { readonly description?: string } {
  return description === null ? rest : { ...rest, description }
}

const SCALARS: Readonly<Record<Exclude<Family, 'integer' | 'enum'>, string>> = {
  numeric: 'Decimal', float: 'Float', boolean: 'Boolean', text: 'String', uuid: 'UUID', timestamptz: 'DateTime', timestamp: 'DateTime', date: 'Date',
  json: 'JSON', jsonb: 'JSON', other: 'String',
}

function scalarOf({ family, name, size }: ColumnType): string {
  if (family === 'enum') return name.replaceAll('"', '')
  return family === 'integer' ? (size === 8 ? 'BigInt' : 'Int') : SCALARS[family]
}

const KEY_TYPES: Readonly<Partial<Record<Family, KeyType>>> = { integer: 'INT64', numeric: 'DECIMAL', text: 'STRING', enum: 'STRING', uuid: 'UUID' }

const keyTypeOf = ({ family, name }: ColumnType): KeyType | null => (name.endsWith('citext') ? 'STRING_CI' : (KEY_TYPES[family] ?? null))
