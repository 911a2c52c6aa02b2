import { BSONRegExp } from 'mongodb'
import type { Predicate } from '../../fetch/fetch.ts'
import { NEVER } from './expression.ts'
import type { Query } from './expression.ts'
import { foldPatterns } from './fold-pattern.ts'
import { isDirect } from './operand.ts'
import type { Operand } from './operand.ts'
import { textPattern } from './text-pattern.ts'

export type Leaf = Exclude<Predicate, { kind: 'and' | 'or' | 'not' | 'linked' | 'linkedCount' }>
type Kind<K extends Leaf['kind']> = Extract<Leaf, { kind: K }>

/** A condition on a stored value as a query; null where only an expression says it. Rows without a value never match, but by `isNull`. */
export function queryOfLeaf(operand: Operand, leaf: Leaf, negated: boolean): Query | null {
  const { path } = operand
  if (path === null) return null
  if (operand.list) return listQuery(operand, path, { leaf, negated })
  switch (leaf.kind) {
    case 'isNull': return { [path]: negated ? { $ne: null } : { $eq: null } }
    case 'compare': return compareQuery(operand, path, leaf)
    case 'in': return negated ? outsideQuery(operand, path, leaf) : withinQuery(operand, path, leaf)
    case 'match': return operand.codec.family === 'text' ? matchQuery(path, leaf, negated) : null
    default: return null
  }
}

const isThere = (path: string): Query => ({ [path]: { $ne: null } })

function compareQuery({ codec }: Operand, path: string, { op, value }: Kind<'compare'>): Query {
  const bound = codec.bound(op, value)
  if (typeof bound === 'boolean') return bound ? isThere(path) : NEVER
  if (bound.op === 'ne') return { [path]: { $nin: [bound.value, null] } }
  return { [path]: { [`$${bound.op}`]: bound.value } }
}

/** What equals one of the literals: values, and patterns where letter case is folded. */
function wanted({ codec }: Operand, { values, fold }: Pick<Kind<'in' | 'list'>, 'values' | 'fold'>): readonly unknown[] {
  if (fold === true) return foldPatterns(values.map(String)).map((pattern) => new BSONRegExp(pattern))
  return values.map(codec.encode).filter((value) => value !== undefined)
}

function withinQuery(operand: Operand, path: string, leaf: Kind<'in'>): Query {
  const values = wanted(operand, leaf)
  return values.length === 0 ? NEVER : { [path]: { $in: values } }
}

function outsideQuery(operand: Operand, path: string, leaf: Kind<'in'>): Query {
  const values = wanted(operand, leaf)
  return values.length === 0 ? isThere(path) : { [path]: { $nin: [...values, null] } }
}

function matchQuery(path: string, leaf: Kind<'match'>, negated: boolean): Query {
  const { pattern, options } = textPattern(leaf)
  const regex = { $regex: pattern, ...(options === '' ? {} : { $options: options }) }
  return { [path]: negated ? { $type: 'string', $not: regex } : regex }
}

/** Behind an object the array itself is told from its elements only by an expression. */
function listQuery(operand: Operand, path: string, { leaf, negated }: { readonly leaf: Leaf; readonly negated: boolean }): Query | null {
  const isOwn = !path.includes('.')
  const isArray: Query = { [path]: { $type: 'array' } }
  if (leaf.kind === 'isNull') return isOwn ? { [path]: negated ? { $type: 'array' } : { $not: { $type: 'array' } } } : null
  if (leaf.kind !== 'list' || !isDirect(operand) || (negated && !isOwn)) return null
  const values = wanted(operand, leaf)
  // A literal that no element can equal, and patterns, which are not one for each value.
  const isWhole = leaf.fold !== true && values.length === leaf.values.length
  if (leaf.how === 'hasAny') return negated ? { [path]: { $type: 'array', $nin: values } } : values.length === 0 ? NEVER : { [path]: { $in: values } }
  if (leaf.fold === true) return null
  if (!isWhole) return negated ? isArray : NEVER
  if (values.length === 0) return negated ? NEVER : isOwn ? isArray : null
  return negated ? { $and: [isArray, { [path]: { $not: { $all: values } } }] } : { [path]: { $all: values } }
}
