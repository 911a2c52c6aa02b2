import type { Link } from '../catalog/model.ts'
import { CrossgraphError } from '../errors.ts'
import type { Fetch, Key, Literal, Predicate, Rows, Value } from '../fetch/fetch.ts'
import { fieldAt } from '../fetch/field-type.ts'
import { rewriteKey } from '../fetch/key-pattern.ts'
import { canonicalKey, joinKey, KeyError } from '../fetch/key.ts'
import { conjunctionOf, conjunctsOf } from '../fetch/walk.ts'
import { isLiteral } from '../residual/literal.ts'
import { isNullable } from './key-condition.ts'
import type { Question } from './link-question.ts'
import type { Lowering, Side } from './lowering.ts'

/** A key as the target's source writes it, and what was measured of its rows. */
export interface RemoteKey { readonly key: Key; readonly measures: readonly Value[] }
/** A key as the target's source writes it, and the values that the link's own side has for it. */
export interface LocalKey { readonly key: Key; readonly values: readonly Tuple[] }
export interface LocalKeys {
  readonly keys: ReadonlyMap<string, LocalKey>
  /** Values that no key of the target can equal. */
  readonly matchless: readonly Tuple[]
}
type Tuple = readonly Literal[]

const hasList = ({ catalog }: Lowering, entity: string, fields: readonly string[]): boolean => fields.some((field) => fieldAt(catalog, entity, field).list)
export const localFields = (link: Link): readonly string[] => link.on.map(({ local }) => local)
const remoteFields = (link: Link): readonly string[] => link.on.map(({ remote }) => remote)
export const isListLocal = (lowering: Lowering, link: Link): boolean => hasList(lowering, link.from, localFields(link))

const present = ({ catalog }: Lowering, entity: string, fields: readonly string[]): readonly Predicate[] =>
  fields.filter((field) => isNullable(catalog, entity, field)).map((field) => ({ kind: 'not', of: { kind: 'isNull', field } }))

/**
 * All keys of the target, each with its measures; null when there are more than may be named, or when only single keys can be asked for: measures of
 * list-valued keys would need a row under several groups.
 */
export async function readRemoteKeys(lowering: Lowering, link: Link, question: Question): Promise<ReadonlyMap<string, RemoteKey> | null> {
  const fields = remoteFields(link)
  const isList = hasList(lowering, link.to, fields)
  if (isList && question.measures.length > 0) return null
  const where = conjunctionOf([...conjunctsOf(question.where), ...present(lowering, link.to, fields)])
  const rows = await readDistinct(lowering, { entity: link.to, fields, where, isList, measures: question.measures })
  if (rows === null) return null
  const keys = new Map<string, RemoteKey>()
  for (const row of valuesOf(rows)) {
    for (const tuple of tuplesOf(row.slice(0, fields.length))) {
      const key = keyOf(link, tuple)
      if (key === null) continue
      const found = { key, measures: row.slice(fields.length) }
      const known = keys.get(joinKey(key))
      keys.set(joinKey(key), known === undefined ? found : { key, measures: question.merge(known.measures, found.measures) })
    }
  }
  return keys.size > lowering.maxKeys ? null : keys
}

/** The keys of the rows on the link's own side that are asked about; null when there are more than may be named. */
export async function readLocalKeys(lowering: Lowering, link: Link, { entity, beside }: Side): Promise<LocalKeys | null> {
  const fields = localFields(link)
  const where = conjunctionOf([...conjunctsOf(beside), ...present(lowering, entity, fields)])
  const rows = await readDistinct(lowering, { entity, fields, where, isList: isListLocal(lowering, link), measures: [] })
  if (rows === null) return null
  const keys = new Map<string, LocalKey>()
  const matchless: Tuple[] = []
  for (const tuple of valuesOf(rows).flatMap(tuplesOf)) {
    const key = remoteKeyOf(link, tuple)
    if (key === null) matchless.push(tuple)
    else keys.set(joinKey(key), { key, values: [...(keys.get(joinKey(key))?.values ?? []), tuple] })
  }
  return keys.size + matchless.length > lowering.maxKeys ? null : { keys, matchless }
}

