import type { Field, ScalarName } from '../catalog/model.ts'
import type { ShapeField } from '../sources/source.ts'

/** The live types that a declared scalar can be read from without losing anything. */
const READABLE: Readonly<Record<ScalarName, readonly string[]>> = {
  ID: ['ID', 'String', 'Int', 'BigInt', 'UUID', 'Decimal'],
  String: ['String', 'ID', 'UUID'],
  UUID: ['UUID', 'ID', 'String'],
  Int: ['Int'],
  BigInt: ['BigInt', 'Int'],
  Float: ['Float', 'Int'],
  Decimal: ['Decimal', 'Int', 'BigInt'],
  Boolean: ['Boolean'],
  DateTime: ['DateTime'],
  Date: ['Date'],
  JSON: [],
}

/** Those that fit some values only, or with a loss: allowed, and said. */
const READABLE_WITH_CARE: Readonly<Partial<Record<ScalarName, readonly string[]>>> = {
  Int: ['BigInt'],
  Float: ['Decimal', 'BigInt'],
  Decimal: ['Float', 'String'],
  BigInt: ['Decimal', 'Float', 'String'],
  DateTime: ['Date', 'String'],
  Date: ['DateTime', 'String'],
}

export type Fit = 'fits' | 'with care' | 'differs'

/** Whether a declared field can hold what the source stores there. A field with a derived value was checked when it was declared. */
export function fieldFits(field: Field, live: ShapeField): Fit {
  if (field.derive !== undefined || field.type.name === 'JSON' || live.type === 'JSON') return 'fits'
  if (field.list !== live.list) return 'differs'
  switch (field.type.kind) {
    case 'object': return live.type === 'object' ? 'fits' : 'differs'
    // The values of a database's own enum are compared one by one.
    case 'enum': return live.type === 'object' || ['Float', 'Boolean', 'DateTime', 'Date'].includes(live.type) ? 'differs' : 'fits'
    case 'scalar': return scalarFits(field, live)
  }
}

function scalarFits(field: Field, live: ShapeField): Fit {
  const name = field.type.kind === 'scalar' ? field.type.name : 'JSON'
  if (READABLE[name].includes(live.type)) return 'fits'
  // Text with declared formats is as good as an instant.
  if (field.formats !== undefined && live.type === 'String') return 'fits'
  if (READABLE_WITH_CARE[name]?.includes(live.type) === true) return 'with care'
  // What is left are the database's own enums, which are texts.
  const isEnum = !(live.type in READABLE) && live.type !== 'object'
  return name === 'String' && isEnum ? 'fits' : 'differs'
}
