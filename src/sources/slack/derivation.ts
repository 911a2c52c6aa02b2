import { createHash } from 'node:crypto'
import type { Catalog, Entity, Field, SlackObject } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'

/** Values found in a stored text by a regular expression: kept in a table of their own, so that keys among them are looked up by index. */
export interface Derivation {
  /** Names object, column and expression: another expression is another derivation. */
  readonly id: string
  readonly object: SlackObject
  readonly column: string
  readonly regex: string
  readonly group: number
  readonly all: boolean
}

/** The derivation of a field, or null where its column is read as it stands. */
export function derivationOf(object: SlackObject, field: Field): Derivation | null {
  const { derive } = field
  if (derive?.kind !== 'regex') return null
  const column = field.column[0]
  invariant(column !== undefined, `${field.name} has no column`)
  const digest = createHash('sha256').update(JSON.stringify([derive.regex, derive.group, derive.all])).digest('hex').slice(0, 8)
  return { id: `${object}.${column}:${digest}`, object, column, regex: derive.regex, group: derive.group, all: derive.all }
}

/** All derivations that the entities of one source declare, each once. */
export function derivationsOf(catalog: Catalog, source: string): readonly Derivation[] {
  const found = slackEntities(catalog, source).flatMap(({ entity, object }) => [...entity.fields.values()].flatMap((field) => derivationOf(object, field) ?? []))
  return [...new Map(found.map((derivation) => [derivation.id, derivation])).values()]
}

export function slackEntities(catalog: Catalog, source: string): readonly { readonly entity: Entity; readonly object: SlackObject }[] {
  return [...catalog.entities.values()].flatMap((entity) => (entity.source === source && entity.stored.kind === 'slack' ? [{ entity, object: entity.stored.object }] : []))
}

/** The values in a text: distinct, in the order of their occurrence; of a derivation that is not `all`, the first match's alone. */
export function deriveValues(derivation: Derivation, text: string | null): readonly string[] {
  if (text === null) return []
  const values = [...text.matchAll(new RegExp(derivation.regex, 'gu'))].map((match) => match[derivation.group])
  const wanted = derivation.all ? values : values.slice(0, 1)
  return [...new Set(wanted.filter((value) => value !== undefined))]
}
