import { invariant } from '../../errors.ts'
import type { Keyset } from '../../fetch/fetch.ts'
import type { ConnectionLevel } from '../levels/level.ts'
import type { GraphContext, Match } from './graph-context.ts'
import { writeCursor } from '../arguments/cursor.ts'
import type { Reach } from './read-matches.ts'
import type { Row } from './row-node.ts'

/** The rows of one page, in order. */
export interface PageRows {
  readonly match: Match
  readonly found: readonly Row[]
  /** Whether there are rows beyond the page's size, in its direction. */
  readonly more: boolean
  /** The place of one of the rows in the order. */
  readonly placeOf: (row: Row) => Promise<Keyset>
}

/** A connection answers what is selected of it, each part when its resolver asks: in one tick, so that parts are fetched side by side. */
export interface Connection {
  readonly level: ConnectionLevel
  page(): Promise<PageRows>
  totalCount(): Promise<number>
  hasNextPage(): Promise<boolean>
  hasPreviousPage(): Promise<boolean>
}

export interface ConnectionAt { readonly context: GraphContext; readonly level: ConnectionLevel; readonly reach: Reach }

/** A row of a connection at one place of the response. */
export interface EdgeNode { readonly connection: Connection; readonly page: PageRows; readonly row: Row; readonly as: string }

export async function cursorOf({ cursors }: ConnectionLevel, page: PageRows, row: Row): Promise<string> {
  invariant(cursors !== null, 'a connection without places was refused')
  return writeCursor(cursors, await page.placeOf(row))
}

/** Asks once, when first asked. */
export function once<Result>(ask: () => Promise<Result>): () => Promise<Result> {
  let answer: Promise<Result> | null = null
  return () => (answer ??= ask())
}
