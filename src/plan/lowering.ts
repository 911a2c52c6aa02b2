import type { Catalog, Link } from '../catalog/model.ts'
import type { CallOrigin, RequestScope, RunFetch } from '../door/request.ts'
import { CrossgraphError } from '../errors.ts'
import type { FieldPath, Key, KeyType, Predicate } from '../fetch/fetch.ts'

export interface LoweringOptions {
  readonly catalog: Catalog
  readonly runFetch: RunFetch
  /** Most keys that one condition may become, 10,000 unless told. */
  readonly maxKeys?: number | undefined
  /** Whether this condition on a link is lowered; unless told, where the link leads into another source. */
  readonly mustLower?: MustLower | undefined
  /** Unless told, every key can be compared. */
  readonly keyProblem?: KeyProblem | undefined
}

/** `condition` is `linked`, `linkedCount`, or the negation of `linked`. */
export type MustLower = (link: Link, condition: Predicate) => boolean

/** As `Source.keyProblem`, by entity: a key that cannot be compared there matches nothing. */
export type KeyProblem = (entity: string, fields: readonly FieldPath[], types: readonly KeyType[], key: Key) => string | null

/** One lowering: the options filled in, and the request that it belongs to. */
export interface Lowering {
  readonly catalog: Catalog
  readonly runFetch: RunFetch
  readonly maxKeys: number
  readonly mustLower: MustLower
  readonly keyProblem: KeyProblem
  readonly scope: RequestScope
  readonly origin: CallOrigin
}

/** What one condition on a link is lowered with. */
export interface Side {
  readonly entity: string
  /** Conditions on the entity's own rows that hold beside it, so that fewer keys have to be asked for. */
  readonly beside: Predicate | undefined
}

export function tooManyKeys({ maxKeys }: Lowering, link: Link): CrossgraphError {
  return new CrossgraphError('LIMIT_KEYS', `More than ${maxKeys} keys would have to be compared for ${link.from}.${link.name}, on either side`, {
    hint: `Filter ${link.from} or ${link.to} further`,
    details: { limit: maxKeys, link: `${link.from}.${link.name}` },
  })
}
