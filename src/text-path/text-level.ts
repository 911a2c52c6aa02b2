import type { FieldPath, Value } from '../fetch/fetch.ts'
import type { AggregateLevel, ByKeyLevel, ConnectionLevel, ListLevel, OneLevel } from '../graph/levels/level.ts'

/** A level and how its answer is printed: made once for an operation, the same for all its requests. */
export type TextLevel =
  | { readonly kind: 'byKey'; readonly level: ByKeyLevel; readonly rows: TextRows }
  | TextOne
  | TextList
  | TextConnection
  | TextAggregate

export interface TextOne { readonly kind: 'one'; readonly level: OneLevel; readonly rows: TextRows }
export interface TextList { readonly kind: 'list'; readonly level: ListLevel; readonly rows: TextRows }
export interface TextConnection { readonly kind: 'connection'; readonly level: ConnectionLevel; readonly parts: readonly ConnectionPart[] }
export interface TextAggregate { readonly kind: 'aggregate'; readonly level: AggregateLevel; readonly parts: readonly AggregatePart[] }

/** A canonical Value as JSON. Throws NotPrintable for a null where there must be none. */
export type PrintValue = (value: Value) => string

/** The members of a row's object, in the order of the response; `head` is what stands before the value: `,"name":`. */
export interface TextRows { readonly parts: readonly RowPart[]; readonly levels: readonly TextLevel[] }
export type RowPart =
  | { readonly kind: 'text'; readonly text: string }
  /** `print` is null where the column's own JSON is the answer. */
  | { readonly kind: 'column'; readonly head: string; readonly field: FieldPath; readonly nonNull: boolean; readonly print: PrintValue | null }
  /** `at` counts the levels of these rows. */
  | { readonly kind: 'level'; readonly head: string; readonly at: number }

export type ConnectionPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'totalCount'; readonly head: string }
  | { readonly kind: 'nodes'; readonly head: string; readonly rows: TextRows }
  | { readonly kind: 'edges'; readonly head: string; readonly parts: readonly EdgePart[] }
  | { readonly kind: 'pageInfo'; readonly head: string; readonly parts: readonly PageInfoPart[] }
export type EdgePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'cursor'; readonly head: string }
  | { readonly kind: 'node'; readonly head: string; readonly rows: TextRows }
export type PageInfoPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor'; readonly head: string }

/** `sum { total }` is its brackets as text around the measures. */
export type AggregatePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'measure'; readonly head: string; readonly as: string; readonly print: PrintValue }
