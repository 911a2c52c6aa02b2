import type { Fetch, Literal } from '../../fetch/fetch.ts'

/** What a statement is bound with: the literals lifted out of a fetch, and the fetch itself for its keys. */
export interface Binding {
  readonly literals: readonly unknown[]
  readonly fetch: Fetch
}

/** A parameter's text for one call; null is SQL's NULL. */
export type Binder = (binding: Binding) => string | null

/** How large a whole number a literal is: fits 32 bits (or is none), 64 bits, or neither. */
export type Magnitude = 'int' | 'long' | 'huge'

/** How values of a field stand in SQL for one purpose, and how literals are made comparable with them. */
export interface Form {
  /** The stored expression as it compares. */
  readonly sql: (raw: string) => string
  /** Type that a parameter is cast to. */
  readonly cast: (magnitude: Magnitude) => string
  /** PostgreSQL's text form of a literal. @throws CrossgraphError QUERY_VALUE for one that is none of the field. */
  readonly encode: (literal: Literal) => string
}
