import type { EnumShape } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import { asStored, asText, isNullSql, misfitAt, rejectLiteral } from './codec.ts'
import type { Codec, Site } from './codec.ts'
import type { ColumnType } from './column-type.ts'
import { enumDecoder } from './decode.ts'
import type { Form } from './parameter.ts'
import { quoteTexts } from './sql-text.ts'

/** An enum of the SDL in a column of text, of numbers, or of a PostgreSQL enum. */
export function enumCodec(site: Site, type: ColumnType): Codec {
  const shape = site.catalog.enums.get(site.field.type.name)
  invariant(shape !== undefined, `no enum ${site.field.type.name}`)
  const stored = new Map(shape.values.map((value) => [value.name, value.stored]))
  const native = isNative(shape, type)
  const value: Form = { sql: native || type.family === 'text' ? asStored : asText, cast: () => (native ? type.name : 'text'), encode: (name) => stored.get(String(name)) ?? rejectLiteral(site, name) }
  const decode = enumDecoder(new Map(shape.values.map((one) => [one.stored, one.name])), misfitAt(site))
  const plain = { list: false, family: 'enum', wire: asStored, decode, value, decodeValue: decode, text: asText, isNull: isNullSql } as const
  if (native && isSameOrder(shape, type)) return { ...plain, order: value }
  return { ...plain, order: rankForm(site, shape, value), ranked: shape.values.map((one) => one.stored) }
}

/** Every value that the SDL names is a label, so a literal can be cast to the type. */
const isNative = (shape: EnumShape, type: ColumnType): boolean => type.family === 'enum' && shape.values.every(({ stored }) => type.labels.includes(stored))

/** The database's own order, and with it its indexes, serves when it is that of the declaration. */
function isSameOrder(shape: EnumShape, type: ColumnType): boolean {
  const places = shape.values.map(({ stored }) => type.labels.indexOf(stored))
  return places.every((place, i) => i === 0 || place > places[i - 1]!)
}

/** The place in the SDL's declaration, from 1. */
function rankForm(site: Site, shape: EnumShape, value: Form): Form {
  const names = shape.values.map(({ name }) => name)
  const ranks = quoteTexts(shape.values.map(({ stored }) => stored))
  return {
    sql: (raw) => `array_position(${ranks}::text[], ${value.sql(raw)}${value.cast('int') === 'text' ? '' : '::text'})`,
    cast: () => 'integer',
    encode: (name) => (names.includes(String(name)) ? String(names.indexOf(String(name)) + 1) : rejectLiteral(site, name)),
  }
}
