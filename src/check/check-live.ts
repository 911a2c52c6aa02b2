import type { Catalog, Entity } from '../catalog/model.ts'
import type { Problem } from '../errors.ts'
import { hintFor } from '../nearest-name.ts'
import { checkColumns } from './check-columns.ts'
import { checkKey } from './check-keys.ts'
import { checkLink } from './check-links.ts'
import { isSampled, objectName, objectOf } from './live-source.ts'
import type { LiveSource } from './live-source.ts'

const OBJECT_WORDS = { postgres: 'table or view', mongodb: 'collection', qdrant: 'collection', slack: 'object' } as const

/** Compares the catalog with the sources that answered. Pure. */
export function checkLive(catalog: Catalog, sources: ReadonlyMap<string, LiveSource>): Problem[] {
  return [...catalog.entities.values()].flatMap((entity) => {
    const source = sources.get(entity.source)
    const links = [...entity.links.values()].flatMap((link) => checkLink({ catalog, sources }, link))
    return source === undefined ? links : [...checkEntity(catalog, entity, source), ...links]
  })
}

function checkEntity(catalog: Catalog, entity: Entity, source: LiveSource): Problem[] {
  const object = objectOf(entity, source)
  if (object === undefined) return [missingObject(entity, source)]
  const live = { catalog, entity, object, enums: source.shape.enums }
  const empty: Problem[] = object.rows === 0 && isSampled(object)
    ? [{ code: 'SCHEMA_NOTHING_SAMPLED', severity: 'info', message: `"${object.name}" is empty, so the fields of ${entity.name} could not be compared`, place: entity.place }]
    : []
  return [...checkColumns(live), ...checkKey(live), ...empty]
}

function missingObject(entity: Entity, source: LiveSource): Problem {
  const name = objectName(entity, source.config)
  return {
    code: 'SCHEMA_OBJECT_MISSING', severity: 'error', place: entity.place,
    message: `The source "${entity.source}" has no ${OBJECT_WORDS[source.config.kind]} "${name}", which ${entity.name} reads`,
    hint: hintFor(name, source.shape.objects.map((object) => object.name)),
  }
}
