import type { Entity } from '../../catalog/model.ts'
import type { Key, KeyBatch } from '../../fetch/fetch.ts'
import { readKey } from '../arguments/keys.ts'
import { completeOrder } from '../arguments/order.ts'
import { readCut } from '../arguments/page.ts'
import type { ManyField } from '../schema/graph-fields.ts'
import { compileAggregate } from './compile-aggregate.ts'
import { compileConnection } from './compile-connection.ts'
import { cutPage, identify, isMerged, keysOfLink, placeFields, readRows, restrictLink, sortsInMemory } from './fetch-of-level.ts'
import type { ByKeyLevel, Level, ListLevel, OneLevel } from './level.ts'
import type { LevelField, Planning, SelectedField } from './planning.ts'
import { argumentsOf } from './planning.ts'
import type { SelectedAt } from './select-rows.ts'
import { selectRows } from './select-rows.ts'

/** The level of one field. Arguments that cannot be read make it a broken one, which fails alone when it is resolved. */
export function compileLevel(planning: Planning, field: LevelField, selected: SelectedField): Level {
  try {
    switch (field.kind) {
      case 'byKey': return compileByKey(planning, field, selected)
      case 'one': return compileOne(planning, field, selected)
      case 'list': return compileList(planning, field, selected)
      case 'connection': return compileConnection(planning, field, selected)
      case 'aggregate': return compileAggregate(planning, field, selected)
    }
  } catch (error) {
    return { kind: 'broken', entity: field.entity, link: 'link' in field ? field.link : null, path: selected.path, error }
  }
}

function compileByKey(planning: Planning, { entity }: Extract<LevelField, { kind: 'byKey' }>, selected: SelectedField): ByKeyLevel {
  const key = readKey(planning.reading, entity, argumentsOf(planning, selected))
  return compileReference(planning, entity, { ...selected, key })
}

/** One row by its key, wherever the key came from. */
export function compileReference(planning: Planning, entity: Entity, { key, ...at }: SelectedAt & { readonly key: Key }): ByKeyLevel {
  const rows = selectRows(planning, entity, at)
  const keys: KeyBatch = { fields: entity.key, types: entity.key.map(() => 'NATIVE'), values: [] }
  const plan = identify({ entity: entity.name, fields: rows.fields, orderBy: completeOrder(entity, []), keys })
  return { kind: 'byKey', entity, link: null, path: at.path, ...plan, inMemory: false, key, rows }
}

function compileOne(planning: Planning, { entity, link }: Extract<LevelField, { kind: 'one' }>, selected: SelectedField): OneLevel {
  const rows = selectRows(planning, entity, selected)
  const inMemory = isMerged(planning.reading.catalog, link)
  const fields = inMemory ? [...rows.fields, ...entity.key] : rows.fields
  const orderBy = completeOrder(entity, [])
  const fetch = restrictLink({ entity: entity.name, fields, orderBy: inMemory ? [] : orderBy, keys: keysOfLink(link) }, link)
  // The lowest key of several matches is wanted; where the link compares the target's key itself there is only one.
  const unique = entity.key.every((name) => link.on.some(({ remote }) => remote === name))
  return { kind: 'one', entity, link, path: selected.path, ...identify(unique || inMemory ? fetch : { ...fetch, page: { limit: 1 } }), via: null, inMemory, orderBy, rows }
}

function compileList(planning: Planning, field: ManyField, selected: SelectedField): ListLevel {
  const { entity, link } = field
  const args = argumentsOf(planning, selected)
  const cut = readCut(args)
  const rows = selectRows(planning, entity, selected)
  const request = readRows(planning.reading, field, args)
  const { fetch, via } = request
  const { orderBy } = fetch
  const inMemory = sortsInMemory(planning.reading.catalog, field, request)
  const fields = inMemory ? [...rows.fields, ...placeFields(planning.reading.catalog, entity, orderBy)] : rows.fields
  const page = inMemory ? undefined : cutPage(planning.reading, { isRoot: link === null, cut })
  const whole = { ...fetch, orderBy: inMemory ? [] : orderBy, fields: [...fields, ...fetch.fields], ...(page === undefined ? {} : { page }) }
  return { kind: 'list', entity, link, path: selected.path, ...identify(whole, via), inMemory, orderBy, cut, rows }
}

