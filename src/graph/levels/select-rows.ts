import type { FieldNode, GraphQLObjectType } from 'graphql'
import { getNamedType, isObjectType } from 'graphql'
import type { Entity, Field } from '../../catalog/model.ts'
import type { FieldPath } from '../../fetch/fetch.ts'
import { collectSubfields } from './collect-fields.ts'
import type { Level, Place, RowSelection } from './level.ts'
import type { Planning } from './planning.ts'
import { objectType } from './planning.ts'

/** Where rows are selected: the field nodes that hold the selection, and the response path down to them. */
export interface SelectedAt { readonly nodes: readonly FieldNode[]; readonly path: readonly string[] }

/** What an operation wants of the rows of an entity, and of everything below them. */
export function selectRows(planning: Planning, entity: Entity, { nodes, path }: SelectedAt): RowSelection {
  const type = objectType(planning, entity.name)
  const places = [...collectSubfields(planning.operation, type, nodes)].flatMap(([as, fieldNodes]) => selectPlace(planning, type, { as, nodes: fieldNodes, path: [...path, as] }))
  const levels = places.flatMap((place): [string, Level][] => (place.kind === 'level' ? [[place.as, place.level]] : []))
  return { entity, fields: fieldsOf(entity, places), places, levels: new Map(levels) }
}

interface PlaceAt extends SelectedAt { readonly as: string }

/** Nothing for a field that was added to the type by another room: its resolver looks after itself. */
function selectPlace(planning: Planning, type: GraphQLObjectType, { as, nodes, path }: PlaceAt): readonly Place[] {
  const name = nodes[0]?.name.value ?? ''
  if (name === '__typename') return [{ kind: 'typename', as }]
  const definition = type.getFields()[name]
  const graphField = planning.fields.get(type.name)?.get(name)
  if (definition === undefined || graphField === undefined) return []
  if (graphField.kind !== 'value') return [{ kind: 'level', as, level: planning.compileLevel(planning, graphField, { as, nodes, definition, path }) }]
  return [{ kind: 'value', as, field: graphField.field, within: selectWithin(planning, getNamedType(definition.type).name, nodes) }]
}

/** The selection within an embedded object, which is read whole. */
function selectWithin(planning: Planning, typeName: string, nodes: readonly FieldNode[]): readonly Place[] {
  const object = planning.reading.catalog.objects.get(typeName)
  const type = planning.operation.schema.getType(typeName)
  if (object === undefined || !isObjectType(type)) return []
  return [...collectSubfields(planning.operation, type, nodes)].flatMap(([as, fieldNodes]): readonly Place[] => {
    const name = fieldNodes[0]?.name.value ?? ''
    const field: Field | undefined = object.fields.get(name)
    if (field === undefined) return name === '__typename' ? [{ kind: 'typename', as }] : []
    return [{ kind: 'value', as, field, within: selectWithin(planning, field.type.name, fieldNodes) }]
  })
}

/** Rows of which nothing is read are still counted one by one: their key stands for them. */
function fieldsOf(entity: Entity, places: readonly Place[]): readonly FieldPath[] {
  const fields = new Set(places.flatMap((place): readonly FieldPath[] => {
    if (place.kind === 'value') return [place.field.name]
    return place.kind === 'level' ? (place.level.link?.on.map(({ local }) => local) ?? []) : []
  }))
  return fields.size === 0 ? entity.key : [...fields]
}
