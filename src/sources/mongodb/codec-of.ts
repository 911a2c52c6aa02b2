import type { Catalog, Field } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Codec } from './codec.ts'
import { numberCodec } from './codec-number.ts'
import { BOOLEAN, OBJECT_ID, TEXT, UUID_AS_TEXT, UUID_CODEC, enumCodec } from './codec-text.ts'
import { timeCodec } from './codec-time.ts'
import { plainValue } from './plain-value.ts'
import { Unpushable } from './unpushable.ts'

const refuse = (): never => {
  throw new Unpushable('values of this kind are not compared')
}

/** Values that are read, and asked whether they are NULL, but never compared by the server. */
const opaque = (decode: Codec['decode']): Codec => ({ family: 'opaque', types: [], encode: refuse, bound: refuse, decode })

/** How one value of the field (an element, where it is a list) is stored. A derived text is a text. */
export function codecOf(catalog: Catalog, field: Field): Codec {
  if (field.derive?.kind === 'regex') return TEXT
  const { type } = field
  if (type.kind === 'enum') {
    const shape = catalog.enums.get(type.name)
    invariant(shape !== undefined, `no enum ${type.name}`)
    return enumCodec(shape, field.storedType)
  }
  return type.kind === 'object' ? opaque(plainValue) : scalarCodec(catalog, field)
}

function scalarCodec(catalog: Catalog, field: Field): Codec {
  const storedType = field.derive?.kind === 'cast' ? 'STRING' : field.storedType
  switch (field.type.name) {
    case 'Int': case 'BigInt': case 'Float': case 'Decimal': return numberCodec(field.type.name, storedType)
    case 'DateTime': case 'Date': return timeCodec({ ...field, storedType }, catalog.timeZone)
    case 'Boolean': return storedType === undefined || storedType === 'BOOLEAN' ? BOOLEAN : opaque(decodeWrittenBoolean)
    case 'UUID': return storedType === 'STRING' ? UUID_AS_TEXT : UUID_CODEC
    case 'JSON': return opaque(plainValue)
    default: return textLikeCodec(field)
  }
}

/** ID and String are names for whatever is stored. */
function textLikeCodec({ storedType }: Field): Codec {
  switch (storedType) {
    case 'OBJECT_ID': return OBJECT_ID
    case 'UUID': return UUID_CODEC
    case 'INT64': case 'DECIMAL': return numberCodec(storedType === 'DECIMAL' ? 'Decimal' : 'ID', storedType)
    case 'DATE': return opaque((wire, misfit) => (wire instanceof Date && !Number.isNaN(wire.getTime()) ? wire.toISOString() : misfit()))
    default: return TEXT
  }
}

const TRUTHS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([[1, true], [1n, true], ['true', true], [0, false], [0n, false], ['false', false]])

const decodeWrittenBoolean: Codec['decode'] = (wire, misfit) => TRUTHS.get(wire) ?? misfit()
