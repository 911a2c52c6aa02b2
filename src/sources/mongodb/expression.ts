/**
 * The aggregation language, as far as this adapter writes it: these functions and the stages of this folder are all
 * operators there are. A user's value stands only in `$literal`, or as the operand of `$eq`, `$in` and their like.
 */
export type Expression = string | boolean | number | null | Date | readonly Expression[] | { readonly [operator: string]: unknown }
export type Query = { readonly [name: string]: unknown }
export type Stage = { readonly [name: `$${string}`]: unknown }

export const literal = (value: unknown): Expression => ({ $literal: value })

export const allOf = (parts: readonly Expression[]): Expression => (parts.length === 1 ? parts[0]! : { $and: parts })
export const not = (part: Expression): Expression => ({ $not: [part] })
export const choose = (test: Expression, then: Expression, otherwise: Expression): Expression => ({ $cond: [test, then, otherwise] })

/** Null and missing stand below every value but MinKey. */
export const isPresent = (value: Expression): Expression => ({ $gt: [value, null] })
export const isAbsent = (value: Expression): Expression => ({ $lte: [value, null] })
export const hasType = (value: Expression, types: readonly string[]): Expression =>
  types.length === 1 ? { $eq: [{ $type: value }, types[0]!] } : { $in: [{ $type: value }, types] }
export const isList = (value: Expression): Expression => ({ $isArray: [value] })
export const sizeOf = (list: Expression): Expression => ({ $size: list })

/** A value worked out once and used twice; a path needs no variable. */
export function bind(name: string, value: Expression, use: (bound: Expression) => Expression): Expression {
  return typeof value === 'string' ? use(value) : { $let: { vars: { [name]: value }, in: use(`$$${name}`) } }
}

const PLAIN_STEP = /^[^.$\0][^.\0]*$/

/** Whether a stored path can be written with dots. */
export const isPlainPath = (steps: readonly string[]): boolean => steps.every((step) => PLAIN_STEP.test(step))

/** `$customer.ref`, `$$element.at`; a stored name that holds a dot or begins with a dollar is read by `$getField`. */
export function pathExpression(base: string, steps: readonly string[]): Expression {
  if (isPlainPath(steps)) return base === '$' ? `$${steps.join('.')}` : [base, ...steps].join('.')
  const root: Expression = base === '$' ? '$$ROOT' : base
  return steps.reduce<Expression>((input, step) => ({ $getField: { field: literal(step), input } }), root)
}

/** Holds for no row. */
export const NEVER: Query = { $expr: false }
/** Holds for every row. */
export const ALWAYS: Query = {}

export const isAlways = (query: Query): boolean => Object.keys(query).length === 0

/** Conditions joined; those that always hold are left out. */
export function everyQuery(queries: readonly Query[]): Query {
  const parts = queries.filter((query) => !isAlways(query))
  return parts.length === 0 ? ALWAYS : parts.length === 1 ? parts[0]! : { $and: parts }
}

export function someQuery(queries: readonly Query[]): Query {
  if (queries.some(isAlways)) return ALWAYS
  return queries.length === 0 ? NEVER : queries.length === 1 ? queries[0]! : { $or: queries }
}
