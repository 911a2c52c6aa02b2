import type { CompareOp, Literal, Value } from '../../fetch/fetch.ts'
import type { Expression } from './expression.ts'
import type { Misfit } from './misfit.ts'

/** What values are to each other: only those of one family compare, and join. */
type Family = 'text' | 'number' | 'objectId' | 'uuid' | 'boolean' | 'instant' | 'day' | 'enum' | 'opaque'

/** A comparison in the stored form; true and false where every value that is not null decides the same. */
export type Bound = boolean | { readonly op: CompareOp | 'in'; readonly value: unknown }

/** How the values of a field are stored: read, compared, ordered. Chosen once per field. */
export interface Codec {
  readonly family: Family
  /** The words of `$type` for values that fit. */
  readonly types: readonly string[]
  /** The stored value that equals the literal; undefined where none does. @throws Unpushable where that cannot be said exactly. */
  readonly encode: (literal: Literal) => unknown
  readonly bound: (op: CompareOp, literal: Literal) => Bound
  /** The value that compares, where the stored one does not: an instant of a text. Null stays null; a text that is none fails. */
  readonly comparable?: (stored: Expression) => Expression
  /** What rows are ordered by, where that is not the value itself: an enum's place. */
  readonly rank?: { readonly of: (value: Expression) => Expression; readonly encode: (literal: Literal) => number; readonly decode: (rank: unknown) => Value }
  /** One stored value that is not null, as the driver gives it. */
  readonly decode: (wire: unknown, misfit: Misfit) => Value
}

/** The comparison as it stands, with the literal in stored form. */
export function plainBound(encode: Codec['encode']): Codec['bound'] {
  return (op, literal) => {
    const value = encode(literal)
    if (value !== undefined) return { op, value }
    return op === 'ne'
  }
}