/** What the target has for these keys: rows (`fields`) or groups, with the keys of each. */
export async function readByKeys(lowering: Lowering, link: Link, { keys, fetch }: { readonly keys: readonly Key[]; readonly fetch: Pick<Fetch, 'fields' | 'group'> & { readonly where: Predicate | undefined } }): Promise<Rows> {
  const fields = remoteFields(link)
  const types = link.on.map(({ type }) => type)
  const values = keys.filter((key) => lowering.keyProblem(link.to, fields, types, key) === null)
  const { where, ...what } = fetch
  const whole: Fetch = { ...what, entity: link.to, orderBy: [], keys: { fields, types, values }, ...(where === undefined ? {} : { where }) }
  return (await lowering.runFetch(lowering.scope, whole, lowering.origin)).rows
}

/** The measures of each of these keys that has rows. */
export async function measureKeys(lowering: Lowering, link: Link, { keys, question }: { readonly keys: readonly Key[]; readonly question: Question }): Promise<ReadonlyMap<string, readonly Value[]>> {
  const measures = question.measures.length > 0 ? question.measures : [{ as: 'count', aggregate: 'count' } as const]
  const rows = await readByKeys(lowering, link, { keys, fetch: { fields: [], where: question.where, group: { by: [], measures } } })
  const values = valuesOf(rows)
  return new Map(rows.rows.flatMap((row, i) => (rows.keysOf?.(row) ?? []).map((key) => [key, values[i]!] as const)))
}

interface Distinct {
  readonly entity: string
  readonly fields: readonly string[]
  readonly where: Predicate | undefined
  readonly isList: boolean
  readonly measures: Question['measures']
}

/** Distinct values of the fields, of lists those of each row; null beyond the limits. */
async function readDistinct(lowering: Lowering, { entity, fields, where, isList, measures }: Distinct): Promise<Rows | null> {
  const filter = where === undefined ? {} : { where }
  const by = fields.map((field, i) => ({ as: `key${i}`, field }))
  const fetch: Fetch = isList
    ? { entity, fields, orderBy: [], ...filter }
    : { entity, fields: [], orderBy: [], page: { limit: lowering.maxKeys + 1 }, group: { by, measures }, ...filter }
  try {
    const { rows } = await lowering.runFetch(lowering.scope, fetch, lowering.origin)
    return !isList && rows.rows.length > lowering.maxKeys ? null : rows
  } catch (error) {
    if (error instanceof CrossgraphError && (error.code === 'LIMIT_ROWS' || error.code === 'LIMIT_BYTES')) return null
    throw error
  }
}

export const valuesOf = ({ columns, rows }: Rows): readonly (readonly Value[])[] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))

/** Each way to take one element of every list: the keys of a row. None where a part is NULL. */
export function tuplesOf(values: readonly Value[]): readonly Tuple[] {
  return values.reduce<readonly Tuple[]>((tuples, value) => {
    const parts = (Array.isArray(value) ? value : [value]).filter(isLiteral)
    return tuples.flatMap((tuple) => parts.map((part) => [...tuple, part]))
  }, [[]])
}

function keyOf(link: Link, tuple: Tuple): Key | null {
  try {
    return link.on.map(({ type }, i) => canonicalKey(type, tuple[i]!)!)
  } catch (error) {
    if (error instanceof KeyError) return null
    throw error
  }
}

/** A local key as the target's source writes it; null for one that cannot be: it has no match. */
export function remoteKeyOf(link: Link, tuple: Tuple): Key | null {
  const key = keyOf(link, tuple)
  if (key === null || link.match === undefined) return key
  const text = rewriteKey(link.match, key[0]!)
  return text === null ? null : [text]
}
