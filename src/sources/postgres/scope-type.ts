import type { Entity, ObjectShape } from '../../catalog/model.ts'
import type { Codec } from './codec.ts'
import type { TableShape } from './column-type.ts'

/** Where names are looked up: the rows of a table with the to-one links joined to it, or the elements of a list inside jsonb. */
export type Scope = TableScope | ElementScope

export interface TableScope {
  readonly kind: 'table'
  readonly entity: Entity
  readonly table: TableShape
  readonly alias: string
  /** Joins of to-one links by their names; filled as paths are resolved, written when the FROM is. */
  readonly joins: Map<string, JoinedTable>
}

export interface JoinedTable {
  readonly scope: TableScope
  /** `LEFT JOIN … ON …` */
  readonly sql: string
}

export interface ElementScope {
  readonly kind: 'element'
  readonly object: ObjectShape
  /** What makes the elements, for a FROM. */
  readonly from: string
  /** The element, a jsonb value. */
  readonly raw: string
  readonly label: string
}

/** A field's column in a scope. */
export interface Operand {
  readonly raw: string
  readonly codec: Codec
  /** False only where the database says so. */
  readonly nullable: boolean
}
