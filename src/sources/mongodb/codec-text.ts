import { Binary, ObjectId, UUID } from 'mongodb'
import type { EnumShape, StoredType } from '../../catalog/model.ts'
import type { Literal, Value } from '../../fetch/fetch.ts'
import type { Codec } from './codec.ts'
import { plainBound } from './codec.ts'
import { choose, isPresent, literal as lit } from './expression.ts'
import type { Misfit } from './misfit.ts'
import { Unpushable } from './unpushable.ts'

/** A stored text is well-formed UTF-8; half of a surrogate pair would arrive there as another character. */
function encodeText(literal: Literal): string {
  const text = String(literal)
  if (!text.isWellFormed()) throw new Unpushable('half of a surrogate pair')
  return text
}

export const TEXT: Codec = {
  family: 'text',
  types: ['string'],
  encode: encodeText,
  bound: plainBound(encodeText),
  decode: (wire, misfit) => (typeof wire === 'string' ? wire : misfit(wire instanceof ObjectId ? 'An ObjectId is declared by @column(type: OBJECT_ID).' : 'The stored type is named by @column(type:).')),
}

const encodeObjectId = (literal: Literal): ObjectId | undefined => (/^[0-9a-f]{24}$/i.test(String(literal)) ? new ObjectId(String(literal)) : undefined)

export const OBJECT_ID: Codec = {
  family: 'objectId',
  types: ['objectId'],
  encode: encodeObjectId,
  bound: plainBound(encodeObjectId),
  decode: (wire, misfit) => (wire instanceof ObjectId ? wire.toHexString() : misfit()),
}

const UUID_TEXT = /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i
const encodeUuid = (literal: Literal): UUID | undefined => (UUID_TEXT.test(String(literal)) ? new UUID(String(literal)) : undefined)

export const UUID_CODEC: Codec = {
  family: 'uuid',
  types: ['binData'],
  encode: encodeUuid,
  bound: plainBound(encodeUuid),
  decode: decodeUuid,
}

function decodeUuid(wire: unknown, misfit: Misfit): Value {
  if (!(wire instanceof Binary) || wire.sub_type !== Binary.SUBTYPE_UUID || wire.length() !== 16) return misfit()
  return wire.toUUID().toHexString()
}

/** A UUID kept as text must be in lower case with dashes: the one form in which equal ones are equal texts. */
const CANONICAL_UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
export const UUID_AS_TEXT: Codec = { ...TEXT, decode: (wire, misfit) => (typeof wire === 'string' && CANONICAL_UUID.test(wire) ? wire : misfit('A UUID kept as text is written in lower case, with dashes.')) }

const encodeBoolean = (literal: Literal): boolean => literal === true

export const BOOLEAN: Codec = {
  family: 'boolean',
  types: ['bool'],
  encode: encodeBoolean,
  bound: plainBound(encodeBoolean),
  decode: (wire, misfit) => (typeof wire === 'boolean' ? wire : misfit()),
}

/** An enum is stored by its values' `stored` names, or as numbers; its order is that of the declaration. */
export function enumCodec(shape: EnumShape, storedType: StoredType | undefined): Codec {
  const toWire = (stored: string): unknown => (storedType === 'INT64' ? Number(stored) : stored)
  const wires = new Map(shape.values.map(({ name, stored }) => [name, toWire(stored)]))
  const names = new Map(shape.values.map(({ name, stored }) => [stored, name]))
  const places = shape.values.map(({ name }) => name)
  const encode = (literal: Literal): unknown => wires.get(String(literal))
  return {
    family: 'enum',
    types: storedType === 'INT64' ? ['int', 'long', 'double', 'decimal'] : ['string'],
    encode,
    bound: (op, literal) => {
      if (op === 'eq' || op === 'ne') return plainBound(encode)(op, literal)
      const place = places.indexOf(String(literal))
      const holds = { gt: (at: number) => at > place, gte: (at: number) => at >= place, lt: (at: number) => at < place, lte: (at: number) => at <= place }[op]
      return { op: 'in', value: places.filter((_, at) => holds(at)).map((name) => wires.get(name)) }
    },
    rank: {
      of: (value) => choose(isPresent(value), { $indexOfArray: [lit([...wires.values()]), value] }, null),
      encode: (literal) => places.indexOf(String(literal)),
      decode: (rank) => places[Number(rank)] ?? null,
    },
    decode: (wire, misfit) => names.get(String(wire)) ?? misfit('Every stored value needs one in the enum, written by @value(stored:) where its name differs.'),
  }
}
