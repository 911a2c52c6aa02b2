import type { Entity, Field } from '../catalog/model.ts'
import type { SourceConfig } from '../config/config.ts'
import type { Problem } from '../errors.ts'
import type { ShapeField, ShapeObject, SourceShape } from '../sources/source.ts'

/** A source as the configuration names it and as it was found. */
export interface LiveSource {
  readonly config: SourceConfig
  readonly shape: SourceShape
}

/** A finding about something that stands in the SDL. */
export type Finding = Omit<Problem, 'severity' | 'place'>

/** What the shape calls the place where an entity's rows lie. */
export function objectName({ stored }: Entity, config: SourceConfig): string {
  switch (stored.kind) {
    case 'postgres': {
      const schema = stored.schema ?? (config.kind === 'postgres' ? config.schema : 'public')
      return schema === 'public' ? stored.table : `${schema}.${stored.table}`
    }
    case 'mongodb': case 'qdrant': return stored.collection
    case 'slack': return stored.object
  }
}

/** The object an entity's rows lie in; undefined when the source has none of its name. */
export const objectOf = (entity: Entity, { config, shape }: LiveSource): ShapeObject | undefined =>
  shape.objects.find((object) => object.name === objectName(entity, config))

/** Databases without a schema of their own: what they hold is known from a sample only. */
export const isSampled = ({ kind }: ShapeObject): boolean => kind === 'collection' || kind === 'vectors'

/** The place of a row in the array that its entity unwinds (MongoDB): read, but not stored. */
const INDEX_STEP = '$index'

/** Where a stored path leads. `opaque`: below a column whose inside the source does not describe. */
export type LivePath =
  | { readonly kind: 'found'; readonly field: ShapeField; readonly throughList: boolean }
  | { readonly kind: 'opaque' }
  | { readonly kind: 'missing'; readonly step: string; readonly among: readonly string[] }

/** Follows a stored path into what the source holds. */
export function findPath(fields: readonly ShapeField[], path: readonly string[], throughList = false): LivePath {
  const [step = '', ...rest] = path
  if (step === INDEX_STEP) return { kind: 'opaque' }
  const field = fields.find(({ name }) => name === step)
  if (field === undefined) return { kind: 'missing', step, among: fields.map(({ name }) => name) }
  if (rest.length === 0) return { kind: 'found', field, throughList }
  return field.fields === undefined ? { kind: 'opaque' } : findPath(field.fields, rest, throughList || field.list)
}

/** The live column behind a field of an entity, if it is one that the source describes. */
export function liveField(object: ShapeObject, field: Field): ShapeField | undefined {
  const found = findPath(object.fields, field.column)
  return found.kind === 'found' ? found.field : undefined
}
