import { Kind } from 'graphql'
import type { ConstObjectFieldNode, ConstValueNode } from 'graphql'
import type { Problem } from '../errors.ts'
import type { CompareOp, Literal, Predicate } from '../fetch/fetch.ts'
import { hintFor } from '../nearest-name.ts'
import { report } from './compilation.ts'
import { readLiteral } from './literal.ts'
import type { LiteralScope } from './literal.ts'
import type { Entity, Field, ObjectShape } from './model.ts'

/** What a condition of the SDL is read against. */
export interface FilterScope extends LiteralScope {
  readonly problems: Problem[]
  readonly entities: ReadonlyMap<string, Entity>
  readonly objects: ReadonlyMap<string, ObjectShape>
  /** Whether conditions may go through links to another source. */
  readonly crossSource: boolean
}

/** Stands where a fault was noted. */
export const NOTHING: Predicate = { kind: 'and', of: [] }

/** Notes a fault of a condition. */
export function failFilter(scope: FilterScope, node: ConstValueNode | ConstObjectFieldNode['name'], finding: { readonly message: string; readonly hint?: string | undefined }): Predicate {
  report(scope.problems, node, { code: 'SCHEMA_FILTER', ...finding })
  return NOTHING
}

const COUNT_OPS: readonly CompareOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte']

/** `count: {gte: 1, lt: 5}`. */
export function readCounts(scope: FilterScope, node: ConstValueNode): { readonly op: CompareOp; readonly value: number }[] {
  if (node.kind !== Kind.OBJECT) {
    failFilter(scope, node, { message: 'count takes an object such as {gt: 3}' })
    return []
  }
  return node.fields.flatMap(({ name, value }) => {
    const op = COUNT_OPS.find((known) => known === name.value)
    if (op === undefined) failFilter(scope, name, { message: `count takes ${COUNT_OPS.join(', ')}, not "${name.value}"`, hint: hintFor(name.value, COUNT_OPS) })
    const count = readLiteral(scope, { kind: 'scalar', name: 'Int' }, value)
    if (!count.ok) failFilter(scope, value, { message: `count is compared with ${count.expected}` })
    return op !== undefined && count.ok ? [{ op, value: Number(count.value) }] : []
  })
}

/** One operand; null stands for a fault that was noted. */
export function readOperand(scope: FilterScope, field: Field, node: ConstValueNode): Literal | null {
  if (node.kind === Kind.NULL) {
    failFilter(scope, node, { message: `"${field.name}" cannot be compared with null`, hint: 'Use {isNull: true}.' })
    return null
  }
  const literal = readLiteral(scope, field.type, node)
  if (literal.ok) return literal.value
  const word = node.kind === Kind.ENUM || node.kind === Kind.STRING ? node.value : undefined
  failFilter(scope, node, { message: `"${field.name}" takes ${literal.expected}`, hint: literal.names === undefined || word === undefined ? undefined : hintFor(word, literal.names) })
  return null
}
