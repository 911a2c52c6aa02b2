import { evalExpr } from 'mingo/core'
import { CommandFailure } from '../failure.ts'
import { compareValues } from '../values/compare.ts'
import { isDocument, isTrue } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { valueAt } from '../values/path.ts'
import { ofArguments } from './operator.ts'
import type { ExpressionOperator, ExpressionOperators } from './operator.ts'

const compared = (holds: (sign: number) => unknown): ExpressionOperator => ofArguments(2, (left, right) => holds(compareValues(left, right)))

const $cond: ExpressionOperator = (document, operand, options) => {
  const [test, then, otherwise] = Array.isArray(operand) ? operand : [(operand as Document)['if'], (operand as Document)['then'], (operand as Document)['else']]
  return evalExpr(document, isTrue(evalExpr(document, test, options)) ? then : otherwise, options)
}

const $switch: ExpressionOperator = (document, operand, options) => {
  const { branches, default: otherwise } = operand as { branches: readonly { case: unknown; then: unknown }[]; default?: unknown }
  const branch = branches.find((candidate) => isTrue(evalExpr(document, candidate.case, options)))
  if (branch !== undefined) return evalExpr(document, branch.then, options)
  if (!Object.hasOwn(operand as Document, 'default')) throw new CommandFailure('BadValue', '$switch could not find a matching branch for an input, and no default was specified.')
  return evalExpr(document, otherwise, options)
}

const listOf = (operand: unknown): readonly unknown[] => (Array.isArray(operand) ? operand : [operand])

/** Operators that evaluate only what they must, in order. */
const $and: ExpressionOperator = (document, operand, options) => listOf(operand).every((part) => isTrue(evalExpr(document, part, options)))
const $or: ExpressionOperator = (document, operand, options) => listOf(operand).some((part) => isTrue(evalExpr(document, part, options)))

/** `$a.b` of the row, and `$$name.b` of a variable: mingo's own walk would look inside dates, numbers and ids. */
const $fieldPath: ExpressionOperator = (document, path, options) => {
  const root: unknown = 'local' in options && isDocument(options.local) ? options.local['root'] : document
  return valueAt(root, path as readonly string[])
}
const $variablePath: ExpressionOperator = (document, operand, options) => {
  const [variable, path] = operand as readonly [string, readonly string[]]
  return valueAt(evalExpr(document, variable, options), path)
}

export const logicOperators: ExpressionOperators = {
  $cmp: compared((sign) => Math.sign(sign)),
  $eq: compared((sign) => sign === 0),
  $ne: compared((sign) => sign !== 0),
  $gt: compared((sign) => sign > 0),
  $gte: compared((sign) => sign >= 0),
  $lt: compared((sign) => sign < 0),
  $lte: compared((sign) => sign <= 0),
  $and,
  $or,
  $not: ofArguments(1, (value) => !isTrue(value)),
  $cond,
  $switch,
  $fieldPath,
  $variablePath,
}
