import type { Catalog, Entity, EnumShape, Field } from '../catalog/model.ts'
import type { Problem } from '../errors.ts'
import { hintFor, nearestName } from '../nearest-name.ts'
import type { ShapeEnum, ShapeField, ShapeObject } from '../sources/source.ts'
import { fieldFits } from './field-fits.ts'
import { findPath, isSampled } from './live-source.ts'

/** An entity beside the object that holds its rows. */
export interface LiveEntity {
  readonly catalog: Catalog
  readonly entity: Entity
  readonly object: ShapeObject
  readonly enums: readonly ShapeEnum[]
}

/** Compares every stored field of an entity, and of what is embedded in it, with the live columns. */
export function checkColumns(live: LiveEntity): Problem[] {
  // Nothing can be said of the inside of an empty collection.
  if (isSampled(live.object) && live.object.rows === 0) return []
  return [...live.entity.fields.values()].flatMap((field) => checkField(live, field, live.object.fields))
}

function checkField(live: LiveEntity, field: Field, among: readonly ShapeField[]): Problem[] {
  if (field.score) return []
  const path = field.derive?.kind === 'path' ? [...field.column, ...field.derive.path] : field.column
  const found = findPath(among, path)
  switch (found.kind) {
    case 'opaque': return []
    case 'missing': return [missingColumn(live, field, found)]
    case 'found': return [...checkType(live, field, found.field), ...checkNull(live, field, found), ...checkEmbedded(live, field, found.field)]
  }
}

function missingColumn({ entity, object }: LiveEntity, field: Field, { step, among }: { readonly step: string; readonly among: readonly string[] }): Problem {
  // A sample may miss a rare field; a name close to one that is there is more likely mistyped.
  const certain = !isSampled(object) || nearestName(step, among) !== undefined
  const thing = isSampled(object) ? 'No sampled document of' : `The ${object.kind}`
  const message = isSampled(object) ? `${thing} "${object.name}" has "${field.column.join('.')}"` : `${thing} "${object.name}" has no column "${field.column.join('.')}"`
  return { code: 'SCHEMA_COLUMN_MISSING', severity: certain ? 'error' : 'warning', message: `${message}, which ${entity.name}.${field.name} reads`, hint: hintFor(step, among), place: field.place }
}

function checkType(live: LiveEntity, field: Field, column: ShapeField): Problem[] {
  const problems: Problem[] = []
  const declared = field.list ? `[${field.type.name}]` : field.type.name
  const stored = `${column.nativeType}${column.list && !column.nativeType.endsWith('[]') ? ' in a list' : ''}`
  const fit = fieldFits(field, column)
  const what = `${live.entity.name}.${field.name} is ${declared}, and "${column.name}" is ${stored}`
  const suggestion = column.list ? `[${column.type}]` : column.type
  if (fit === 'differs') problems.push({ code: 'SCHEMA_COLUMN_TYPE', severity: 'error', message: what, hint: `${suggestion} fits.`, place: field.place })
  if (fit === 'with care') problems.push({ code: 'SCHEMA_COLUMN_TYPE', severity: 'warning', message: `${what}: values that do not fit are errors`, hint: `${suggestion} fits all.`, place: field.place })
  if (field.storedType !== undefined && column.keyType !== null && column.keyType !== field.storedType && fit === 'fits' && KEY_TYPES.includes(field.storedType)) {
    problems.push({ code: 'SCHEMA_COLUMN_TYPE', severity: 'error', message: `${live.entity.name}.${field.name} is declared as stored ${field.storedType}, and "${column.name}" is ${stored}`, hint: `@column(type: ${column.keyType})`, place: field.place })
  }
  if (column.mixed !== undefined && field.type.name !== 'JSON') problems.push(mixedTypes(live, field, column))
  return [...problems, ...checkEnum(live, field, column)]
}

const KEY_TYPES: readonly string[] = ['OBJECT_ID', 'UUID', 'INT64', 'STRING', 'DECIMAL']

function mixedTypes({ entity }: LiveEntity, field: Field, { mixed = {} }: ShapeField): Problem {
  const shares = Object.entries(mixed).map(([type, share]) => `${type} ${Math.round(share * 100)} %`).join(', ')
  return { code: 'SCHEMA_MIXED_TYPES', severity: 'warning', message: `${entity.name}.${field.name} reads values of several types (${shares}): those that do not fit ${field.type.name} are errors`, place: field.place }
}

function checkEnum({ catalog, entity, enums }: LiveEntity, field: Field, column: ShapeField): Problem[] {
  const declared = field.type.kind === 'enum' ? catalog.enums.get(field.type.name) : undefined
  const stored = enums.find(({ name }) => name === column.type)
  if (declared === undefined || stored === undefined) return []
  const report = (message: string, hint: string | undefined): Problem => ({ code: 'SCHEMA_ENUM_VALUES', severity: 'warning', message: `${entity.name}.${field.name}: ${message}`, hint, place: field.place })
  const names = declared.values.map((value) => value.stored)
  return [
    ...stored.values.filter((value) => !names.includes(value)).map((value) => report(`"${value}" of ${stored.name} is not declared in ${declared.name}, so rows with it are errors`, `Add a value with @value(stored: "${value}").`)),
    ...unknownValues(declared, stored).map(({ name, value }) => report(`${declared.name}.${name} is stored as "${value}", which ${stored.name} does not have`, hintFor(value, stored.values))),
  ]
}

const unknownValues = (declared: EnumShape, stored: ShapeEnum): { name: string; value: string }[] =>
  declared.values.filter((value) => !stored.values.includes(value.stored)).map(({ name, stored: value }) => ({ name, value }))

function checkNull({ entity }: LiveEntity, field: Field, { field: column, throughList }: { readonly field: ShapeField; readonly throughList: boolean }): Problem[] {
  if (!field.nonNull || !column.nullable || throughList) return []
  return [{ code: 'SCHEMA_NULLABLE', severity: 'warning', message: `${entity.name}.${field.name} is never null, and "${column.name}" may be: such rows are errors`, hint: `Write ${field.type.name} without "!".`, place: field.place }]
}

/** Fields of an embedded type are stored within its column. */
function checkEmbedded(live: LiveEntity, field: Field, column: ShapeField): Problem[] {
  const object = field.type.kind === 'object' ? live.catalog.objects.get(field.type.name) : undefined
  if (object === undefined || column.fields === undefined) return []
  const inner = column.fields
  return [...object.fields.values()].flatMap((part) => checkField(live, part, inner))
}
