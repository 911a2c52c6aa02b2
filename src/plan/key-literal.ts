import type { Field } from '../catalog/model.ts'
import type { KeyType, Literal } from '../fetch/fetch.ts'
import { canonicalKey, KeyError } from '../fetch/key.ts'

/** Whether equal keys of this type are equal values of the field, so that a key's text names all of them. */
export function isInvertible(type: KeyType, { type: { name, kind }, storedType }: Field): boolean {
  switch (type) {
    case 'STRING':
    case 'NATIVE': return true
    case 'STRING_CI': return name === 'String'
    case 'INT64': return name === 'Int' || name === 'BigInt' || (name === 'ID' && storedType !== 'STRING')
    case 'DECIMAL': return kind === 'scalar' && ['Int', 'BigInt', 'Float', 'Decimal'].includes(name)
    case 'UUID': return name === 'UUID' || (name === 'ID' && storedType !== 'STRING')
    case 'OBJECT_ID': return name === 'ID' && storedType !== 'STRING'
  }
}

const INT32 = 2 ** 31

/** A key's text as a literal of the field; null for a key that no value of the field has. */
export function literalOfKey(type: KeyType, { type: fieldType }: Field, text: string): Literal | null {
  const literal = readLiteral(fieldType.name, text)
  if (literal === null) return null
  try {
    return canonicalKey(type, literal) === text ? literal : null
  } catch (error) {
    if (error instanceof KeyError) return null
    throw error
  }
}

function readLiteral(typeName: string, text: string): Literal | null {
  switch (typeName) {
    case 'Int': return Number(text) >= -INT32 && Number(text) < INT32 ? Number(text) : null
    case 'Float': return Number(text)
    case 'BigInt': return /^-?\d+$/.test(text) ? BigInt(text) : null
    case 'Boolean': return text === 'true'
    default: return text
  }
}
