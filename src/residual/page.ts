import type { Page } from '../fetch/fetch.ts'
import type { RowOrder } from './sort.ts'

/** Cuts a page out of rows that stand in order: first the range between the places, then offset and limit within it. */
export function pageRows<Row>(order: RowOrder<Row>, page: Page, rows: readonly Row[]): readonly Row[] {
  const range = rowsBetween(order, page, rows)
  const { limit = range.length, offset = 0 } = page
  if (page.fromEnd === true) return range.slice(Math.max(0, range.length - offset - limit), Math.max(0, range.length - offset))
  return range.slice(offset, offset + limit)
}

function rowsBetween<Row>(order: RowOrder<Row>, { after, before }: Page, rows: readonly Row[]): readonly Row[] {
  if (after === undefined && before === undefined) return rows
  const low = after === undefined ? null : order.placeAt(after)
  const high = before === undefined ? null : order.placeAt(before)
  return rows.filter((row) => {
    const place = order.placeOf(row)
    return (low === null || order.compare(place, low) > 0) && (high === null || order.compare(place, high) < 0)
  })
}
