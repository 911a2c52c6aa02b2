import { invariant } from '../../errors.ts'
import type { CompareOp, FieldPath, Literal, MatchHow, Predicate } from '../../fetch/fetch.ts'
import type { InputObject } from './argument-context.ts'
import { isInputObject } from './argument-context.ts'

export const ALWAYS: Predicate = { kind: 'and', of: [] }
export const NEVER: Predicate = { kind: 'or', of: [] }

export const allOf = (parts: readonly Predicate[]): Predicate => (parts.length === 1 ? parts[0]! : { kind: 'and', of: parts })
const not = (of: Predicate): Predicate => ({ kind: 'not', of })

const MATCHES: Readonly<Record<string, { readonly how: MatchHow; readonly foldCase: boolean }>> = {
  like: { how: 'like', foldCase: false }, ilike: { how: 'like', foldCase: true },
  startsWith: { how: 'startsWith', foldCase: false }, endsWith: { how: 'endsWith', foldCase: false },
  contains: { how: 'contains', foldCase: false }, icontains: { how: 'contains', foldCase: true },
}

/** `{gt: 1, lte: 5}` on one value: every operator must hold. */
export function readConditions(field: FieldPath, conditions: InputObject): Predicate {
  return allOf(Object.entries(conditions).map(([operator, operand]) => readCondition(field, operator, operand)))
}

function readCondition(field: FieldPath, operator: string, operand: unknown): Predicate {
  const match = MATCHES[operator]
  if (match !== undefined) return { kind: 'match', field, ...match, text: String(operand) }
  switch (operator) {
    case 'in': return { kind: 'in', field, values: literals(operand) }
    case 'notIn': return not({ kind: 'in', field, values: literals(operand) })
    case 'isNull': return operand === true ? { kind: 'isNull', field } : not({ kind: 'isNull', field })
    default: return { kind: 'compare', field, op: compareOp(operator), value: literal(operand) }
  }
}

/** Conditions on a list of scalars. */
export function readListConditions(field: FieldPath, conditions: InputObject): Predicate {
  return allOf(Object.entries(conditions).map(([operator, operand]) => readListCondition(field, operator, operand)))
}

function readListCondition(field: FieldPath, operator: string, operand: unknown): Predicate {
  switch (operator) {
    case 'has': return { kind: 'list', field, how: 'hasAny', values: [literal(operand)] }
    case 'hasAny':
    case 'hasAll': return { kind: 'list', field, how: operator, values: literals(operand) }
    case 'isEmpty': return { kind: 'listCount', field, op: operand === true ? 'eq' : 'ne', value: 0 }
    default: return readCount(operand, (op, value) => ({ kind: 'listCount', field, op, value }))
  }
}

/** `count: {gt: 3}`; `compare` makes the predicate of one comparison. */
export function readCount(conditions: unknown, compare: (op: CompareOp, value: number) => Predicate): Predicate {
  invariant(isInputObject(conditions), 'count takes conditions')
  const any = (values: unknown): Predicate => ({ kind: 'or', of: literals(values).map((value) => compare('eq', Number(value))) })
  return allOf(Object.entries(conditions).map(([operator, operand]) => {
    if (operator === 'in') return any(operand)
    return operator === 'notIn' ? allOf(literals(operand).map((value) => compare('ne', Number(value)))) : compare(compareOp(operator), Number(operand))
  }))
}

const COMPARE_OPS: ReadonlySet<string> = new Set<CompareOp>(['eq', 'ne', 'gt', 'gte', 'lt', 'lte'])
const isCompareOp = (operator: string): operator is CompareOp => COMPARE_OPS.has(operator)

function compareOp(operator: string): CompareOp {
  invariant(isCompareOp(operator), `no operator ${operator}`)
  return operator
}

function literal(value: unknown): Literal {
  invariant(typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean', 'GraphQL coerced this operand')
  return value
}

function literals(values: unknown): readonly Literal[] {
  invariant(Array.isArray(values), 'GraphQL coerced this list')
  return values.map(literal)
}
