import { SlackFault } from './fault.ts'

/** Slack's cursors are base64 of what to go on from, such as `next_ts:1712345678000100` or `user:U024BE7LH`. */
export function writeCursor(kind: string, value: string): string {
  return Buffer.from(`${kind}:${value}`).toString('base64')
}

/** The value inside a cursor of this kind; null without a cursor. */
export function readCursor(kind: string, cursor: string | undefined): string | null {
  if (cursor === undefined || cursor === '') return null
  const text = Buffer.from(cursor, 'base64').toString('utf8')
  if (!text.startsWith(`${kind}:`) || Buffer.from(text).toString('base64') !== cursor) throw new SlackFault('invalid_cursor')
  return text.slice(kind.length + 1)
}

export interface CutPage<T> {
  readonly items: readonly T[]
  readonly next: string
}

/** One page of things that have an id; the cursor names the first of the next page, so that a page stays right when others come and go. */
export function cutById<T extends { readonly id: string }>(all: readonly T[], kind: string, page: { readonly cursor: string | undefined; readonly limit: number }): CutPage<T> {
  const from = readCursor(kind, page.cursor)
  const start = from === null ? 0 : all.findIndex((item) => item.id === from)
  if (start < 0) throw new SlackFault('invalid_cursor')
  const after = all[start + page.limit]
  return { items: all.slice(start, start + page.limit), next: after === undefined ? '' : writeCursor(kind, after.id) }
}
