import type { Fetch, FieldPath, Key, KeyType, Predicate, Ordering, Rows } from '../fetch/fetch.ts'

export type SourceKind = 'postgres' | 'mongodb' | 'qdrant' | 'slack'

/** What a source does by itself. What is false becomes a residual step in the gateway, visible in `explain`. */
export interface Capabilities {
  /** Can this predicate go down as it is? Asked for each conjunct of the top-level `and`; also for measures' own filters. */
  readonly pushes: (entity: string, predicate: Predicate) => boolean
  /** Can the source return rows in exactly this order (NULLs, enums, keys, code points included)? */
  readonly orders: (entity: string, orderBy: readonly Ordering[], search: boolean) => boolean
  /** Can `limit` and `offset` and keyset places be cut per key of a batch? */
  readonly limitPerKey: boolean
  /** Can rows after or before a place be cut? Asked with the fetch where it depends on it; its order is one that `orders` allows. */
  readonly keyset: boolean | ((fetch: Fetch) => boolean)
  readonly offset: boolean
  /** Can this group (terms, grains, measures) be computed by the source, also per key? */
  readonly groups: (fetch: Fetch) => boolean
  readonly search: boolean
  /** Most keys of one batch. */
  readonly maxKeys: number
}

/** What one call may take. */
export interface FetchContext {
  /** Milliseconds this call may take, from now. */
  readonly timeoutMs: number
  /** Aborted when nobody waits any more: the work inside the database is cancelled too. */
  readonly signal?: AbortSignal | undefined
  /** Most rows and bytes of the answer; beyond: LIMIT_ROWS / LIMIT_BYTES with the figures, never a cut. */
  readonly maxRows: number
  readonly maxBytes: number
}

export interface Estimate { readonly rows: number; readonly cost?: number; readonly exact: boolean }

export interface Health { readonly status: 'up' | 'down'; readonly latencyMs?: number; readonly code?: string; readonly message?: string }

/** How old a source's answers are, where it answers from a copy (Slack). */
export interface Freshness { readonly asOf: string; readonly ageSeconds: number }

/**
 * One database behind the graph. Every method may be called at any time, also while the database is down; a failure is a
 * CrossgraphError with a `SOURCE_*` code (`SOURCE_UNAVAILABLE`, `SOURCE_TIMEOUT`, `SOURCE_OVERLOADED`, `SOURCE_REJECTED`,
 * `SOURCE_VALUE`), `source` and `retryable`. A source gets only fetches that its capabilities allow.
 */
export interface Source {
  readonly name: string
  readonly kind: SourceKind
  readonly capabilities: Capabilities
  /** Null when this key can be compared with the stored fields, else what is wrong with it. Pure and quick. */
  keyProblem(entity: string, fields: readonly FieldPath[], types: readonly KeyType[], key: Key): string | null
  fetch(fetch: Fetch, context: FetchContext): Promise<Rows>
  /** What it would send for this fetch, without sending it. */
  explain(fetch: Fetch): Promise<string>
  estimate(fetch: Fetch): Promise<Estimate>
  introspect(): Promise<SourceShape>
  health(): Promise<Health>
  freshness?(): Freshness | null
  /** Begins what goes on by itself, such as keeping a copy up to date. */
  start?(): void
  close(): Promise<void>
}

/** What a live source holds, in its own names: for `check` and `introspect`. */
export interface SourceShape {
  readonly objects: readonly ShapeObject[]
  readonly enums: readonly ShapeEnum[]
}
export interface ShapeEnum { readonly name: string; readonly values: readonly string[]; readonly description?: string }
/** A table or view (`schema.table` unless `public`), a collection, a Qdrant collection, or one of Slack's objects. */
export interface ShapeObject {
  readonly name: string
  readonly kind: 'table' | 'view' | 'collection' | 'vectors' | 'slack'
  readonly description?: string
  readonly fields: readonly ShapeField[]
  /** Stored names of the primary key. */
  readonly key: readonly string[]
  readonly unique: readonly (readonly string[])[]
  /** Leading stored names of each index. */
  readonly indexes: readonly (readonly string[])[]
  readonly foreignKeys: readonly { readonly fields: readonly string[]; readonly target: string; readonly targetFields: readonly string[] }[]
  readonly rows: number
}
export interface ShapeField {
  /** Stored name; nested ones are in `fields`. */
  readonly name: string
  /** The database's own word for the type: `numeric(12,2)`, `objectId`, `keyword`. */
  readonly nativeType: string
  /** The GraphQL scalar, or the name of an enum of `enums`, that fits; `object` for embedded ones. */
  readonly type: string
  readonly list: boolean
  readonly nullable: boolean
  /** The KeyType its values have as a key. */
  readonly keyType: KeyType | null
  readonly description?: string
  /** Where sampling found several types: native type → share of the sample (0 … 1). */
  readonly mixed?: Readonly<Record<string, number>>
  readonly fields?: readonly ShapeField[]
}
