import { Kind } from 'graphql'
import type { ConstObjectFieldNode, ConstValueNode } from 'graphql'
import type { CompareOp, Literal, MatchHow, Predicate } from '../fetch/fetch.ts'
import { hintFor } from '../nearest-name.ts'
import { failFilter, NOTHING, readCounts, readOperand } from './const-operand.ts'
import type { FilterScope } from './const-operand.ts'
import type { Field } from './model.ts'

const EQUALITY = ['eq', 'ne', 'in', 'notIn']
const RANGE = ['gt', 'gte', 'lt', 'lte']
const TEXT = ['like', 'ilike', 'startsWith', 'endsWith', 'contains', 'icontains']
const LIST = ['has', 'hasAny', 'hasAll', 'isEmpty', 'count']

/** The operators that a field's type allows. */
export function operatorsOf({ list, type }: Field): readonly string[] {
  if (list) return type.kind === 'object' ? [] : LIST
  if (type.kind === 'enum') return [...EQUALITY, 'isNull']
  switch (type.name) {
    case 'JSON': return ['isNull']
    case 'Boolean': return ['eq', 'ne', 'isNull']
    case 'String': return [...EQUALITY, ...RANGE, 'isNull', ...TEXT]
    default: return [...EQUALITY, ...RANGE, 'isNull']
  }
}

const MATCHES: Readonly<Record<string, { readonly how: MatchHow; readonly foldCase: boolean }>> = {
  like: { how: 'like', foldCase: false }, ilike: { how: 'like', foldCase: true },
  startsWith: { how: 'startsWith', foldCase: false }, endsWith: { how: 'endsWith', foldCase: false },
  contains: { how: 'contains', foldCase: false }, icontains: { how: 'contains', foldCase: true },
}
const COMPARISONS: readonly CompareOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte']

interface Target { readonly field: Field; readonly path: string }

/** One operator of one field: `gt: 100`. */
export function compileOperator(scope: FilterScope, { field, path }: Target, { name, value }: ConstObjectFieldNode): Predicate {
  const operator = name.value
  const allowed = operatorsOf(field)
  const fail = (node: ConstValueNode | ConstObjectFieldNode['name'], message: string, hint?: string): Predicate => failFilter(scope, node, { message, hint })
  if (!allowed.includes(operator)) return fail(name, `"${field.name}" takes ${allowed.join(', ')}, not "${operator}"`, hintFor(operator, allowed))
  switch (operator) {
    case 'isNull': return negatedUnless(readFlag(scope, value), { kind: 'isNull', field: path })
    case 'isEmpty': return { kind: 'listCount', field: path, op: readFlag(scope, value) ? 'eq' : 'ne', value: 0 }
    case 'count': return { kind: 'and', of: readCounts(scope, value).map((count) => ({ kind: 'listCount', field: path, ...count })) }
    case 'has': return { kind: 'list', field: path, how: 'hasAny', values: readOperands(scope, field, [value]) }
    case 'hasAny': case 'hasAll': return { kind: 'list', field: path, how: operator, values: readList(scope, field, value) }
    case 'in': return { kind: 'in', field: path, values: readList(scope, field, value) }
    case 'notIn': return { kind: 'not', of: { kind: 'in', field: path, values: readList(scope, field, value) } }
  }
  const match = MATCHES[operator]
  if (match !== undefined) return value.kind === Kind.STRING ? { kind: 'match', field: path, ...match, text: value.value } : fail(value, `${operator} takes a text in quotes`)
  const op = COMPARISONS.find((comparison) => comparison === operator)!
  const [operand] = readOperands(scope, field, [value])
  return operand === undefined ? NOTHING : { kind: 'compare', field: path, op, value: operand }
}

const negatedUnless = (holds: boolean, predicate: Predicate): Predicate => (holds ? predicate : { kind: 'not', of: predicate })

function readFlag(scope: FilterScope, node: ConstValueNode): boolean {
  if (node.kind === Kind.BOOLEAN) return node.value
  failFilter(scope, node, { message: 'This takes true or false' })
  return true
}

function readList(scope: FilterScope, field: Field, node: ConstValueNode): Literal[] {
  if (node.kind === Kind.LIST) return readOperands(scope, field, node.values)
  failFilter(scope, node, { message: `"${field.name}" is compared with a list such as […]` })
  return []
}

const readOperands = (scope: FilterScope, field: Field, nodes: readonly ConstValueNode[]): Literal[] =>
  nodes.map((node) => readOperand(scope, field, node)).filter((value) => value !== null)
