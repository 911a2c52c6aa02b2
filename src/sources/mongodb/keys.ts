import type { KeyBatch, KeyType, Value } from '../../fetch/fetch.ts'
import { KeyError, canonicalKey, joinKey } from '../../fetch/key.ts'
import { NEVER, everyQuery, someQuery } from './expression.ts'
import type { Query } from './expression.ts'
import { keyForm } from './key-form.ts'
import type { KeyForm } from './key-form.ts'
import { operandOf } from './operand.ts'
import type { Operand } from './operand.ts'
import type { RowScope } from './row-scope.ts'

/** A batch of keys beside the fields it speaks of. */
export interface KeyFields {
  readonly batch: KeyBatch
  readonly operands: readonly Operand[]
  readonly forms: readonly KeyForm[]
}

export function keyFields(scope: RowScope, batch: KeyBatch): KeyFields {
  const operands = batch.fields.map((field) => operandOf(scope, field))
  return { batch, operands, forms: operands.map((operand, i) => keyForm(operand, batch.types[i]!)) }
}

/** Rows whose fields equal one of the keys; of several fields, those whose parts stand in one key together. */
export function keyQuery({ batch, forms }: KeyFields): Query {
  const parts = forms.map((form, i) => form.within([...new Set(batch.values.map((key) => key[i]!))]))
  if (batch.values.length === 0) return NEVER
  if (forms.length === 1) return parts[0]!
  return everyQuery([parts[0]!, someQuery(batch.values.map((key) => everyQuery(forms.map((form, i) => form.within([key[i]!])))))])
}

/** The keys of the batch that a row belongs to, by the values of its key fields: several where one is a list. */
export function keyReader({ batch }: Pick<KeyFields, 'batch'>): (values: readonly Value[]) => readonly string[] {
  const wanted = new Set(batch.values.map(joinKey))
  return (values) => {
    const parts = values.map((value, i) => textsOf(value, batch.types[i]!))
    return [...new Set(combine(parts).map(joinKey))].filter((key) => wanted.has(key))
  }
}

/** Canonical texts of one field; a stored value that is no key of the declared type has no match. */
function textsOf(value: Value, type: KeyType): readonly string[] {
  const values: readonly Value[] = Array.isArray(value) ? value : [value]
  return values.flatMap((one) => {
    try {
      return canonicalKey(type, one) ?? []
    } catch (error) {
      if (error instanceof KeyError) return []
      throw error
    }
  })
}

const combine = (parts: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  parts.reduce<readonly (readonly string[])[]>((keys, texts) => keys.flatMap((key) => texts.map((text) => [...key, text])), [[]])
