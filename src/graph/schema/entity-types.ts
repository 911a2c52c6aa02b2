import type { Catalog, Entity, Field, FieldType } from '../../catalog/model.ts'
import { searchRoutes } from './search-routes.ts'
import type { GraphField, ManyField } from './graph-fields.ts'
import { listEntityFields, listRootFields, visibleFields } from './graph-fields.ts'
import type { PrintedField } from './print-type.ts'
import { printBlock } from './print-type.ts'
import { aggregateName, connectionName, orderName, whereName } from './type-names.ts'

/** The root fields of all entities. */
export function printRootFields(catalog: Catalog): string | null {
  return printBlock('type Query', listRootFields(catalog).map(([name, field]) => printField(catalog, name, field)))
}

export function printEntityType(catalog: Catalog, entity: Entity): string | null {
  return printBlock(`type ${entity.name}`, listEntityFields(catalog, entity).map(([name, field]) => printField(catalog, name, field)), entity.description)
}

/** Embedded objects and enums, as the project declares them. */
export function printDeclaredTypes(catalog: Catalog): readonly (string | null)[] {
  const objects = [...catalog.objects.values()].map((object) => printBlock(`type ${object.name}`, visibleFields(object).map(printValue), object.description))
  const enums = [...catalog.enums.values()].map(({ name, values, description }) => printBlock(`enum ${name}`, values.map((value) => ({ ...value, text: value.name })), description))
  return [...objects, ...enums]
}

function printField(catalog: Catalog, name: string, graphField: GraphField): PrintedField {
  switch (graphField.kind) {
    case 'value': return printValue(graphField.field)
    case 'byKey': return { text: `${name}(${keyArguments(graphField.entity)}): ${graphField.entity.name}` }
    // A to-one link that must not be null fails alone when it finds nothing: were it `!`, its row would be lost with it.
    case 'one': return { ...graphField.link, text: `${name}: ${graphField.link.to}` }
    default: return { description: graphField.link?.description, deprecated: graphField.link?.deprecated, text: printMany(catalog, name, graphField) }
  }
}

function printMany(catalog: Catalog, name: string, { kind, entity, link }: ManyField): string {
  const required = link !== null && link.nonNull && !link.crossSource ? '!' : ''
  const where = `where: ${whereName(entity.name)}`
  if (kind === 'aggregate') return `${name}(${where}): ${aggregateName(entity.name)}${required}`
  const search = searchRoutes(catalog, entity).length > 0 ? ', search: Search' : ''
  const sorted = `${where}, orderBy: [${orderName(entity.name)}!]`
  if (kind === 'list') return `${name}(${sorted}, limit: Int, offset: Int${search}): [${entity.name}!]${required}`
  return `${name}(${sorted}, first: Int, after: String, last: Int, before: String${search}): ${connectionName(entity.name)}${required}`
}

const printValue = (field: Field): PrintedField => ({ ...field, text: `${field.name}: ${printOutputType(field)}` })

function printOutputType({ type, list, nonNull, elementNonNull }: Field): string {
  const inner = list ? `[${type.name}${elementNonNull ? '!' : ''}]` : type.name
  return `${inner}${nonNull ? '!' : ''}`
}

/** `id: ID!`, or one argument for each field of a composite key. */
function keyArguments(entity: Entity): string {
  return entity.key.map((name) => `${name}: ${keyType(entity.fields.get(name)?.type)}!`).join(', ')
}
const keyType = (type: FieldType | undefined): string => type?.name ?? 'ID'

