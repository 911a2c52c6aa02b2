import type DataLoader from 'dataloader'
import type { FieldNode, OperationDefinitionNode } from 'graphql'
import type { Catalog } from '../../catalog/model.ts'
import type { Fetched, RequestScope, RunFetch } from '../../door/request.ts'
import type { Key, Predicate, Rows } from '../../fetch/fetch.ts'
import type { ArgumentContext } from '../arguments/argument-context.ts'
import type { ReportBug } from '../errors.ts'
import type { ByKeyLevel, FetchPlan, Level } from '../levels/level.ts'
import type { GraphFields } from '../schema/graph-fields.ts'
import type { Row } from './row-node.ts'

/** Replaces conditions on links into other sources by conditions on the entity's own fields. */
export type LowerPredicate = (scope: RequestScope, entity: string, predicate: Predicate) => Promise<Predicate>

/** What all requests share. */
export interface Graph {
  readonly catalog: Catalog
  readonly runFetch: RunFetch
  readonly lowerPredicate: LowerPredicate | undefined
  readonly reading: ArgumentContext
  /** By the name of the type. */
  readonly fields: ReadonlyMap<string, GraphFields>
  readonly reportBug: ReportBug
}

/** The rows that a fetch found for one key, or all that it found. */
export interface Match {
  readonly rows: Rows
  readonly found: readonly Row[]
  /** The call that brought them; null when calls are not noted. */
  readonly call: number | null
}

/** One of the keys of a batch, with where in the answer it came from. */
export interface KeyRequest {
  readonly key: Key
  readonly joined: string
  readonly parent: number | null
  readonly path: readonly string[]
}

/** The GraphQL context: one for each request, for what it remembers is seen by one caller at one time. */
export interface GraphContext {
  readonly scope: RequestScope
  readonly graph: Graph
  /** By shape: batches of the keys of a level. */
  readonly loaders: Map<string, DataLoader<KeyRequest, Match, string>>
  /** By shape: fetches without keys. */
  readonly fetches: Map<string, Promise<Fetched>>
  /** Predicates without links into other sources, by what they were made from. */
  readonly lowered: Map<string, Promise<Predicate>>
  /** Fetches made from a level's own, such as the count of its rows. */
  readonly derived: WeakMap<object, Map<string, FetchPlan>>
  /** Levels of root fields by response key. */
  readonly roots: WeakMap<OperationDefinitionNode, Map<string, Level>>
  /** Levels of fields that refer to rows by keys; graphql-js keeps one list of nodes for a field, whatever row it stands in. */
  readonly references: WeakMap<readonly FieldNode[], ByKeyLevel>
}

export function createContext(graph: Graph, scope: RequestScope): GraphContext {
  return { scope, graph, loaders: new Map(), fetches: new Map(), lowered: new Map(), derived: new WeakMap(), roots: new WeakMap(), references: new WeakMap() }
}

/** Makes a fetch from another once a request, for an identity costs more than the rows that ask for it. */
export function deriveFetch(context: GraphContext, from: object, { name, make }: { readonly name: string; readonly make: () => FetchPlan }): FetchPlan {
  const made = context.derived.get(from) ?? new Map<string, FetchPlan>()
  if (made.size === 0) context.derived.set(from, made)
  const known = made.get(name) ?? make()
  made.set(name, known)
  return known
}
