import { Binary, Decimal128, ObjectId } from 'mongodb'
import type { KeyType } from '../../fetch/fetch.ts'
import type { ShapeField } from '../source.ts'
import { isDocument } from './plain-value.ts'
import type { Rules } from './validator.ts'

type Holder = Readonly<Record<string, unknown>>

/** What is seen of a type of values, beside the database's own word for it. */
interface Kind { readonly native: string; readonly type: string; readonly keyType: KeyType | null }

const kind = (native: string, type: string, keyType: KeyType | null = null): Kind => ({ native, type, keyType })
const INT = kind('int', 'Int', 'INT64')
const LONG = kind('long', 'BigInt', 'INT64')
const DOUBLE = kind('double', 'Float')
const DECIMAL = kind('decimal', 'Decimal', 'DECIMAL')
const OBJECT = kind('object', 'object')
const UNKNOWN = kind('null', 'JSON')

const MAX_INT = 2 ** 31

/** A whole double cannot be told from an Int32 by the driver, which is as it should be: it reads as one. */
function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'number': return Number.isInteger(value) && value >= -MAX_INT && value < MAX_INT ? INT : DOUBLE
    case 'bigint': return LONG
    case 'string': return kind('string', 'String', 'STRING')
    case 'boolean': return kind('bool', 'Boolean')
  }
  if (Array.isArray(value)) return kind('array', 'JSON')
  if (value instanceof ObjectId) return kind('objectId', 'ID', 'OBJECT_ID')
  if (value instanceof Date) return kind('date', 'DateTime')
  if (value instanceof Decimal128) return DECIMAL
  if (value instanceof Binary) return value.sub_type === Binary.SUBTYPE_UUID ? kind('uuid', 'UUID', 'UUID') : kind('binData', 'JSON')
  return isDocument(value) ? OBJECT : kind('other', 'JSON')
}

/** The fields of sampled documents, in the order in which they are met, with what a validator says of them. */
export function shapeFields(documents: readonly Holder[], rules: Rules): readonly ShapeField[] {
  const names = new Set([...documents.flatMap((document) => Object.keys(document)), ...rules.required])
  return [...names].map((name) => shapeField(name, documents.map((document) => document[name]), rules))
}

function shapeField(name: string, values: readonly unknown[], rules: Rules): ShapeField {
  const rule = rules.fields.get(name)
  const present = values.filter(isPresent)
  const list = present.length > 0 && present.every(Array.isArray)
  const single = list ? present.flatMap((value): readonly unknown[] => value as readonly unknown[]).filter(isPresent) : present
  const kinds = Map.groupBy(single.map(kindOf), ({ native }) => native)
  const { kind: joined, isMixed } = joinKinds([...kinds.values()].map(([first]) => first!))
  return {
    name,
    nativeType: isMixed ? [...kinds.keys()].toSorted().join(' | ') : joined.native,
    type: rule?.enumName ?? joined.type,
    list,
    nullable: !rules.required.has(name) && present.length < values.length,
    keyType: joined.keyType,
    ...(rule?.description === undefined ? {} : { description: rule.description }),
    ...(isMixed ? { mixed: Object.fromEntries([...kinds].map(([native, of]) => [native, of.length / single.length])) } : {}),
    ...(joined === OBJECT ? { fields: shapeFields(single.filter(isDocument), rule?.inner ?? NO_RULES) } : {}),
  }
}

const isPresent = (value: unknown): boolean => value !== null && value !== undefined
const NO_RULES: Rules = { required: new Set(), fields: new Map() }

/** Numbers widen, but never from exact digits to a double or back. */
function joinKinds(kinds: readonly Kind[]): { readonly kind: Kind; readonly isMixed: boolean } {
  const [first] = kinds
  if (first === undefined) return { kind: UNKNOWN, isMixed: false }
  if (kinds.length === 1) return { kind: first, isMixed: false }
  const only = (...allowed: readonly Kind[]): boolean => kinds.every((one) => allowed.some(({ native }) => native === one.native))
  if (only(INT, LONG)) return { kind: LONG, isMixed: false }
  if (only(INT, DOUBLE)) return { kind: DOUBLE, isMixed: false }
  if (only(INT, LONG, DECIMAL)) return { kind: DECIMAL, isMixed: false }
  return { kind: kind('mixed', 'JSON'), isMixed: true }
}
