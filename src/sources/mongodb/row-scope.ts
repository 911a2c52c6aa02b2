import { entityOf } from '../../catalog/model.ts'
import type { Catalog, Entity, Link, ObjectShape } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Predicate } from '../../fetch/fetch.ts'
import type { Expression, Stage } from './expression.ts'

/** A pipeline over one entity's rows while it is written: stages that later ones need are added as they are asked for. */
export interface RowScope {
  readonly kind: 'rows'
  readonly catalog: Catalog
  readonly entity: Entity
  /** Joined documents and computed values, in the order in which they must be made. */
  readonly stages: Stage[]
  /** Names given in this pipeline, by what they stand for. */
  readonly joined: Map<string, string>
  readonly joins: Joins
}

/** Links within the source. `base`: the steps to the document that the link starts from. */
export interface Joins {
  /** The document behind a to-one link, under the name given back; of several the one with the lowest key. */
  readonly one: (scope: RowScope, base: readonly string[], link: Link) => string
  /** How many rows a to-many link has. */
  readonly count: (scope: RowScope, base: readonly string[], link: Link) => Expression
  /** Whether some linked row passes the test. */
  readonly exists: (scope: RowScope, link: Link, test: LinkedTest) => Expression
}

/** Linked rows for which `where` is true; with `fails`, those for which it is not. */
export interface LinkedTest {
  readonly where: Predicate
  readonly fails?: boolean
}

/** Elements of an embedded list, inside an expression. */
export interface ElementScope {
  readonly kind: 'elements'
  readonly catalog: Catalog
  readonly object: ObjectShape
  /** `$$element`, with a number where lists are nested. */
  readonly variable: string
  readonly depth: number
}

export type Scope = RowScope | ElementScope

export const rowScope = (catalog: Catalog, entity: string, joins: Joins): RowScope => ({ kind: 'rows', catalog, entity: entityOf(catalog, entity), stages: [], joined: new Map(), joins })

/** A name for something that is not stored, one for each `meaning`; `make` adds its stages when it is new. */
export function nameOnce(scope: RowScope, meaning: string, make: (name: string) => readonly Stage[]): string {
  const known = scope.joined.get(meaning)
  if (known !== undefined) return known
  const name = `__${scope.joined.size}`
  scope.joined.set(meaning, name)
  scope.stages.push(...make(name))
  return name
}

/** Whether a path starts from what a pipeline made, so that it is there only after the stages that make it. */
export const isJoined = (path: string): boolean => path.startsWith('__')

export type MongoStored = Extract<Entity['stored'], { kind: 'mongodb' }>

export function storedOf(entity: Entity): MongoStored {
  invariant(entity.stored.kind === 'mongodb', `${entity.name} lies in a collection`)
  return entity.stored
}

/** Where `$unwind` leaves an element's place in its array; a column ends with `$index` to read it. */
export const INDEX_FIELD = '__index'
export const INDEX_STEP = '$index'

/** Rows that are elements of an array: one document for each. */
export function unwindStages(entity: Entity): readonly Stage[] {
  const { unwind } = storedOf(entity)
  return unwind === undefined ? [] : [{ $unwind: { path: `$${unwind.join('.')}`, includeArrayIndex: INDEX_FIELD } }]
}

export const linkOf = (entity: Entity, name: string): Link => {
  const link = entity.links.get(name)
  invariant(link !== undefined, `${entity.name} has no link ${name}`)
  return link
}
