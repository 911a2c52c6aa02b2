import type { CompareOp, Predicate, Quantifier } from './fetch.ts'
import { isLinked } from './walk.ts'

const OPPOSITE: Readonly<Record<CompareOp, CompareOp>> = { eq: 'ne', ne: 'eq', gt: 'lte', lte: 'gt', lt: 'gte', gte: 'lt' }

/**
 * Negation normal form: `not` stands only before leaves that have no opposite (`in`, `isNull`, `match`, `list`, `every`),
 * so that an adapter writes it in one place. Three-valued logic is kept: what was unknown for a row stays unknown.
 * Conditions inside `linked` are normalised too.
 */
export function pushNegation(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or': return { kind: predicate.kind, of: predicate.of.map(pushNegation) }
    case 'not': return negate(predicate.of)
    case 'linked': return { ...predicate, where: pushNegation(predicate.where) }
    default: return predicate
  }
}

/** The negation of a predicate, in negation normal form. */
export function negate(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'and': return { kind: 'or', of: predicate.of.map(negate) }
    case 'or': return { kind: 'and', of: predicate.of.map(negate) }
    case 'not': return pushNegation(predicate.of)
    case 'compare': return { ...predicate, op: OPPOSITE[predicate.op] }
    case 'listCount':
    case 'linkedCount': return { ...predicate, op: OPPOSITE[predicate.op] }
    case 'linked': return negateLinked(predicate.quantifier, { ...predicate, where: pushNegation(predicate.where) })
    default: return { kind: 'not', of: predicate }
  }
}

/** `some` and `none` are each other's opposite, for EXISTS is never unknown. `every` has none: it fails for a row whose `where` is unknown, too. */
function negateLinked(quantifier: Quantifier, linked: Extract<Predicate, { kind: 'linked' }>): Predicate {
  if (quantifier === 'every') return { kind: 'not', of: linked }
  return { ...linked, quantifier: quantifier === 'some' ? 'none' : 'some' }
}

/** What holds exactly where the predicate does not: for a row it is false or unknown of. Never unknown itself. */
export function notTrue(predicate: Predicate): Predicate {
  const normal = pushNegation(predicate)
  switch (normal.kind) {
    case 'and': return { kind: 'or', of: normal.of.map(notTrue) }
    case 'or': return { kind: 'and', of: normal.of.map(notTrue) }
    default: return orUnknown(normal)
  }
}

function orUnknown(leaf: Predicate): Predicate {
  const tested = leaf.kind === 'not' ? leaf.of : leaf
  const opposite = negate(leaf)
  if (tested.kind === 'isNull' || isLinked(tested) || !('field' in tested)) return opposite
  return { kind: 'or', of: [{ kind: 'isNull', field: tested.field }, opposite] }
}
