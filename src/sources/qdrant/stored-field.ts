import type { Catalog, Entity, Field, ObjectShape, Stored } from '../../catalog/model.ts'
import type { FieldPath } from '../../fetch/fetch.ts'
import { entityOf, resolvePath } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'

/** Where the value of a field path lies: the point's id, the score of a search, or a path into the payload. */
export interface StoredField {
  readonly field: Field
  readonly place: 'id' | 'score' | 'payload'
  /** Stored names; empty for id and score. */
  readonly path: readonly string[]
  /** `path` as Qdrant writes it: `address."zip code"`. */
  readonly key: string
}

/** What a predicate speaks of: a point, or an element of a list of embedded objects. */
export interface Scope {
  /** Null for a path that leads through a link: another collection, which Qdrant cannot look into. */
  readonly fieldAt: (path: FieldPath) => StoredField | null
  /** A list of embedded objects and its elements' scope; null for a link. */
  readonly elementsAt: (name: string) => { readonly key: string; readonly scope: Scope } | null
}

export function storedOf(entity: Entity): Extract<Stored, { kind: 'qdrant' }> {
  invariant(entity.stored.kind === 'qdrant', `${entity.name} does not lie in Qdrant`)
  return entity.stored
}

export function storedField(catalog: Catalog, entityName: string, path: FieldPath): StoredField | null {
  const { links, fields } = resolvePath(catalog, entityName, path)
  if (links.length > 0 || fields.length === 0) return null
  return placeOf(entityOf(catalog, entityName), fields)
}

/** The point's id is the entity's key when this is one field stored as `id`. */
export const isPointId = (entity: Entity, field: Field): boolean =>
  entity.key.length === 1 && entity.key[0] === field.name && field.column.length === 1 && field.column[0] === 'id'

function placeOf(entity: Entity, fields: readonly Field[]): StoredField {
  const field = fields.at(-1)!
  if (field.score) return { field, place: 'score', path: [], key: '' }
  if (fields.length === 1 && isPointId(entity, field)) return { field, place: 'id', path: [], key: 'id' }
  return payloadField(fields)
}

/** `derive: {path}` goes on below the column. */
function payloadField(fields: readonly Field[]): StoredField {
  const path = fields.flatMap(({ column, derive }) => (derive?.kind === 'path' ? [...column, ...derive.path] : column))
  return { field: fields.at(-1)!, place: 'payload', path, key: keyOfPath(path) }
}

const PLAIN_STEP = /^[\p{L}\p{N}_-]+$/u
const keyOfPath = (path: readonly string[]): string => path.map((step) => (PLAIN_STEP.test(step) ? step : `"${step}"`)).join('.')

export function entityScope(catalog: Catalog, entityName: string): Scope {
  return {
    fieldAt: (path) => storedField(catalog, entityName, path),
    elementsAt: (name) => elementsOf(catalog, entityOf(catalog, entityName).fields.get(name)),
  }
}

function objectScope(catalog: Catalog, object: ObjectShape): Scope {
  return {
    fieldAt: (path) => payloadField(fieldsWithin(catalog, object, path.split('.'))),
    elementsAt: (name) => elementsOf(catalog, object.fields.get(name)),
  }
}

function fieldsWithin(catalog: Catalog, object: ObjectShape, [first, ...rest]: readonly string[]): readonly Field[] {
  const field = object.fields.get(first ?? '')
  invariant(field !== undefined, `${object.name} has no field ${first}`)
  const inner = field.type.kind === 'object' ? catalog.objects.get(field.type.name) : undefined
  return rest.length === 0 || inner === undefined ? [field] : [field, ...fieldsWithin(catalog, inner, rest)]
}

function elementsOf(catalog: Catalog, field: Field | undefined): { readonly key: string; readonly scope: Scope } | null {
  const object = field?.type.kind === 'object' ? catalog.objects.get(field.type.name) : undefined
  return field === undefined || object === undefined ? null : { key: payloadField([field]).key, scope: objectScope(catalog, object) }
}
