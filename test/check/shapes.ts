import type { ShapeEnum, ShapeField, ShapeObject, SourceShape } from '../../src/sources/source.ts'

/** A column that is never null unless said otherwise. */
export const column = (name: string, type: string, more: Partial<ShapeField> = {}): ShapeField =>
  ({ name, type, nativeType: type.toLowerCase(), list: false, nullable: false, keyType: keyTypeOf(type), ...more })

function keyTypeOf(type: string): ShapeField['keyType'] {
  switch (type) {
    case 'Int': case 'BigInt': return 'INT64'
    case 'String': return 'STRING'
    case 'UUID': return 'UUID'
    case 'Decimal': return 'DECIMAL'
    default: return null
  }
}

/** A table with the primary key `id`, if it has such a column. */
export function table(name: string, fields: readonly ShapeField[], more: Partial<ShapeObject> = {}): ShapeObject {
  const key = fields.some((field) => field.name === 'id') ? ['id'] : []
  return { name, kind: 'table', fields, key, unique: [], indexes: [], foreignKeys: [], rows: 50_000, ...more }
}

export const shape = (objects: readonly ShapeObject[], enums: readonly ShapeEnum[] = []): SourceShape => ({ objects, enums })
