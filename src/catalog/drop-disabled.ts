import type { Problem } from '../errors.ts'
import type { CatalogSettings } from './compilation.ts'
import type { Catalog, Entity } from './model.ts'

/** Leaves out the sources that are switched off, their entities, and the links that lead to those; each is said, as information. */
export function dropDisabled(catalog: Catalog, settings: CatalogSettings, problems: Problem[]): Catalog {
  const isOff = (source: string): boolean => settings.sources.get(source)?.enabled === false
  const dropped = new Set([...catalog.entities.values()].filter((entity) => isOff(entity.source)).map((entity) => entity.name))
  for (const name of dropped) {
    const { source, place } = catalog.entities.get(name)!
    problems.push({ code: 'SCHEMA_SOURCE_DISABLED', severity: 'info', message: `${name} and the links to it are left out, for the source "${source}" is not enabled`, place })
  }
  return {
    ...catalog,
    sources: new Map([...catalog.sources].filter(([name]) => !isOff(name))),
    entities: new Map([...catalog.entities].filter(([name]) => !dropped.has(name)).map(([name, entity]) => [name, withoutLinksTo(entity, dropped)])),
  }
}

/** Links whose key or condition goes through a dropped entity do not exist: paths stay within one source. */
const withoutLinksTo = (entity: Entity, dropped: ReadonlySet<string>): Entity =>
  ({ ...entity, links: new Map([...entity.links].filter(([, link]) => !dropped.has(link.to))) })
