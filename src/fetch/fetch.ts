/**
 * The keystone: one flat request to one source. Plain immutable data that every caller speaks and every source
 * understands. Names are those of the graph (entity and field names), never stored names; a source finds those in the catalog.
 */

/**
 * Names joined by dots: a field (`total`), a field of an embedded object (`address.city`), or a field behind to-one links
 * of the same source (`customer.name`, `author.email`).
 */
export type FieldPath = string

/**
 * A literal in canonical form, by the field's scalar: ID, String, UUID, enum value (as named in the SDL): string · Int,
 * Float: number · BigInt: bigint · Boolean: boolean · Decimal: string of digits (`-12.50`) · Date: `YYYY-MM-DD` ·
 * DateTime: ISO 8601 in UTC with `Z` and three or six decimals (`2026-10-01T00:00:00.000Z`).
 */
export type Literal = string | number | bigint | boolean

export type CompareOp = 'eq' | 'ne' | 'gt' | 'gte' | 'lt' | 'lte'
export type Quantifier = 'some' | 'every' | 'none'
export type MatchHow = 'like' | 'startsWith' | 'endsWith' | 'contains'

/** SQL's three-valued logic in every source: a comparison with NULL is unknown, `not` of unknown is unknown; rows for which the whole is true are kept. */
export type Predicate =
  /** `and []` holds, `or []` does not. */
  | { readonly kind: 'and' | 'or'; readonly of: readonly Predicate[] }
  | { readonly kind: 'not'; readonly of: Predicate }
  | { readonly kind: 'compare'; readonly field: FieldPath; readonly op: CompareOp; readonly value: Literal }
  /** Empty `values`: false, and unknown for NULL. `fold` compares text without letter case (keys of kind STRING_CI). */
  | { readonly kind: 'in'; readonly field: FieldPath; readonly values: readonly Literal[]; readonly fold?: boolean }
  | { readonly kind: 'isNull'; readonly field: FieldPath }
  /** `like` knows `%`, `_` and a backslash as escape; the others take `text` literally. `foldCase` folds as Unicode does. */
  | { readonly kind: 'match'; readonly field: FieldPath; readonly how: MatchHow; readonly text: string; readonly foldCase: boolean }
  /** Lists of scalars. `hasAny []` false, `hasAll []` true, both unknown for a NULL list. `fold` compares text without letter case (list-valued keys of kind STRING_CI). */
  | { readonly kind: 'list'; readonly field: FieldPath; readonly how: 'hasAny' | 'hasAll'; readonly values: readonly Literal[]; readonly fold?: boolean }
  /** Number of elements of a list of scalars; unknown for a NULL list. `isEmpty` is `eq 0`. */
  | { readonly kind: 'listCount'; readonly field: FieldPath; readonly op: CompareOp; readonly value: number }
  /**
   * `link` names a link of the entity (to-one: `some`), or a field that is a list of embedded objects; `where` speaks of
   * the linked row. Two-valued (EXISTS). A row without a key, or with a missing list, has an empty set: `some` false,
   * `none` and `every` true. `every`: only rows for which `where` is true pass.
   */
  | { readonly kind: 'linked'; readonly link: string; readonly quantifier: Quantifier; readonly where: Predicate }
  | { readonly kind: 'linkedCount'; readonly link: string; readonly op: CompareOp; readonly value: number }

export interface Ordering {
  /** A value's path, or with `count` the path of a to-many link (or list of objects) whose rows are counted. */
  readonly field: FieldPath
  readonly count?: boolean
  readonly direction: 'asc' | 'desc'
  readonly nulls: 'first' | 'last'
}

/** A place in the order: the values of `orderBy`, one each (null stands for NULL), as Literals. */
export type Keyset = readonly (Literal | null)[]

export interface Page {
  /** At most so many rows; with `keys`, per key. */
  readonly limit?: number
  readonly offset?: number
  /** Only rows strictly after (before) this place in `orderBy`. `before` with `limit` gives the *last* rows before it when `fromEnd`. */
  readonly after?: Keyset
  readonly before?: Keyset
  /** Take `limit` rows from the end of the range; they are still returned in `orderBy` order. */
  readonly fromEnd?: boolean
}

