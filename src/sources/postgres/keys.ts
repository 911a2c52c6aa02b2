import type { Fetch, FieldPath, Key, KeyBatch } from '../../fetch/fetch.ts'
import { joinKey } from '../../fetch/key.ts'
import type { Compilation } from './compilation.ts'
import { keyFormOf } from './key-form.ts'
import type { KeyForm } from './key-form.ts'
import { isStorable } from './lifter.ts'
import type { Binding } from './parameter.ts'
import { operandOf } from './scope.ts'
import type { TableScope } from './scope-type.ts'
import { arrayText } from './sql-text.ts'

/** One field of a batch's key in a scope. */
export interface KeyField {
  readonly path: FieldPath
  readonly form: KeyForm
  /** The stored side. */
  readonly sql: string
  /** `sql` is the column itself, whose index is unique where the column is. */
  readonly isStored: boolean
}

export function keyFields(c: Compilation, scope: TableScope, { fields, types }: KeyBatch): readonly KeyField[] {
  return fields.map((path, i) => {
    const { raw, codec } = operandOf(c, scope, path)
    const form = keyFormOf(types[i]!, codec)
    return { path, form, sql: form.sql(raw), isStored: form.sql(raw) === raw }
  })
}

/** `= ANY` of one field: one index scan for the whole batch. */
export function anyKeySql(c: Compilation, { form, sql }: KeyField): string {
  const keys = c.parameter((binding) => keyColumns([form], binding)[0]!, `${form.cast}[]`)
  return form.list ? `${sql} && ${keys}` : `${sql} = ANY(${keys})`
}

/** `unnest($1::integer[], $2::text[]) AS k(k0, k1)`: the batch as rows, each key once. */
export function keyRowsSql(c: Compilation, fields: readonly KeyField[]): string {
  const forms = fields.map(({ form }) => form)
  const columns = forms.map((form, i) => c.parameter((binding) => keyColumns(forms, binding)[i]!, `${form.cast}[]`))
  return `unnest(${columns.join(', ')}) AS k(${forms.map((_, i) => `k${i}`).join(', ')})`
}

/** That a row belongs to the key of `k`. */
export const isOfKeySql = (fields: readonly KeyField[]): readonly string[] =>
  fields.map(({ form, sql }, i) => (form.list ? `${sql} @> ARRAY[k.k${i}]` : `${sql} = k.k${i}`))

const encodedBatches = new WeakMap<Binding, readonly string[]>()

/** The array parameters of a batch, one for each field; the parameters of one call share the work. */
function keyColumns(forms: readonly KeyForm[], binding: Binding): readonly string[] {
  const known = encodedBatches.get(binding)
  if (known !== undefined) return known
  const columns = encodeBatch(forms, binding.fetch)
  encodedBatches.set(binding, columns)
  return columns
}

const NEEDS_NO_QUOTES: ReadonlySet<string> = new Set(['integer', 'bigint', 'numeric', 'uuid', 'double precision'])

function encodeBatch(forms: readonly KeyForm[], { keys }: Fetch): readonly string[] {
  const encoded = distinctKeys(forms, keys?.values ?? [])
  return forms.map(({ cast }, i) => {
    const column = encoded.map((key) => key[i]!)
    return NEEDS_NO_QUOTES.has(cast) ? `{${column.join(',')}}` : arrayText(column)
  })
}

/** Keys as the columns compare, each once; those that no stored value can equal are left out. */
function distinctKeys(forms: readonly KeyForm[], keys: readonly Key[]): readonly Key[] {
  const distinct = new Map<string, Key>()
  for (const key of keys) {
    const parts = encodeKey(forms, key)
    if (parts !== null) distinct.set(joinKey(parts), parts)
  }
  return [...distinct.values()]
}

function encodeKey(forms: readonly KeyForm[], key: Key): Key | null {
  const parts: string[] = []
  for (const [i, form] of forms.entries()) {
    const part = isStorable(key[i]!) ? form.encode(key[i]!) : null
    if (part === null) return null
    parts.push(part)
  }
  return parts
}

/** Where a row holds its key, and how that is read. */
export interface KeyColumn {
  readonly form: KeyForm
  /** Index in the row. */
  readonly index: number
  /** The column is a JSON array of elements, any of which may be a key. */
  readonly list: boolean
}

export type KeysOf = (row: readonly unknown[]) => readonly string[]

/** The reader of a batch's keys out of its rows, in the very text that the batch has them in. */
export function keysReader(columns: readonly KeyColumn[], batch: KeyBatch): KeysOf {
  const read = columns.length === 1 ? partsReader(columns[0]!) : compositeReader(columns)
  const asked = askedKeys(columns, batch)
  if (asked === null) return read
  return (row) => read(row).flatMap((key) => asked.get(key) ?? [])
}

function partsReader({ form, index, list }: KeyColumn): KeysOf {
  const { canonical } = form
  if (!list) {
    return (row) => {
      const text = row[index]
      const part = text === null ? null : canonical(text as string)
      return part === null ? [] : [part]
    }
  }
  return (row) => {
    const elements = row[index] === null ? [] : (JSON.parse(row[index] as string) as readonly (string | null)[])
    return [...new Set(elements.flatMap((text) => (text === null ? [] : (canonical(text) ?? []))))]
  }
}

function compositeReader(columns: readonly KeyColumn[]): KeysOf {
  const readers = columns.map(partsReader)
  return (row) => readers.reduce<readonly Key[]>((keys, read) => keys.flatMap((key) => read(row).map((part) => [...key, part])), [[]]).map(joinKey)
}

/** Canonical key → the batch's own ways to write it; null where every key is canonical and rows hold no others. */
function askedKeys(columns: readonly KeyColumn[], { values }: KeyBatch): ReadonlyMap<string, readonly string[]> | null {
  if (columns.every(({ form, list }) => !list && form.normalise === undefined)) return null
  const asked = new Map<string, string[]>()
  let plain = columns.every(({ list }) => !list)
  for (const key of values) {
    const written = joinKey(key)
    const canonical = joinKey(key.map((part, i) => columns[i]!.form.normalise?.(part) ?? part))
    plain &&= written === canonical
    const ways = asked.get(canonical)
    if (ways === undefined) asked.set(canonical, [written])
    else if (!ways.includes(written)) ways.push(written)
  }
  return plain ? null : asked
}
