import type { Catalog, Entity, Link } from '../../catalog/model.ts'

/** How rows of an entity are found by meaning: `by` is searched; its to-one link leads to the entity, or it is the entity itself. */
export interface SearchRoute { readonly by: Entity; readonly link: Link | null }

const isSearched = (entity: Entity): boolean => entity.stored.kind === 'qdrant'

/** Empty for an entity that cannot be searched by meaning. A searched entity is its own only route. */
export function searchRoutes(catalog: Catalog, entity: Entity): readonly SearchRoute[] {
  if (isSearched(entity)) return [{ by: entity, link: null }]
  return [...catalog.entities.values()].filter(isSearched).flatMap((by) => {
    const link = [...by.links.values()].find(({ to, many }) => to === entity.name && !many)
    return link === undefined ? [] : [{ by, link }]
  })
}

/** The field that holds the score of a search, when the entity declares one. */
export const scoreField = (entity: Entity): string | undefined => [...entity.fields.values()].find(({ score }) => score)?.name
