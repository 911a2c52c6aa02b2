import type { Catalog } from '../../catalog/model.ts'
import type { Fetch, Group, KeyBatch, Page, Value } from '../../fetch/fetch.ts'
import { conjunctsOf } from '../../fetch/walk.ts'
import { columnOf, fieldReader } from './decode.ts'
import type { Reader } from './decode.ts'
import { NEVER, everyQuery, isAlways } from './expression.ts'
import type { Expression, Query, Stage } from './expression.ts'
import { compileGroup } from './group.ts'
import type { OutputColumn } from './group.ts'
import { keyFields, keyQuery } from './keys.ts'
import type { KeyFields } from './keys.ts'
import { ColumnNames } from './names.ts'
import { operandOf } from './operand.ts'
import type { Operand } from './operand.ts'
import { beyond, computedStages, sortStages, sortTerms } from './order.ts'
import { compileQuery } from './predicate.ts'
import { perKeyPipeline } from './per-key.ts'
import { openScope } from './join.ts'
import { isJoined, storedOf, unwindStages } from './row-scope.ts'
import type { RowScope } from './row-scope.ts'
import { Unpushable } from './unpushable.ts'

/** One native call, ready to be sent, and how its answer is read. */
export interface MongoCall {
  /** Null for a pipeline that starts from `$documents`. */
  readonly collection: string | null
  readonly pipeline: readonly Stage[]
  readonly columns: readonly OutputColumn[]
  /** Values by which rows find their keys; empty without a batch. */
  readonly keyColumns: readonly { readonly name: string; readonly read: Reader }[]
  /** The place of the row's key in the batch, where the pipeline itself tells it. */
  readonly keyIndex: string | null
  readonly keys: KeyBatch | null
  /** Rows come from the end of the order. */
  readonly reversed: boolean
  /** What is left to do per key after reading: keys that the server finds by a pattern, or works out, are cut here. */
  readonly cutPerKey: { readonly offset: number; readonly limit: number } | null
  readonly emptyRow: readonly unknown[] | null
}

export interface CompileSite {
  readonly catalog: Catalog
  readonly source: string
}

/** Pure: the same fetch is always the same call. @throws Unpushable for what the capabilities deny. */
export function compileFetch(site: CompileSite, fetch: Fetch): MongoCall {
  if (fetch.search !== undefined) throw new Unpushable('a search by meaning')
  const { group } = fetch
  return group === undefined ? compileRows(site, fetch) : compileGroups(site, { ...fetch, group })
}

function compileRows(site: CompileSite, fetch: Fetch): MongoCall {
  const scope = openScope(site.catalog, fetch.entity)
  const keys = fetch.keys === undefined ? null : keyFields(scope, fetch.keys)
  const page = cutOf(fetch.page)
  const perKey = keys !== null && page !== null
  const body = { keyed: rowStages(scope, fetch, keys), free: perKey ? rowStages(scope, fetch, null) : [] }
  // Rows are cut first: what is joined only to be shown is joined for those that are left.
  const selection = selectFields(site, scope, fetch)
  const call = { columns: selection.columns, keys: fetch.keys ?? null, reversed: fetch.page?.fromEnd === true, emptyRow: null, cutPerKey: null, keyColumns: [], keyIndex: null }
  const cut = perKey ? perKeyPipeline(scope.entity, keys, [...body.free, ...pageStages(page), ...selection.stages, { $project: { _id: 0, ...selection.values } }]) : null
  if (cut !== null) return { ...call, ...cut, collection: null }
  const keyed = (keys?.operands ?? []).map((operand, i) => ({ operand, name: `__key${i}` }))
  const keyValues = Object.fromEntries(keyed.map(({ operand, name }) => [name, operand.stored]))
  return {
    ...call,
    collection: storedOf(scope.entity).collection,
    pipeline: [...body.keyed, ...(perKey ? [] : pageStages(page)), ...selection.stages, { $project: { _id: 0, ...selection.values, ...keyValues } }],
    keyColumns: keyed.map(({ operand, name }) => ({ name, read: keyValueReader(site, scope, operand) })),
    cutPerKey: perKey ? { offset: page.offset, limit: page.limit ?? Infinity } : null,
  }
}

/** A value of a key field that does not fit has no match, as in a filter. */
function keyValueReader({ catalog, source }: CompileSite, scope: RowScope, { field, list }: Operand): Reader {
  const read = fieldReader({ catalog, source, label: `${scope.entity.name}.${field.name}` }, field, list)
  return (wire) => {
    try {
      return read(wire)
    } catch {
      return null
    }
  }
}

interface Selection {
  readonly columns: readonly OutputColumn[]
  readonly values: Readonly<Record<string, Expression>>
  /** Joins that only the fields need. */
  readonly stages: readonly Stage[]
}

