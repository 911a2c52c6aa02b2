import type { Catalog, Field, FieldType } from '../../catalog/model.ts'
import { CrossgraphError } from '../../errors.ts'
import type { Column, FieldPath, Value } from '../../fetch/fetch.ts'
import { objectOf } from '../../fetch/field-type.ts'
import { printInstant } from '../../fetch/instant.ts'
import type { Expression } from './expression.ts'

type Decode = (wire: unknown) => Value

/** How the values of a stored column turn into those of its field. */
export function columnOf(catalog: Catalog, field: FieldPath, expression: Expression): Column {
  return withJson(field, decoderOf(catalog, expression.field, expression.type))
}

/** A measure that is a number: `count`, `sum`, `avg`. */
export function measureColumn(field: string, type: FieldType): Column {
  return withJson(field, (wire) => (wire === null ? null : type.name === 'BigInt' ? BigInt(String(wire)) : Number(wire)))
}

function withJson(field: FieldPath, toValue: Decode): Column {
  return { field, toValue, toJson: (wire) => jsonOf(toValue(wire)) }
}

/** BigInt is text in JSON, so that no digit is lost. */
function jsonOf(value: Value): string {
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
}

function decoderOf(catalog: Catalog, field: Field, type: Expression['type']): Decode {
  switch (type) {
    case 'text': return orNull(textOf(catalog, field))
    case 'integer': return orNull(field.type.name === 'BigInt' ? (wire) => BigInt(String(wire)) : Number)
    case 'boolean': return orNull((wire) => wire === 1)
    case 'instant': return orNull((wire) => printInstant(BigInt(Number(wire))))
    case 'texts': {
      const element = textOf(catalog, field)
      return orNull((wire) => listOf(wire).map(element))
    }
    case 'objects': {
      const element = embeddedOf(catalog, field)
      return orNull((wire) => listOf(wire).map(element))
    }
  }
}

const orNull = (decode: Decode): Decode => (wire) => (wire === null || wire === undefined ? null : decode(wire))

function listOf(wire: unknown): readonly unknown[] {
  const list: unknown = JSON.parse(String(wire))
  return Array.isArray(list) ? list : []
}

function textOf(catalog: Catalog, field: Field): Decode {
  const shape = field.type.kind === 'enum' ? catalog.enums.get(field.type.name) : undefined
  if (shape === undefined) return String
  const names = new Map(shape.values.map(({ name, stored }) => [stored, name]))
  return (wire) => {
    const name = names.get(String(wire))
    if (name === undefined) throw new CrossgraphError('SOURCE_VALUE', `${field.name} holds a value that ${shape.name} does not declare`)
    return name
  }
}

function embeddedOf(catalog: Catalog, field: Field): Decode {
  const inner = [...objectOf(catalog, field.type).fields.values()]
  return (wire) => Object.fromEntries(inner.map((part) => [part.name, embeddedValue(wire, part)]))
}

function embeddedValue(holder: unknown, { name, column }: Field): Value {
  const value: unknown = typeof holder === 'object' && holder !== null ? Object.entries(holder).find(([key]) => key === column[0])?.[1] : undefined
  if (value === undefined || value === null) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map(String)
  throw new CrossgraphError('SOURCE_VALUE', `${name} holds an object`)
}
