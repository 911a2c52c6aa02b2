import type { KeyType } from '../fetch/fetch.ts'
import type { Entity, Field, StoredType } from './model.ts'

/** One end of a link: the field that holds the key, and the entity whose source has it. */
export interface LinkEnd { readonly entity: Entity; readonly field: Field }

/** The type of one end's keys. `unknown`: only the database can tell. `none`: its values cannot be keys. */
export type EndType = KeyType | 'unknown' | 'none'

const OF_STORED: Readonly<Record<StoredType, EndType>> = {
  OBJECT_ID: 'OBJECT_ID', UUID: 'UUID', INT64: 'INT64', STRING: 'STRING', DECIMAL: 'DECIMAL', DOUBLE: 'none', DATE: 'none', BOOLEAN: 'none',
}

/** What is known of an end's keys from its declaration alone. */
export function endType({ entity, field }: LinkEnd): EndType {
  if (field.derive?.kind === 'regex') return 'STRING'
  if (field.score || field.type.kind !== 'scalar') return 'none'
  if (field.storedType !== undefined) return OF_STORED[field.storedType]
  switch (field.type.name) {
    case 'Int': case 'BigInt': return 'INT64'
    case 'String': return 'STRING'
    case 'UUID': return 'UUID'
    case 'Decimal': return 'DECIMAL'
    // An ID is a name for whatever the column holds: in PostgreSQL the database tells, elsewhere the declaration.
    case 'ID': return entity.stored.kind === 'postgres' ? 'unknown' : 'STRING'
    default: return 'none'
  }
}

export type KeyTypeDecision =
  | { readonly ok: true; readonly type: KeyType }
  | { readonly ok: false; readonly reason: 'differ' | 'untold' }

/** The type both ends are normalised to when the link does not say one: theirs when they agree, the known one when only one is. */
export function decideKeyType(local: LinkEnd, remote: LinkEnd): KeyTypeDecision {
  const known = [endType(local), endType(remote)].filter((type) => type !== 'unknown' && type !== 'none')
  const [first, second] = known
  if (first === undefined) return local.entity.source === remote.entity.source ? { ok: true, type: 'NATIVE' } : { ok: false, reason: 'untold' }
  return second === undefined || first === second ? { ok: true, type: first } : { ok: false, reason: 'differ' }
}
