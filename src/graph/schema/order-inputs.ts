import type { Catalog, Entity, Field, ObjectShape } from '../../catalog/model.ts'
import { isFilterable, isOrderable } from './operators.ts'
import type { PrintedField } from './print-type.ts'
import { plainField, printBlock } from './print-type.ts'
import { orderName } from './type-names.ts'

const DIRECTION = printBlock('enum Direction', [
  plainField('ASC', 'NULLs last'), plainField('DESC', 'NULLs last'),
  ...['ASC_NULLS_FIRST', 'ASC_NULLS_LAST', 'DESC_NULLS_FIRST', 'DESC_NULLS_LAST'].map((name) => plainField(name)),
])
const COUNT_ORDER = printBlock('input CountOrderBy @oneOf', [plainField('count: Direction')])

/** One field in each element, so that their order is never left to the order of an object's names. */
export function printOrderInputs(catalog: Catalog): readonly (string | null)[] {
  const objects = [...catalog.objects.values()].filter((object) => orderedFields(catalog, object).length > 0)
  return [DIRECTION, COUNT_ORDER, ...[...catalog.entities.values(), ...objects].map((holder) => printBlock(`input ${orderName(holder.name)} @oneOf`, orderedFields(catalog, holder)))]
}

function orderedFields(catalog: Catalog, holder: Entity | ObjectShape): readonly PrintedField[] {
  const links = 'links' in holder ? [...holder.links.values()] : []
  return [
    ...[...holder.fields.values()].flatMap((field) => orderedField(catalog, holder, field)),
    ...links.map((link) => ({ ...link, text: `${link.name}: ${link.many ? 'CountOrderBy' : orderName(link.to)}` })),
  ]
}

function orderedField(catalog: Catalog, holder: Entity | ObjectShape, field: Field): readonly PrintedField[] {
  if (isOrderable(field)) return [{ ...field, text: `${field.name}: Direction` }]
  const object = field.type.kind === 'object' && isFilterable(field) ? catalog.objects.get(field.type.name) : undefined
  if (object === undefined || object === holder) return []
  if (field.list) return 'links' in holder ? [{ ...field, text: `${field.name}: CountOrderBy` }] : []
  return orderedFields(catalog, object).length > 0 ? [{ ...field, text: `${field.name}: ${orderName(object.name)}` }] : []
}
