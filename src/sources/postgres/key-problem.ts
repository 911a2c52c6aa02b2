import type { FieldPath, Key, KeyType } from '../../fetch/fetch.ts'
import { KeyError, canonicalKey } from '../../fetch/key.ts'
import { isStorable } from './lifter.ts'
import type { LiveShape } from './column-type.ts'
import { Compilation } from './compilation.ts'
import type { Setting } from './compilation.ts'
import { GRAMMAR } from './grammar.ts'
import { openTable, operandOf } from './scope.ts'

export interface KeyShape {
  readonly entity: string
  readonly fields: readonly FieldPath[]
  readonly types: readonly KeyType[]
}

/** What keeps a key from being compared; null for none. */
export type KeyCheck = (key: Key) => string | null

/**
 * The check of keys of one shape. One that merely lies beyond a column's range can be compared, and finds nothing. While
 * the database was not reached yet, the declared types alone decide.
 */
export function keyCheckOf(setting: Omit<Setting, 'live'> & { readonly live: LiveShape | undefined }, { entity, fields, types }: KeyShape): KeyCheck {
  const { live } = setting
  const compared = types.map((type, i) => (type === 'NATIVE' && live !== undefined ? columnKeyType({ ...setting, live }, entity, fields[i]!) : type))
  return (key) => {
    for (const [i, part] of key.entries()) {
      const problem = isStorable(part) ? problemOf(compared[i]!, part) : 'a key holds a character that the database cannot store'
      if (problem !== null) return problem
    }
    return null
  }
}

function problemOf(type: KeyType, part: string): string | null {
  try {
    canonicalKey(type, part)
    return null
  } catch (error) {
    if (error instanceof KeyError) return error.message
    throw error
  }
}

/** The type of a key that is declared as its column has it. */
function columnKeyType(setting: Setting, entity: string, field: FieldPath): KeyType {
  const c = new Compilation(setting, GRAMMAR)
  const { codec } = operandOf(c, openTable(c, entity), field)
  switch (codec.family) {
    case 'integer': return 'INT64'
    case 'numeric':
    case 'float': return 'DECIMAL'
    case 'uuid': return 'UUID'
    default: return 'NATIVE'
  }
}
