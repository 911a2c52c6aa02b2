import type { Catalog, Field } from '../../catalog/model.ts'
import type { Literal } from '../../fetch/fetch.ts'
import type { Json } from './request.ts'
import { CrossgraphError, invariant } from '../../errors.ts'

/**
 * How a field's stored values compare inside Qdrant. `text`, `integer` and `boolean` by `match`; `number`, `instant` and
 * `day` by `range`; `none` only in the gateway: decimals, JSON, derived values, texts in formats of their own.
 */
export type MatchKind = 'text' | 'integer' | 'boolean' | 'number' | 'instant' | 'day' | 'none'

export function matchKind(catalog: Catalog, field: Field): MatchKind {
  if (field.derive !== undefined && field.derive.kind !== 'path') return 'none'
  if (field.type.kind === 'enum') return 'text'
  if (field.type.kind === 'object') return 'none'
  switch (field.type.name) {
    case 'String': return field.storedType === undefined || field.storedType === 'STRING' ? 'text' : 'none'
    case 'ID': return idKind(field)
    case 'UUID': return 'text'
    case 'Int':
    case 'BigInt': return field.storedType === undefined || field.storedType === 'INT64' ? 'integer' : 'none'
    case 'Float': return 'number'
    case 'Boolean': return 'boolean'
    // Qdrant reads a text without a zone as UTC.
    case 'DateTime': return field.formats === undefined && catalog.timeZone === 'UTC' ? 'instant' : 'none'
    case 'Date': return field.formats === undefined ? 'day' : 'none'
    default: return 'none'
  }
}

function idKind({ storedType }: Field): MatchKind {
  if (storedType === 'INT64') return 'integer'
  return storedType === undefined || storedType === 'STRING' || storedType === 'UUID' ? 'text' : 'none'
}

/** A literal as it is stored, for `match`; null for an integer from 2^63 on, which Qdrant stores but does not match. */
export function matchValue(catalog: Catalog, field: Field, literal: Literal): Json | null {
  switch (matchKind(catalog, field)) {
    case 'integer': return integerOf(field, literal)
    case 'boolean': return Boolean(literal)
    case 'text': return textOf(catalog, field, String(literal))
    default: invariant(false, `${field.name} is not compared by match`)
  }
}

function textOf(catalog: Catalog, field: Field, text: string): string {
  const shape = field.type.kind === 'enum' ? catalog.enums.get(field.type.name) : undefined
  return shape === undefined ? text : shape.values.find(({ name }) => name === text)?.stored ?? rejectLiteral(field, text)
}

const DIGITS = /^[+-]?\d+$/

function integerOf(field: Field, literal: Literal): Json | null {
  if (!DIGITS.test(String(literal))) return rejectLiteral(field, literal)
  const integer = BigInt(literal)
  return BigInt.asIntN(64, integer) === integer ? plainInteger(integer) : null
}

/** Numbers where they are exact, for JSON needs nothing else. */
export const plainInteger = (integer: bigint): number | bigint => (Number.isSafeInteger(Number(integer)) ? Number(integer) : integer)

export function rejectLiteral(field: Field, literal: Literal): never {
  throw new CrossgraphError('SOURCE_VALUE', `${JSON.stringify(String(literal)).slice(0, 80)} is no value of ${field.name}`)
}
