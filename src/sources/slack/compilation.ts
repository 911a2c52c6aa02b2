import type { Catalog, Entity, ObjectShape, SlackObject } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Predicate } from '../../fetch/fetch.ts'
import { STORED_OBJECTS } from './stored-objects.ts'

export type SqlParameter = string | number | bigint | null

/** What one statement gathers while it is written. */
export interface Compilation {
  readonly catalog: Catalog
  readonly parameters: SqlParameter[]
  /** The objects it reads: their synchronisation must have been whole once. */
  readonly objects: Set<SlackObject>
  aliases: number
  /** `compilePredicate`, handed over because links hold conditions and conditions hold links. */
  readonly predicate: WritePredicate
}

export type WritePredicate = (compilation: Compilation, scope: Scope, predicate: Predicate) => string

export const startCompilation = (catalog: Catalog, predicate: WritePredicate): Compilation => ({ catalog, parameters: [], objects: new Set(), aliases: 0, predicate })

/** The place of a parameter. */
export function bind(compilation: Compilation, value: SqlParameter): string {
  compilation.parameters.push(value)
  return `?${compilation.parameters.length}`
}

/** One row of an entity's table, and the to-one links that were followed from it. */
export interface RowScope {
  readonly kind: 'row'
  readonly entity: Entity
  readonly object: SlackObject
  readonly alias: string
  /** `left join …`, in order; shared by the scopes of linked rows. */
  readonly joins: string[]
  /** By link name. */
  readonly linked: Map<string, RowScope>
}

/** One element of a list of embedded objects. */
export interface ElementScope {
  readonly kind: 'element'
  readonly object: ObjectShape
  readonly alias: string
}

export type Scope = RowScope | ElementScope

export function openScope(compilation: Compilation, entity: Entity, joins: string[] = []): RowScope {
  invariant(entity.stored.kind === 'slack', `${entity.name} does not lie in Slack`)
  compilation.objects.add(entity.stored.object)
  return { kind: 'row', entity, object: entity.stored.object, alias: nextAlias(compilation), joins, linked: new Map() }
}

export const nextAlias = (compilation: Compilation): string => `t${compilation.aliases++}`

export const tableOf = (scope: RowScope): string => `${STORED_OBJECTS[scope.object].table} ${scope.alias}`

/** The scope's table with the links that were followed: to be called when all else of the select is written. */
export const fromOf = (scope: RowScope): string => [tableOf(scope), ...scope.joins].join(' ')

/** Halves the list over and over, so that thousands of parts stay below SQLite's depth of expressions. */
export function joinConditions(parts: readonly string[], connective: 'and' | 'or'): string {
  const [first] = parts
  if (first === undefined) return connective === 'and' ? 'true' : 'false'
  if (parts.length === 1) return first
  if (parts.length <= 8) return `(${parts.join(` ${connective} `)})`
  const middle = parts.length >> 1
  return `(${joinConditions(parts.slice(0, middle), connective)} ${connective} ${joinConditions(parts.slice(middle), connective)})`
}