/** How a link's keys are written so that equal keys are equal text. NATIVE: as the one source has them (both sides of one source). */
export type KeyType = 'INT64' | 'STRING' | 'STRING_CI' | 'UUID' | 'OBJECT_ID' | 'DECIMAL' | 'NATIVE'

/** One key: a canonical text for each key field (see `canonicalKey` in `fetch/key.ts`). */
export type Key = readonly string[]

/** A batch: only rows whose `fields` equal one of `values`. A field that is a list matches by any element. */
export interface KeyBatch {
  readonly fields: readonly FieldPath[]
  readonly types: readonly KeyType[]
  readonly values: readonly Key[]
}

export type GrainUnit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR'
export interface Grain {
  readonly unit: GrainUnit
  readonly timeZone: string
  /** 1 = Monday … 7 = Sunday. */
  readonly weekStart: number
  /** First month of the fiscal year, 1 … 12; 1 is the calendar year. */
  readonly yearStart: number
}
/** With `grain` the value is the period's beginning: a DateTime's first instant, a Date's first day. NULL stays one group. */
export interface GroupTerm { readonly as: string; readonly field: FieldPath; readonly grain?: Grain }

export type AggregateName = 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max'
export interface Measure {
  readonly as: string
  readonly aggregate: AggregateName
  /** Absent for `count` of rows. NULLs are no part of any measure. Sum and count over nothing are 0, the others null. */
  readonly field?: FieldPath
  /** This measure's own filter (SQL's FILTER), which touches no other measure. */
  readonly where?: Predicate
}
/** The rows are groups: columns are the terms (`as`), then the measures (`as`). With `keys`, grouped per key as well. */
export interface Group { readonly by: readonly GroupTerm[]; readonly measures: readonly Measure[] }

/** By meaning: best first unless `orderBy` says otherwise. Exactly one of text, like (a key), vector. */
export interface Search {
  readonly text?: string
  readonly like?: string
  readonly vector?: readonly number[]
  readonly minScore?: number
}

export interface Fetch {
  readonly entity: string
  /** What is wanted, each once; a field of an embedded type is read whole. With `group`: empty. */
  readonly fields: readonly FieldPath[]
  readonly where?: Predicate
  readonly search?: Search
  /** Complete: ends with the entity's key. With `group`: names of terms and measures (`as`), and it may be empty. */
  readonly orderBy: readonly Ordering[]
  readonly page?: Page
  readonly keys?: KeyBatch
  readonly group?: Group
}

/** What GraphQL values rows hold after decoding: null, Literals, arrays of them, and for JSON and embedded objects plain values. */
export type Value = Literal | null | readonly Value[] | { readonly [name: string]: Value }

/**
 * What a source gives back. Rows are arrays in the order of `columns`, which is that of the fetch's `fields` (or of terms,
 * then measures): no object is built that nobody asked for. A row may hold more than the columns tell.
 */
export interface Rows {
  readonly columns: readonly Column[]
  readonly rows: readonly (readonly unknown[])[]
  /**
   * With `keys`: the batch keys (joined by `joinKey` of `fetch/key.ts`) that row `i` belongs to. A to-many match may
   * return one row for several keys, or the same row once per key; within one key rows stand in `orderBy` order.
   */
  readonly keysOf?: (row: readonly unknown[]) => readonly string[]
  /** The steps of this fetch that the source left to the gateway and the gateway did; filled by the door. */
  readonly call: NativeCall
}

/** How one column's wire values turn into what is needed, chosen once per column, not per value. */
export interface Column {
  readonly field: FieldPath
  /** For resolvers, plans, residual steps: a canonical Value. Throws SOURCE_VALUE for a value that does not fit the declared type. */
  readonly toValue: (wire: unknown) => Value
  /** For the text path: the serialised JSON of the GraphQL value (`null` included). Same errors. */
  readonly toJson: (wire: unknown) => string
}

/** One call as the source saw it. */
export interface NativeCall {
  /** SQL text, the pipeline or the request as JSON; the user's literals appear as parameters. */
  readonly native: string
  readonly rows: number
  readonly bytes: number
  readonly ms: number
  readonly keys: number
}
