import type { Catalog, SlackObject } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Column, Fetch, KeyBatch } from '../../fetch/fetch.ts'
import { joinKey } from '../../fetch/key.ts'
import type { Compilation, RowScope, SqlParameter } from './compilation.ts'
import { bind, fromOf, joinConditions, openScope, startCompilation } from './compilation.ts'
import { compileGroup } from './compile-group.ts'
import type { Selection } from './compile-page.ts'
import { compilePage } from './compile-page.ts'
import { compilePredicate } from './compile-predicate.ts'
import { columnOf } from './decode.ts'
import { keyMatches } from './key-match.ts'
import { valueOf } from './path.ts'
import { beyond, orderingOf, reversed } from './ordering.ts'

/** A fetch as one SQL statement over the store. */
export interface SqlQuery {
  readonly sql: string
  readonly parameters: readonly SqlParameter[]
  readonly columns: readonly Column[]
  /** With a batch of keys: the last column of each row is its key. */
  readonly keyed: boolean
  readonly objects: ReadonlySet<SlackObject>
}

/**
 * Writes the statement for a fetch. Pure: it knows the catalog and nothing of what is stored.
 * @throws CrossgraphError SOURCE_REJECTED for a field that Slack has not, or whose declared type does not fit
 */
export function compileFetch(catalog: Catalog, fetch: Fetch): SqlQuery {
  if (fetch.search !== undefined) throw new CrossgraphError('SOURCE_REJECTED', 'Slack cannot be searched by meaning')
  const compilation = startCompilation(catalog, compilePredicate)
  const scope = openScope(compilation, entityOf(catalog, fetch.entity))
  const keys = fetch.keys === undefined ? null : compileKeys(compilation, scope, fetch.keys)
  const selection = fetch.group === undefined ? selectRows(compilation, scope, fetch) : compileGroup(compilation, scope, fetch)
  const where = [...(keys === null ? [] : [keys.condition]), ...(fetch.where === undefined ? [] : [compilePredicate(compilation, scope, fetch.where)])]
  const places = compilePlaces(compilation, selection, fetch)
  const tail = tailOf({ where: selection.groupBy === null ? [...where, ...places] : where, having: selection.groupBy === null ? [] : places, groupBy: selection.groupBy, keyed: keys !== null })
  const from = () => `from ${keys === null ? '' : 'k join '}${fromOf(scope)}${tail}`
  const sql = compilePage(compilation, selection, { from: from(), keyed: keys !== null, page: fetch.page ?? {} })
  return { sql: keys === null ? sql : `with ${keys.table} ${sql}`, parameters: compilation.parameters, columns: selection.columns, keyed: keys !== null, objects: compilation.objects }
}

/** The fetch's rows, counted, whatever its page: for estimates. */
export function compileCount(catalog: Catalog, fetch: Fetch): SqlQuery {
  const { page: _, search: _search, ...whole } = fetch
  const query = compileFetch(catalog, { ...whole, orderBy: [] })
  return { ...query, sql: `select count(*) from (${query.sql})` }
}

function selectRows(compilation: Compilation, scope: RowScope, fetch: Fetch): Selection {
  const values = fetch.fields.map((path) => ({ path, expression: valueOf(compilation, scope, path) }))
  return {
    values: values.map(({ expression }) => expression.sql),
    columns: values.map(({ path, expression }) => columnOf(compilation.catalog, path, expression)),
    orderings: fetch.orderBy.map((ordering) => orderingOf(compilation, scope, ordering)),
    groupBy: null,
  }
}

/** The batch as a table `k` of one JSON parameter: `k` is the whole key, `k0`, `k1` … its parts. */
function compileKeys(compilation: Compilation, scope: RowScope, batch: KeyBatch): { readonly table: string; readonly condition: string } {
  const distinct = new Map(batch.values.map((key) => [joinKey(key), key]))
  const list = bind(compilation, JSON.stringify([...distinct].map(([joined, key]) => [joined, ...key])))
  const parts = batch.fields.map((_, i) => `k${i}`)
  const table = `k(k, ${parts.join(', ')}) as materialized (select value ->> 0, ${parts.map((_, i) => `value ->> ${i + 1}`).join(', ')} from json_each(${list}))`
  const conditions = batch.fields.map((field, i) => keyMatches(compilation, `k.k${i}`, { right: valueOf(compilation, scope, field), type: batch.types[i] ?? 'NATIVE' }))
  return { table, condition: joinConditions(conditions, 'and') }
}

function compilePlaces(compilation: Compilation, { orderings }: Selection, { page }: Fetch): readonly string[] {
  return [
    ...(page?.after === undefined ? [] : [beyond(compilation, orderings, page.after)]),
    ...(page?.before === undefined ? [] : [beyond(compilation, reversed(orderings), page.before)]),
  ]
}

function tailOf(parts: { readonly where: readonly string[]; readonly having: readonly string[]; readonly groupBy: readonly string[] | null; readonly keyed: boolean }): string {
  const groups = [...(parts.keyed ? ['k.k'] : []), ...(parts.groupBy ?? [])]
  return [
    parts.where.length === 0 ? '' : ` where ${joinConditions(parts.where, 'and')}`,
    parts.groupBy === null || groups.length === 0 ? '' : ` group by ${groups.join(', ')}`,
    parts.having.length === 0 ? '' : ` having ${joinConditions(parts.having, 'and')}`,
  ].join('')
}
