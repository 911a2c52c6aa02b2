import type { Catalog } from '../../catalog/model.ts'
import type { FieldPath, Key, KeyType } from '../../fetch/fetch.ts'
import { fieldAt } from '../../fetch/field-type.ts'
import { parseInstant } from '../../fetch/instant.ts'
import { KeyError, canonicalKey } from '../../fetch/key.ts'

export interface KeyQuestion {
  readonly fields: readonly FieldPath[]
  readonly types: readonly KeyType[]
  readonly key: Key
}

const INTEGER = /^[+-]?\d{1,19}$/

/** Null when the key can be compared with the stored fields, else what is wrong with it. */
export function keyProblem(catalog: Catalog, entity: string, { fields, types, key }: KeyQuestion): string | null {
  for (const [i, path] of fields.entries()) {
    const problem = partProblem(types[i] ?? 'NATIVE', key[i] ?? '', fieldAt(catalog, entity, path).type.name)
    if (problem !== null) return `${path}: ${problem}`
  }
  return null
}

function partProblem(type: KeyType, part: string, field: string): string | null {
  try {
    canonicalKey(type, part)
  } catch (error) {
    if (error instanceof KeyError) return error.message
    throw error
  }
  if ((field === 'Int' || field === 'BigInt') && !INTEGER.test(part)) return `${JSON.stringify(part.slice(0, 80))} is no number`
  if (field === 'DateTime' && parseInstant(part) === null) return `${JSON.stringify(part.slice(0, 80))} is no instant`
  return null
}