function selectFields({ catalog, source }: CompileSite, scope: RowScope, { fields }: Fetch): Selection {
  const names = new ColumnNames()
  const joined = scope.stages.length
  const selected = fields.map((path) => {
    const declared = scope.entity.fields.get(path)
    const name = names.give(path)
    if (declared?.score === true) return { name, value: null, column: columnOf(path, (): Value => null) }
    const { field, list, stored } = operandOf(scope, path)
    return { name, value: stored, column: columnOf(path, fieldReader({ catalog, source, label: `${scope.entity.name}.${path}` }, field, list)) }
  })
  return {
    columns: selected.map(({ name, column }) => ({ name, column })),
    values: Object.fromEntries(selected.map(({ name, value }) => [name, value ?? { $literal: null }])),
    stages: scope.stages.slice(joined),
  }
}

/** Conditions on what is stored come first, so that their indexes serve; then joins, conditions on them, order. */
function rowStages(scope: RowScope, fetch: Fetch, keys: KeyFields | null): readonly Stage[] {
  const terms = sortTerms(scope, fetch.orderBy)
  const conditions = filterStages(scope, fetch, keys)
  const places = [fetch.page?.after === undefined ? [] : [beyond(terms, fetch.page.after, 'after')], fetch.page?.before === undefined ? [] : [beyond(terms, fetch.page.before, 'before')]].flat()
  return [...conditions, ...(places.length === 0 ? [] : [...computedStages(terms), ...match(everyQuery(places))]), ...sortStages(terms, fetch.page?.fromEnd === true)]
}

/** Joins that any part of the fetch asked for are made between the two groups of conditions. */
function filterStages(scope: RowScope, { where }: Fetch, keys: KeyFields | null): readonly Stage[] {
  const early: Query[] = []
  const late: Query[] = []
  if (keys !== null) (keys.operands.some(({ path }) => path !== null && isJoined(path)) ? late : early).push(keyQuery(keys))
  for (const part of conjunctsOf(where)) (readsJoined(scope, part) ? late : early).push(compileQuery(scope, part))
  const elements = unwindStages(scope.entity)
  // A document has an element with the key, or none of its elements is looked at.
  const documents = elements.length > 0 && keys !== null && keys.forms.every(({ path }) => path !== null && !isJoined(path)) ? match(keyQuery(keys)) : []
  return [...documents, ...elements, ...match(everyQuery(early)), ...scope.stages, ...match(everyQuery(late))]
}

/** Compiled on a scope of its own to see whether it joins: the joins themselves are made once, in the real one. */
function readsJoined(scope: RowScope, part: Parameters<typeof compileQuery>[1]): boolean {
  const trial = openScope(scope.catalog, scope.entity.name)
  compileQuery(trial, part)
  return trial.stages.length > 0
}

const match = (query: Query): readonly Stage[] => (isAlways(query) ? [] : [{ $match: query }])

interface Cut { readonly offset: number; readonly limit: number | null }

function cutOf(page: Page | undefined): Cut | null {
  if (page?.limit === undefined && !page?.offset) return null
  return { offset: page.offset ?? 0, limit: page.limit ?? null }
}

/** `$limit` takes no zero: an empty page matches nothing. */
function pageStages(cut: Cut | null): readonly Stage[] {
  if (cut === null) return []
  if (cut.limit === 0) return [{ $match: NEVER }]
  return [...(cut.offset > 0 ? [{ $skip: cut.offset }] : []), ...(cut.limit === null ? [] : [{ $limit: cut.limit }])]
}

function compileGroups(site: CompileSite, fetch: Fetch & { readonly group: Group }): MongoCall {
  if (fetch.page?.after !== undefined || fetch.page?.before !== undefined || fetch.page?.fromEnd === true) throw new Unpushable('places among groups')
  const scope = openScope(site.catalog, fetch.entity)
  const keys = fetch.keys === undefined ? null : keyFields(scope, fetch.keys)
  const page = cutOf(fetch.page)
  const grouped = compileGroup({ ...site, scope, keys }, fetch)
  return {
    collection: storedOf(scope.entity).collection,
    pipeline: [...filterStages(scope, fetch, keys), ...grouped.stages, ...(keys === null ? pageStages(page) : [])],
    columns: grouped.columns,
    keyColumns: grouped.keyColumns,
    keyIndex: null,
    keys: fetch.keys ?? null,
    reversed: false,
    cutPerKey: keys !== null && page !== null ? { offset: page.offset, limit: page.limit ?? Infinity } : null,
    emptyRow: page?.limit === 0 || (page?.offset ?? 0) > 0 ? null : grouped.emptyRow,
  }
}
