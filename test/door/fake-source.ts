import type { Catalog } from '../../src/catalog/model.ts'
import type { Fetch, Predicate, Rows } from '../../src/fetch/fetch.ts'
import { walkPredicate } from '../../src/fetch/walk.ts'
import { joinKey } from '../../src/fetch/key.ts'
import { compileTest } from '../../src/residual/evaluate.ts'
import { groupRows } from '../../src/residual/group.ts'
import { pageRows } from '../../src/residual/page.ts'
import { plainColumn } from '../../src/residual/plain-column.ts'
import { compileOrder, sortRows } from '../../src/residual/sort.ts'
import type { Capabilities, FetchContext, Health, Source } from '../../src/sources/source.ts'
import { keysIn, memoryShape } from './memory-rows.ts'
import type { Company, Memory } from './memory-rows.ts'

export interface FakeSourceOptions {
  readonly name: string
  readonly catalog: Catalog
  readonly company: Company
  /** What it cannot do; by itself it can do everything but cross sources. */
  readonly capabilities?: Partial<Capabilities>
  /** Runs before each answer: waits, throws, never comes back. */
  readonly behave?: (fetch: Fetch, context: FetchContext, call: number) => Promise<void>
  readonly health?: () => Promise<Health>
}

export interface FakeSource extends Source {
  /** What it was asked, in order. */
  readonly asked: readonly Fetch[]
}

/** A source over rows in memory that does by itself whatever its capabilities say, and refuses what they do not. */
export function createFakeSource(options: FakeSourceOptions): FakeSource {
  const { name, catalog, company, behave } = options
  const asked: Fetch[] = []
  const capabilities = { ...everythingWithin(catalog), ...options.capabilities }
  return {
    name, kind: 'postgres', capabilities, asked,
    keyProblem: () => null,
    fetch: async (fetch, context) => {
      asked.push(fetch)
      requireAllowed(capabilities, fetch)
      await behave?.(fetch, context, asked.length)
      return answer(catalog, company, fetch)
    },
    explain: async (fetch) => `fake ${fetch.entity}`,
    estimate: async (fetch) => ({ rows: (company.get(fetch.entity) ?? []).length, exact: true }),
    introspect: async () => ({ objects: [], enums: [] }),
    health: options.health ?? (async () => ({ status: 'up' })),
    close: async () => {},
  }
}

function everythingWithin(catalog: Catalog): Capabilities {
  return {
    pushes: (entity, predicate) => !crosses(catalog, entity, predicate),
    orders: () => true, groups: () => true, limitPerKey: true, keyset: true, offset: true, search: false, maxKeys: 1_000,
  }
}

function crosses(catalog: Catalog, entity: string, predicate: Predicate): boolean {
  let found = false
  walkPredicate(predicate, (part) => {
    if (part.kind !== 'linked' && part.kind !== 'linkedCount') return
    const link = catalog.entities.get(entity)?.links.get(part.link)
    if (link === undefined) return
    found ||= link.crossSource || (part.kind === 'linked' && crosses(catalog, link.to, part.where))
  })
  return found
}

function requireAllowed(capabilities: Capabilities, fetch: Fetch): void {
  const { entity, where, orderBy, page, keys, group } = fetch
  const allowed = [
    where === undefined || (where.kind === 'and' ? where.of : [where]).every((conjunct) => capabilities.pushes(entity, conjunct)),
    group !== undefined || orderBy.length === 0 || capabilities.orders(entity, orderBy, false),
    group === undefined || capabilities.groups(fetch),
    group !== undefined || page === undefined || ((keys === undefined || capabilities.limitPerKey) && (page.after === undefined || capabilities.keyset) && (!page.offset || capabilities.offset)),
    keys === undefined || keys.values.length <= capabilities.maxKeys,
  ]
  if (allowed.includes(false)) throw new Error(`invariant: the door sent what the capabilities do not allow: ${JSON.stringify(fetch)}`)
}

/** One row of the answer: a row in memory, once for each key it belongs to. */
interface Hit { readonly memory: Memory; readonly key: string | null }

function answer(catalog: Catalog, company: Company, fetch: Fetch): Rows {
  const shape = memoryShape(catalog, company, fetch.entity)
  const test = fetch.where === undefined ? null : compileTest(catalog, shape, fetch.where)
  const kept = (company.get(fetch.entity) ?? []).filter((row) => test === null || test(row) === true)
  const batches = batchesOf(catalog, company, { fetch, kept })
  return fetch.group === undefined ? rowsOf(catalog, company, { fetch, batches }) : groupsOf(catalog, company, { fetch, batches })
}

interface Batch { readonly key: string | null; readonly rows: readonly Memory[] }

function batchesOf(catalog: Catalog, company: Company, { fetch, kept }: { readonly fetch: Fetch; readonly kept: readonly Memory[] }): readonly Batch[] {
  if (fetch.keys === undefined) return [{ key: null, rows: kept }]
  const keysOf = keysIn(memoryShape(catalog, company, fetch.entity), fetch.keys)
  return fetch.keys.values.map(joinKey).map((key) => ({ key, rows: kept.filter((row) => keysOf(row).includes(key)) }))
}

interface Batched { readonly fetch: Fetch; readonly batches: readonly Batch[] }

function rowsOf(catalog: Catalog, company: Company, { fetch, batches }: Batched): Rows {
  const shape = memoryShape(catalog, company, fetch.entity)
  const order = compileOrder(catalog, shape, fetch.orderBy)
  const readers = fetch.fields.map((field) => shape.read(field))
  const hits = batches.flatMap(({ key, rows }) => pageRows(order, fetch.page ?? {}, sortRows(order, rows)).map((memory): Hit => ({ memory, key })))
  const keyOf = new Map<readonly unknown[], string | null>(hits.map(({ memory, key }) => [readers.map((read) => read(memory)), key]))
  return { columns: fetch.fields.map(plainColumn), rows: [...keyOf.keys()], ...keysOfRows(fetch, keyOf), call: callOf(fetch, keyOf.size) }
}

function groupsOf(catalog: Catalog, company: Company, { fetch, batches }: Batched): Rows {
  const shape = memoryShape(catalog, company, fetch.entity)
  const group = fetch.group!
  const { columns, shape: groupShape } = groupRows(catalog, { shape, rows: [] }, { group, keysOf: undefined })
  const order = compileOrder(catalog, groupShape, fetch.orderBy)
  const found = batches.filter(({ key, rows }) => key === null || rows.length > 0)
  const keyOf = new Map(found.flatMap(({ key, rows }) => {
    const groups = groupRows(catalog, { shape, rows }, { group, keysOf: undefined })
    return pageRows(order, fetch.page ?? {}, sortRows(order, groups.rows)).map((row) => [row, key] as const)
  }))
  return { columns, rows: [...keyOf.keys()], ...keysOfRows(fetch, keyOf), call: callOf(fetch, keyOf.size) }
}

function keysOfRows(fetch: Fetch, keyOf: ReadonlyMap<readonly unknown[], string | null>): Pick<Rows, 'keysOf'> {
  return fetch.keys === undefined ? {} : { keysOf: (row) => [keyOf.get(row) ?? ''] }
}

const callOf = (fetch: Fetch, rows: number): Rows['call'] => ({ native: `fake ${fetch.entity}`, rows, bytes: rows * 10, ms: 1, keys: fetch.keys?.values.length ?? 0 })
