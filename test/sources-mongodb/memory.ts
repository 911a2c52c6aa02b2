import { entityOf } from '../../src/catalog/model.ts'
import type { Fetch, KeyBatch, Predicate, Value } from '../../src/fetch/fetch.ts'
import { compileTest } from '../../src/residual/evaluate.ts'
import { groupRows } from '../../src/residual/group.ts'
import { pageRows } from '../../src/residual/page.ts'
import type { RowShape } from '../../src/residual/row-shape.ts'
import { compileOrder, sortRows } from '../../src/residual/sort.ts'
import { joinKey } from '../../src/fetch/key.ts'
import { keysIn, memoryShape } from '../door/memory-rows.ts'
import type { Company, Memory } from '../door/memory-rows.ts'
import { CONTEXT, byId } from './start.ts'
import type { Started } from './start.ts'

/** What is true: the rows read once through the source, and everything else worked out of them in memory. */
export interface Truth {
  readonly shape: RowShape<Memory>
  readonly rows: readonly Memory[]
  readonly company: Company
}

export async function readTruth(started: Started, entity = 'Note'): Promise<Truth> {
  const company: Company = new Map([['Note', await readAll(started, 'Note')], ['Place', await readAll(started, 'Place')]])
  return { company, rows: company.get(entity)!, shape: memoryShape(started.catalog, company, entity) }
}

/** All rows of an entity by field name. */
async function readAll({ source, catalog }: Started, entity: string): Promise<readonly Memory[]> {
  const fetch: Fetch = { entity, fields: [...entityOf(catalog, entity).fields.keys()], orderBy: byId }
  const { columns, rows } = await source.fetch(fetch, CONTEXT)
  return rows.map((row) => Object.fromEntries(columns.map(({ field, toValue }, i) => [field, toValue(row[i])])))
}

export const idsOf = (rows: readonly Memory[]): Value[] => rows.map((row) => row['id'] ?? null)

export function kept({ catalog }: Started, { shape, rows }: Truth, where: Predicate): readonly Memory[] {
  const test = compileTest(catalog, shape, where)
  return rows.filter((row) => test(row) === true)
}

/** A page, of all rows or of each key's. */
export function paged({ catalog }: Started, { shape, rows }: Truth, { orderBy, page = {}, keys }: Fetch): Readonly<Record<string, Value[]>> {
  const order = compileOrder(catalog, shape, orderBy)
  const sorted = sortRows(order, rows)
  if (keys === undefined) return { all: idsOf(pageRows(order, page, sorted)) }
  const keysOf = keysIn(shape, keys)
  const pages = keys.values.map(joinKey).map((key) => [key, idsOf(pageRows(order, page, sorted.filter((row) => keysOf(row).includes(key))))] as const)
  return Object.fromEntries(pages.filter(([, ids]) => ids.length > 0))
}

/** Groups as texts, each with its key, in an order of their own. */
export function grouped({ catalog }: Started, truth: Truth, fetch: Fetch): readonly string[] {
  const { group, keys, where } = fetch
  const rows = where === undefined ? truth.rows : truth.rows.filter((row) => compileTest(catalog, truth.shape, where)(row) === true)
  const { columns, rows: groups, keysOf } = groupRows(catalog, { shape: truth.shape, rows }, { group: group!, keysOf: keys === undefined ? undefined : wantedKeys(truth.shape, keys) })
  return groups.map((row) => JSON.stringify([keysOf?.(row) ?? null, ...columns.map((column, i) => comparable(column.toValue(row[i])))])).toSorted()
}

function wantedKeys(shape: RowShape<Memory>, keys: KeyBatch): (row: Memory) => readonly string[] {
  const wanted = new Set(keys.values.map(joinKey))
  const read = keysIn(shape, keys)
  return (row) => read(row).filter((key) => wanted.has(key))
}

/** Decimals by value, averages to the digits that both must have. */
export const comparable = (value: Value): unknown => {
  if (typeof value === 'bigint') return `${value}`
  if (typeof value !== 'string' || !/^-?\d+\.\d+$/.test(value)) return value
  return value.slice(0, value.indexOf('.') + 20).replace(/\.?0+$/, '')
}
