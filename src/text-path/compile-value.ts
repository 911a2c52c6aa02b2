import type { GraphQLSchema } from 'graphql'
import { isLeafType } from 'graphql'
import type { Field } from '../catalog/model.ts'
import { invariant } from '../errors.ts'
import type { Value } from '../fetch/fetch.ts'
import type { Place } from '../graph/levels/level.ts'
import { memberText } from './list-selected.ts'
import { NotPrintable } from './not-printable.ts'
import type { PrintValue } from './text-level.ts'

/** How a field's value is printed when its column's own JSON does not do: lists whose elements must be there, embedded objects. */
export function compileValue(schema: GraphQLSchema, field: Field, within: readonly Place[]): PrintValue {
  const single = field.type.kind === 'object' ? compileObject(schema, field.type.name, within) : compileLeaf(schema, field.type.name)
  if (!field.list) return orNull(single, field.nonNull)
  const element = orNull(single, field.elementNonNull)
  return orNull((value) => {
    if (!Array.isArray(value)) throw new NotPrintable(`${field.name} is no list`)
    return `[${value.map(element).join(',')}]`
  }, field.nonNull)
}

/** A value as its scalar or enum serialises it. */
export function compileLeaf(schema: GraphQLSchema, name: string): PrintValue {
  const type = schema.getType(name)
  invariant(isLeafType(type), `${name} is no scalar or enum`)
  return (value) => JSON.stringify(type.serialize(value))
}

export function orNull(print: PrintValue, nonNull: boolean): PrintValue {
  return (value) => {
    if (value !== null && value !== undefined) return print(value)
    if (nonNull) throw new NotPrintable('a null where there must be none')
    return 'null'
  }
}

type Member = (value: { readonly [name: string]: Value }) => string

function compileObject(schema: GraphQLSchema, name: string, within: readonly Place[]): PrintValue {
  const members = within.map((place, i) => compileMember(schema, name, { place, head: memberText(place.as, i === 0) }))
  const end = members.length === 0 ? '{}' : '}'
  return (value) => {
    if (!isObject(value)) throw new NotPrintable(`a ${name} is no object`)
    let text = ''
    for (const member of members) text += member(value)
    return text + end
  }
}

const isObject = (value: Value): value is { readonly [name: string]: Value } => typeof value === 'object' && value !== null && !Array.isArray(value)

function compileMember(schema: GraphQLSchema, typeName: string, { place, head }: { readonly place: Place; readonly head: string }): Member {
  if (place.kind === 'typename') {
    const text = head + JSON.stringify(typeName)
    return () => text
  }
  invariant(place.kind === 'value', 'an embedded object has no links')
  const { field, within } = place
  const print = compileValue(schema, field, within)
  return (value) => head + print(value[field.name] ?? null)
}
