import type { KeyBatch, Value } from '../../fetch/fetch.ts'
import type { PointColumn } from './decode.ts'
import { canonicalKey, joinKey, KeyError } from '../../fetch/key.ts'

/** Which of the batch's keys a row belongs to, by the wire values of its key columns: several where one is a list. */
export type ReadKeys = (wires: readonly unknown[]) => readonly string[]

export function keyReader(columns: readonly PointColumn[], keys: KeyBatch): ReadKeys {
  const wanted = new Set(keys.values.map(joinKey))
  return (wires) => {
    const parts = columns.map((column, i) => textsOf(column.toValue(wires[i]), (value) => canonicalKey(keys.types[i]!, value)))
    return [...new Set(combine(parts).map(joinKey))].filter((key) => wanted.has(key))
  }
}

/** Canonical texts of one field; a stored value that is no key of the declared type has no match. */
function textsOf(value: Value, canonical: (value: Value) => string | null): readonly string[] {
  const values = Array.isArray(value) ? value : [value]
  return values.flatMap((one: Value) => {
    try {
      return canonical(one) ?? []
    } catch (error) {
      if (error instanceof KeyError) return []
      throw error
    }
  })
}

const combine = (parts: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  parts.reduce<readonly (readonly string[])[]>((keys, texts) => keys.flatMap((key) => texts.map((text) => [...key, text])), [[]])
