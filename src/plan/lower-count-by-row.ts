import { entityOf } from '../catalog/model.ts'
import type { Link } from '../catalog/model.ts'
import { CrossgraphError } from '../errors.ts'
import type { Fetch, Key, Literal, Predicate, Value } from '../fetch/fetch.ts'
import { joinKey } from '../fetch/key.ts'
import { holds } from '../fetch/value.ts'
import { conjunctionOf, conjunctsOf } from '../fetch/walk.ts'
import type { Linked } from '../fetch/walk.ts'
import { keyCondition } from './key-condition.ts'
import { localFields, readByKeys, remoteKeyOf, tuplesOf, valuesOf } from './link-keys.ts'
import { tooManyKeys } from './lowering.ts'
import type { Lowering, Side } from './lowering.ts'

export interface RowCount { readonly link: Link; readonly linked: Extract<Linked, { kind: 'linkedCount' }>; readonly where: Predicate | undefined }

/**
 * A count behind a list-valued key: a linked row may be found by several elements and counts once, so that counts of keys
 * do not add up. The rows are counted one by one, and named by the entity's own key.
 */
export async function lowerCountByRow(lowering: Lowering, side: Side, { link, linked: { op, value }, where }: RowCount): Promise<Predicate> {
  const rows = await readRows(lowering, side, link)
  const keys = new Map(rows.flatMap(({ keys: all }) => all.map((key) => [joinKey(key), key])))
  if (keys.size > lowering.maxKeys) throw tooManyKeys(lowering, link)
  const targets = await readTargets(lowering, link, { keys: [...keys.values()], where })
  const passes = (count: number): boolean => holds[op](count - value)
  const countOf = (all: readonly Key[]): number => new Set(all.flatMap((key) => [...(targets.get(joinKey(key)) ?? [])])).size
  const isOut = passes(0)
  const named = rows.filter((row) => passes(countOf(row.keys)) !== isOut).map((row) => row.id)
  return keyCondition(lowering.catalog, isOut ? 'out' : 'in', { entity: side.entity, fields: entityOf(lowering.catalog, side.entity).key, values: named, fold: [] })
}

interface KeyedRow { readonly id: readonly Literal[]; readonly keys: readonly Key[] }

async function readRows(lowering: Lowering, { entity, beside }: Side, link: Link): Promise<readonly KeyedRow[]> {
  const id = entityOf(lowering.catalog, entity).key
  const fields = localFields(link)
  const where = conjunctionOf([...conjunctsOf(beside), ...fields.map((field): Predicate => ({ kind: 'not', of: { kind: 'isNull', field } }))])
  const fetch: Fetch = { entity, fields: [...new Set([...id, ...fields])], orderBy: [], ...(where === undefined ? {} : { where }) }
  try {
    const { rows } = await lowering.runFetch(lowering.scope, fetch, lowering.origin)
    const place = (names: readonly string[], row: readonly Value[]): readonly Value[] => names.map((name) => row[fetch.fields.indexOf(name)] ?? null)
    return valuesOf(rows).map((row) => ({ id: tuplesOf(place(id, row))[0] ?? [], keys: tuplesOf(place(fields, row)).flatMap((tuple) => [remoteKeyOf(link, tuple)].filter((key) => key !== null)) }))
  } catch (error) {
    throw error instanceof CrossgraphError && error.code === 'LIMIT_ROWS' ? tooManyKeys(lowering, link) : error
  }
}

/** The target's rows, by their own key, of each key of the link. */
async function readTargets(lowering: Lowering, link: Link, { keys, where }: { readonly keys: readonly Key[]; readonly where: Predicate | undefined }): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const rows = await readByKeys(lowering, link, { keys, fetch: { fields: entityOf(lowering.catalog, link.to).key, where } })
  const ids = valuesOf(rows).map((row) => joinKey(row.map(String)))
  const targets = new Map<string, Set<string>>()
  for (const [i, row] of rows.rows.entries()) {
    for (const key of rows.keysOf?.(row) ?? []) targets.set(key, (targets.get(key) ?? new Set()).add(ids[i]!))
  }
  return targets
}
