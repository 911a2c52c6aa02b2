import type { Problem } from '../errors.ts'
import type { ShapeObject } from '../sources/source.ts'
import type { LiveEntity } from './check-columns.ts'

/** The stored names that some constraint of the database keeps unique. */
export const uniqueSets = (object: ShapeObject): readonly (readonly string[])[] => [object.key, ...object.unique].filter((names) => names.length > 0)

/** Whether rows that agree in these columns are one row, as far as the database promises. */
export const isUnique = (object: ShapeObject, columns: readonly string[]): boolean =>
  uniqueSets(object).some((names) => names.every((name) => columns.includes(name)))

/** An entity's key must tell its rows apart; a view, and the elements of an array, promise nothing. */
export function checkKey({ entity, object }: LiveEntity): Problem[] {
  const unwound = entity.stored.kind === 'mongodb' && entity.stored.unwind !== undefined
  const columns = entity.key.map((name) => entity.fields.get(name)?.column.join('.') ?? name)
  if (unwound || isUnique(object, columns)) return []
  const promises = object.kind === 'table' || object.kind === 'collection'
  const sets = uniqueSets(object).map((names) => names.join(', '))
  return [{
    code: 'SCHEMA_KEY_NOT_UNIQUE', severity: promises ? 'error' : 'warning', place: entity.place,
    message: `Nothing keeps the key of ${entity.name} (${columns.join(', ')}) unique in "${object.name}"`,
    hint: sets.length === 0 ? 'Add a primary key or a unique index.' : `Unique there: ${sets.join(' · ')}.`,
  }]
}
