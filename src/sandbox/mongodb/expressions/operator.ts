import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'
import { CommandFailure } from '../failure.ts'
import { isDocument, isNullish } from '../values/document.ts'
import type { Document } from '../values/document.ts'

/** How mingo calls an expression: the document, the unevaluated operand, the options with the variables in scope. */
export type ExpressionOperator = (document: unknown, operand: unknown, options: Options) => unknown
export type ExpressionOperators = Readonly<Record<`$${string}`, ExpressionOperator>>

/** An operator of a fixed number of arguments, evaluated before it sees them; one argument may stand without a list. */
export function ofArguments(count: number, apply: (...values: unknown[]) => unknown): ExpressionOperator {
  return (document, operand, options) => {
    const given = Array.isArray(operand) ? operand : [operand]
    if (given.length !== count) throw new CommandFailure('Location16020', `Expression takes exactly ${count} arguments. ${given.length} were passed in.`)
    return apply(...given.map((part) => evalExpr(document, part, options)))
  }
}

/** The same for any number of arguments. */
export function ofMany(apply: (values: unknown[]) => unknown): ExpressionOperator {
  return (document, operand, options) => apply((Array.isArray(operand) ? operand : [operand]).map((part) => evalExpr(document, part, options)))
}

/** An operator whose operand is an object of named expressions. */
export function ofNamed(apply: (values: Document) => unknown): ExpressionOperator {
  return (document, operand, options) => {
    if (!isDocument(operand)) throw new CommandFailure('FailedToParse', 'expression needs an object of named arguments')
    return apply(Object.fromEntries(Object.entries(operand).map(([name, part]) => [name, evalExpr(document, part, options)])))
  }
}

/** Null when an argument is null or missing. */
export const unlessNull = (apply: (...values: unknown[]) => unknown) => (...values: unknown[]): unknown => (values.some(isNullish) ? null : apply(...values))

export function asList(operator: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new CommandFailure('TypeMismatch', `${operator} requires an array`)
  return value
}

export function asText(operator: string, value: unknown): string {
  if (typeof value !== 'string') throw new CommandFailure('TypeMismatch', `${operator} requires a string argument`)
  return value
}
