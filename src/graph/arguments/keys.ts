import type { Entity } from '../../catalog/model.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import type { FieldPath, Key, KeyType } from '../../fetch/fetch.ts'
import type { ArgumentContext, InputObject } from './argument-context.ts'

/** The key that the arguments of `customer(id:)` name. Throws QUERY_KEY for one that the source cannot compare. */
export function readKey(context: ArgumentContext, entity: Entity, args: InputObject): Key {
  const key = entity.key.map((name) => String(args[name]))
  checkKey(context, entity, { fields: entity.key, types: entity.key.map(() => 'NATIVE'), key })
  return key
}

export interface KeyAt { readonly fields: readonly FieldPath[]; readonly types: readonly KeyType[]; readonly key: Key }

/** What is wrong with a key that is to be compared with fields of an entity; null when nothing is. */
export function keyProblem({ sources }: ArgumentContext, entity: Entity, { fields, types, key }: KeyAt): string | null {
  const source = sources.get(entity.source)
  invariant(source !== undefined, `no source ${entity.source}`)
  return source.keyProblem(entity.name, fields, types, key)
}

export function checkKey(context: ArgumentContext, entity: Entity, at: KeyAt): void {
  const problem = keyProblem(context, entity, at)
  if (problem !== null) throw new CrossgraphError('QUERY_KEY', `${at.key.map((part) => JSON.stringify(part.slice(0, 80))).join(', ')} is no key of ${entity.name}: ${problem}`)
}
