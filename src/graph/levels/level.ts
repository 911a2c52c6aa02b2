import type { Entity, Field, Link } from '../../catalog/model.ts'
import type { Fetch, FieldPath, Key, Keyset, Measure, Ordering } from '../../fetch/fetch.ts'
import type { CursorOrder } from '../arguments/cursor.ts'
import type { Cut } from '../arguments/page.ts'
import type { RoutedSearch } from '../arguments/search.ts'

/**
 * An operation as a tree of levels: plain data, made before anything is fetched. A level is one fetch for each shape, however
 * many rows stand above it; what its fetch still lacks are the values of its keys.
 */
export type Level = ByKeyLevel | OneLevel | ListLevel | ConnectionLevel | AggregateLevel | BrokenLevel

/** What is selected of the rows of one entity. */
export interface RowSelection {
  readonly entity: Entity
  /** What is read of them: the fields selected, and the keys that the links below need, hidden from the client. */
  readonly fields: readonly FieldPath[]
  /** In the order of the response. */
  readonly places: readonly Place[]
  /** The levels among `places`, by response key. */
  readonly levels: ReadonlyMap<string, Level>
}

/** One member of an object in the response, named `as`. */
export type Place =
  | { readonly kind: 'typename'; readonly as: string }
  | { readonly kind: 'value'; readonly as: string; readonly field: Field; readonly within: readonly Place[] }
  | { readonly kind: 'level'; readonly as: string; readonly level: Level }

interface LevelBase {
  readonly entity: Entity
  /** Null at the root. */
  readonly link: Link | null
  /** Response path without list positions. */
  readonly path: readonly string[]
}

/** What is fetched: `fetch` has its keys' fields and types, but no values; `shape` is its identity. */
export interface FetchPlan {
  readonly fetch: Fetch
  readonly shape: string
  /** A search of an entity that links to this one: it decides which rows there are, and their order unless `orderBy` does. */
  readonly via: Via | null
}
interface FetchLevel extends LevelBase, FetchPlan {
  /**
   * `fetch` is without order, page or group, for one row above may have several keys, a search of another type ranks, or
   * rows are sorted by something of another source: what it found is put together, sorted, cut or grouped in the gateway.
   */
  readonly inMemory: boolean
}
/** Rows in an order: that of `fetch`, but where the gateway sorts. */
interface SortedLevel extends FetchLevel { readonly orderBy: readonly Ordering[] }
export interface Via { readonly search: RoutedSearch; readonly ranks: boolean }

export interface ByKeyLevel extends FetchLevel { readonly kind: 'byKey'; readonly key: Key; readonly rows: RowSelection }

export interface OneLevel extends SortedLevel { readonly kind: 'one'; readonly link: Link; readonly rows: RowSelection }

export interface ListLevel extends SortedLevel {
  readonly kind: 'list'
  readonly cut: Cut
  readonly rows: RowSelection
}

export interface ConnectionLevel extends SortedLevel {
  readonly kind: 'connection'
  /** Null: the whole list. */
  readonly size: number | null
  readonly fromEnd: boolean
  readonly after: Keyset | null
  readonly before: Keyset | null
  /** Null where the order has no places to return to. */
  readonly cursors: CursorOrder | null
  /** Rows under `nodes`, by response key. */
  readonly nodes: ReadonlyMap<string, RowSelection>
  /** Rows under `node`, by the response keys of `edges` and of `node`. */
  readonly edges: ReadonlyMap<string, ReadonlyMap<string, RowSelection>>
}

export interface AggregateLevel extends FetchLevel { readonly kind: 'aggregate'; readonly measures: readonly Measure[] }

/** A field whose arguments cannot be read: the error is its own, and nobody else's. */
export interface BrokenLevel extends LevelBase { readonly kind: 'broken'; readonly error: unknown }
