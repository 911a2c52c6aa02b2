import { entityOf, resolvePath } from '../catalog/model.ts'
import type { Catalog, Field, FieldType, ObjectShape } from '../catalog/model.ts'
import { invariant } from '../errors.ts'
import type { FieldPath, Measure } from './fetch.ts'

/** The field at the end of a path of an entity. */
export function fieldAt(catalog: Catalog, entity: string, path: FieldPath): Field {
  const field = resolvePath(catalog, entity, path).fields.at(-1)
  invariant(field !== undefined, `${entity}.${path} is a link, not a field`)
  return field
}

/** The field at the end of a path of an embedded object. */
export function fieldWithin(catalog: Catalog, object: ObjectShape, path: FieldPath): Field {
  const [first, ...rest] = path.split('.')
  const field = object.fields.get(first!)
  invariant(field !== undefined, `${object.name} has no field ${path}`)
  return rest.length === 0 ? field : fieldWithin(catalog, objectOf(catalog, field.type), rest.join('.'))
}

export function objectOf(catalog: Catalog, type: FieldType): ObjectShape {
  const object = type.kind === 'object' ? catalog.objects.get(type.name) : undefined
  invariant(object !== undefined, `${type.name} is no embedded type`)
  return object
}

/** Whether a name of `linked` is a list of embedded objects and not a link. */
export const isEmbeddedList = (catalog: Catalog, entity: string, name: string): boolean => entityOf(catalog, entity).fields.get(name)?.type.kind === 'object'

const scalar = (name: 'Int' | 'BigInt' | 'Float' | 'Decimal'): FieldType => ({ kind: 'scalar', name })

/** The type of a measure's value: counts are Int, sums of Int BigInt, averages Float but those of Decimal. */
export function measureType(measure: Measure, field: FieldType | null): FieldType {
  switch (measure.aggregate) {
    case 'count':
    case 'countDistinct': return scalar('Int')
    case 'sum': return field?.name === 'Int' ? scalar('BigInt') : numberType(measure, field)
    case 'avg': return field?.name === 'Decimal' ? field : scalar('Float')
    default: return numberType(measure, field)
  }
}

function numberType(measure: Measure, field: FieldType | null): FieldType {
  invariant(field !== null, `${measure.aggregate} of ${measure.as} names no field`)
  return field
}
