import type { Catalog, Entity, Field, Link, ObjectShape } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'

/** What a generated field of the graph stands for: one table that the schema is printed from and resolvers are chosen by. */
export type GraphField =
  | { readonly kind: 'value'; readonly field: Field }
  | { readonly kind: 'byKey'; readonly entity: Entity }
  | { readonly kind: 'one'; readonly link: Link; readonly entity: Entity }
  | ManyField
/** Rows of an entity: below a link, or all of them. */
export interface ManyField {
  readonly kind: 'list' | 'connection' | 'aggregate'
  readonly entity: Entity
  readonly link: Link | null
}
export type GraphFields = ReadonlyMap<string, GraphField>

const FORMS = [['list', ''], ['connection', 'Connection'], ['aggregate', 'Aggregate']] as const

function manyFields(name: string, entity: Entity, link: Link | null): [string, GraphField][] {
  return FORMS.map(([kind, suffix]) => [`${name}${suffix}`, { kind, entity, link }])
}

export const visibleFields = (holder: Entity | ObjectShape): readonly Field[] => [...holder.fields.values()].filter(({ hidden }) => !hidden)

/** All fields of an entity's type, with those names that would be there twice listed twice. */
export function listEntityFields(catalog: Catalog, entity: Entity): readonly [string, GraphField][] {
  const values = visibleFields(entity).map((field): [string, GraphField] => [field.name, { kind: 'value', field }])
  const links = [...entity.links.values()].flatMap((link): [string, GraphField][] => {
    const target = entityOf(catalog, link.to)
    return link.many ? manyFields(link.name, target, link) : [[link.name, { kind: 'one', link, entity: target }]]
  })
  return [...values, ...links]
}

export function listRootFields(catalog: Catalog): readonly [string, GraphField][] {
  return [...catalog.entities.values()].flatMap((entity): [string, GraphField][] => [[entity.singular, { kind: 'byKey', entity }], ...manyFields(entity.plural, entity, null)])
}

/** Every generated field by the name of its type, then by its own. */
export function indexGraphFields(catalog: Catalog): ReadonlyMap<string, GraphFields> {
  const types = new Map<string, GraphFields>([['Query', new Map(listRootFields(catalog))]])
  for (const entity of catalog.entities.values()) types.set(entity.name, new Map(listEntityFields(catalog, entity)))
  return types
}
