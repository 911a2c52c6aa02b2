import type { Catalog } from '../catalog/model.ts'
import type { Column, Fetch, Group, Ordering, Page, Predicate, Rows } from '../fetch/fetch.ts'
import { printGroup, printOrder, printPage, printPredicate } from '../fetch/print.ts'
import { compileTest } from './evaluate.ts'
import { groupRows, groupShape } from './group.ts'
import { pageRows } from './page.ts'
import type { RowShape, WireRow } from './row-shape.ts'
import { wireShape } from './row-shape.ts'
import type { RowOrder } from './sort.ts'
import { compileOrder, sortRows } from './sort.ts'

/** What a source left to the gateway, in the order in which it is done: filter, group, sort, page. */
export type ResidualStep =
  | { readonly kind: 'filter'; readonly where: Predicate }
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'sort'; readonly orderBy: readonly Ordering[] }
  /** Of rows that stand in order; `orderBy` says what the places of the page mean. Per key with `keys`. */
  | { readonly kind: 'page'; readonly page: Page; readonly orderBy: readonly Ordering[]; readonly keys: Fetch['keys'] }

/** `filter: rating > 3`, `sort: text asc`: what `explain` shows. */
export function printStep(step: ResidualStep): string {
  switch (step.kind) {
    case 'filter': return `filter: ${printPredicate(step.where)}`
    case 'group': return `group: ${printGroup(step.group)}`
    case 'sort': return `sort: ${printOrder(step.orderBy)}`
    case 'page': return `page: ${printPage(step.page, step.keys)}`
  }
}

interface Table extends Pick<Rows, 'columns' | 'rows'> {
  readonly keysOf: Rows['keysOf']
  readonly shape: RowShape<WireRow>
}

/** Does the steps in memory, exactly as a source would, on the rows that answered `fetch`. Rows stay as they came; only groups are made anew. */
export function runSteps(catalog: Catalog, fetch: Fetch, { rows, steps }: { readonly rows: Rows; readonly steps: readonly ResidualStep[] }): Rows {
  const start: Table = { columns: rows.columns, rows: rows.rows, keysOf: rows.keysOf, shape: shapeOf(catalog, fetch, rows.columns) }
  const end = steps.reduce((table, step) => runStep(catalog, table, step), start)
  const result = { columns: end.columns, rows: end.rows, call: rows.call }
  return end.keysOf === undefined ? result : { ...result, keysOf: end.keysOf }
}

function shapeOf(catalog: Catalog, { entity, group }: Fetch, columns: readonly Column[]): RowShape<WireRow> {
  const shape = wireShape(catalog, entity, columns)
  return group === undefined ? shape : groupShape(shape.typeOf, group, columns)
}

function runStep(catalog: Catalog, table: Table, step: ResidualStep): Table {
  switch (step.kind) {
    case 'filter': {
      const test = compileTest(catalog, table.shape, step.where)
      return { ...table, rows: table.rows.filter((row) => test(row) === true) }
    }
    case 'group': return groupRows(catalog, table, { group: step.group, keysOf: table.keysOf })
    case 'sort': return { ...table, rows: sortRows(compileOrder(catalog, table.shape, step.orderBy), table.rows) }
    case 'page': return pageTable(compileOrder(catalog, table.shape, step.orderBy), step.page, table)
  }
}

function pageTable(order: RowOrder<WireRow>, page: Page, table: Table): Table {
  if (table.keysOf === undefined) return { ...table, rows: pageRows(order, page, table.rows) }
  const kept = new Map<WireRow, string[]>()
  for (const [key, rows] of rowsByKey(table.rows, table.keysOf)) {
    for (const row of pageRows(order, page, rows)) kept.set(row, [...(kept.get(row) ?? []), key])
  }
  return { ...table, rows: table.rows.filter((row) => kept.has(row)), keysOf: (row) => kept.get(row) ?? [] }
}

function rowsByKey(rows: readonly WireRow[], keysOf: NonNullable<Rows['keysOf']>): ReadonlyMap<string, readonly WireRow[]> {
  const byKey = new Map<string, WireRow[]>()
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const list = byKey.get(key)
      if (list === undefined) byKey.set(key, [row])
      else list.push(row)
    }
  }
  return byKey
}
