import type { CompareOp } from '../../fetch/fetch.ts'
import { bind, choose, hasType, isAbsent, isList, isPresent, literal, not, sizeOf } from './expression.ts'
import type { Expression } from './expression.ts'
import { foldPatterns } from './fold-pattern.ts'
import { comparableOf } from './operand.ts'
import type { Operand } from './operand.ts'
import type { Leaf } from './query-leaf.ts'
import { textPattern } from './text-pattern.ts'
import { Unpushable } from './unpushable.ts'

type Kind<K extends Leaf['kind']> = Extract<Leaf, { kind: K }>

/** A condition as an expression. Only values of the field's own types compare, as they do in a query. */
export function truthOfLeaf(operand: Operand, leaf: Leaf, negated: boolean): Expression {
  switch (leaf.kind) {
    case 'isNull': return operand.list ? listNull(operand, negated) : negated ? isPresent(nullable(operand)) : isAbsent(nullable(operand))
    case 'compare': return compareTruth(operand, leaf)
    case 'in': return inTruth(operand, leaf, negated)
    case 'match': return matchTruth(operand, leaf, negated)
    case 'list': return listTruth(operand, leaf, negated)
    case 'listCount': return onList(operand, (list) => compareCount(leaf.op, sizeOf(list), leaf.value))
  }
}

/** Whether a value is there does not depend on what it means: a time is not parsed for it. A derived text may be missing. */
const nullable = (operand: Operand): Expression => (operand.field.derive?.kind === 'regex' ? comparableOf(operand) : operand.stored)

function listNull(operand: Operand, negated: boolean): Expression {
  const list = isList(nullable(operand))
  return negated ? list : not(list)
}

function single(operand: Operand): Expression {
  if (operand.list) throw new Unpushable('a list is not compared as one value')
  return comparableOf(operand)
}

function compareTruth(operand: Operand, { op, value }: Kind<'compare'>): Expression {
  const { codec } = operand
  const stored = single(operand)
  const bound = codec.bound(op, value)
  if (typeof bound === 'boolean') return bound ? isPresent(stored) : false
  const operatorOf = (of: Expression): Expression => ({ [`$${bound.op}`]: [of, literal(bound.value)] })
  switch (bound.op) {
    case 'eq':
    case 'in': return operatorOf(stored)
    case 'ne': return bind('value', stored, (found) => ({ $and: [isPresent(found), operatorOf(found)] }))
    default: return bind('value', stored, (found) => ({ $and: [hasType(found, codec.types), operatorOf(found)] }))
  }
}

function inTruth(operand: Operand, { values, fold }: Kind<'in'>, negated: boolean): Expression {
  if (fold === true) return patternTruth(operand, { pattern: foldPatterns(values.map(String)).join('|') || '(?!)', options: '' }, negated)
  const encoded = values.map(operand.codec.encode).filter((value) => value !== undefined)
  const stored = single(operand)
  if (!negated) return { $in: [stored, literal(encoded)] }
  return bind('value', stored, (value) => ({ $and: [isPresent(value), not({ $in: [value, literal(encoded)] })] }))
}

const matchTruth = (operand: Operand, leaf: Kind<'match'>, negated: boolean): Expression => {
  if (operand.codec.family !== 'text') throw new Unpushable('patterns are for texts')
  return patternTruth(operand, textPattern(leaf), negated)
}

function patternTruth(operand: Operand, { pattern, options }: { readonly pattern: string; readonly options: string }, negated: boolean): Expression {
  const find = (text: Expression): Expression => ({ $regexMatch: { input: text, regex: literal(pattern), ...(options === '' ? {} : { options }) } })
  return bind('text', single(operand), (text) => choose(hasType(text, ['string']), negated ? not(find(text)) : find(text), false))
}

/** False where there is no list. */
const onList = (operand: Operand, test: (list: Expression) => Expression): Expression => bind('list', comparableOf(operand), (list) => choose(isList(list), test(list), false))

function listTruth(operand: Operand, { how, values, fold }: Kind<'list'>, negated: boolean): Expression {
  if (fold === true) throw new Unpushable('elements without letter case')
  const encoded = values.map(operand.codec.encode)
  const known = literal(encoded.filter((value) => value !== undefined))
  const isWhole = encoded.every((value) => value !== undefined)
  const has = (list: Expression): Expression => {
    if (how === 'hasAny') return { $gt: [sizeOf({ $setIntersection: [known, list] }), 0] }
    return isWhole ? { $setIsSubset: [known, list] } : false
  }
  return onList(operand, (list) => (negated ? not(has(list)) : has(list)))
}

export const compareCount = (op: CompareOp, count: Expression, value: number): Expression => ({ [`$${op}`]: [count, literal(value)] })
