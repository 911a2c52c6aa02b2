import { hintFor } from '../nearest-name.ts'
import type { Catalog, Entity, Field, Link, ObjectShape } from './model.ts'

/** What a path needs of the catalog: it may be one that is still being compiled. */
export type PathCatalog = Pick<Catalog, 'entities' | 'objects'>

/** Where a path leads: to a field, with what lies on the way; or what is wrong with it. */
export type WalkedPath =
  | { readonly ok: true; readonly links: readonly Link[]; readonly entity: Entity; readonly field: Field }
  | { readonly ok: false; readonly code: string; readonly message: string; readonly hint?: string | undefined; /** The type that lacks a field, where one does. */ readonly missing?: { readonly type: string; readonly field: string } }

/**
 * Follows `author.email` or `address.city` from an entity: through to-one links of the same source, then embedded
 * objects, to a field. Every step is checked.
 */
export function walkPath(catalog: PathCatalog, start: Entity, path: string): WalkedPath {
  const links: Link[] = []
  let entity = start
  let object: ObjectShape | undefined
  const steps = path.split('.')
  for (const [i, step] of steps.entries()) {
    const last = i === steps.length - 1
    const link = object === undefined ? entity.links.get(step) : undefined
    if (link !== undefined) {
      const next = catalog.entities.get(link.to)
      const fault = last ? endsInLink(step, next) : linkFault(link, path)
      if (fault !== null || next === undefined) return fault ?? { ok: false, code: 'SCHEMA_UNKNOWN_TYPE', message: `${link.to} has faults of its own` }
      links.push(link)
      entity = next
      continue
    }
    const holder: Entity | ObjectShape = object ?? entity
    const field = holder.fields.get(step)
    if (field === undefined) return unknownField(holder, step)
    if (last) return { ok: true, links, entity, field }
    if (field.type.kind !== 'object') return { ok: false, code: 'SCHEMA_PATH', message: `"${step}" in "${path}" is a ${field.type.name}; nothing lies below it` }
    if (field.list) return { ok: false, code: 'SCHEMA_PATH', message: `"${step}" in "${path}" is a list; a path goes through one object at a time` }
    object = catalog.objects.get(field.type.name)
  }
  return { ok: false, code: 'SCHEMA_PATH', message: `"${path}" names no field` }
}

function endsInLink(step: string, target: Entity | undefined): WalkedPath {
  const example = target?.key[0] ?? 'id'
  return { ok: false, code: 'SCHEMA_PATH', message: `"${step}" is a link, not a field`, hint: `Name a field behind it, such as "${step}.${example}".` }
}

function linkFault(link: Link, path: string): WalkedPath | null {
  if (link.many) return { ok: false, code: 'SCHEMA_PATH', message: `"${link.name}" in "${path}" leads to many rows`, hint: 'A path goes through links to one row.' }
  if (link.crossSource) return { ok: false, code: 'SCHEMA_PATH', message: `"${link.name}" in "${path}" leads to another source`, hint: 'A path stays within one source.' }
  return null
}

function unknownField(holder: Entity | ObjectShape, step: string): WalkedPath {
  const names = [...holder.fields.keys(), ...('links' in holder ? holder.links.keys() : [])]
  return { ok: false, code: 'SCHEMA_UNKNOWN_FIELD', missing: { type: holder.name, field: step }, message: `${holder.name} has no field "${step}"`, hint: hintFor(step, names) }
}
