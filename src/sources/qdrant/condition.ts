import type { Condition, Json } from './request.ts'

/** Building blocks of filters. A filter is two-valued: what SQL calls unknown is false in every condition built here. */
export function allOf(conditions: readonly Condition[]): Condition {
  const [first] = conditions
  return first === undefined ? ALWAYS : conditions.length === 1 ? first : { must: conditions }
}

export function anyOf(conditions: readonly Condition[]): Condition {
  const [first] = conditions
  return first === undefined ? NEVER : conditions.length === 1 ? first : { should: conditions }
}

export const noneOf = (conditions: readonly Condition[]): Condition => ({ must_not: conditions })

/** An empty `should` means nothing to Qdrant, so what never holds is a point of none of no ids. */
export const NEVER: Condition = { has_id: [] }
export const ALWAYS: Condition = { must_not: [NEVER] }

/** Missing, null, or a list without elements. */
export const isEmpty = (key: string): Condition => ({ is_empty: { key } })
export const matches = (key: string, value: Json): Condition => ({ key, match: { value } })
export const matchesAny = (key: string, values: readonly Json[]): Condition => (values.length === 0 ? NEVER : { key, match: { any: values } })

export type RangeOp = 'gt' | 'gte' | 'lt' | 'lte'
export const inRange = (key: string, range: Readonly<Partial<Record<RangeOp, number | string>>>): Condition => ({ key, range })

/** The number of elements; a missing list has none. */
export function countsElements(key: string, op: RangeOp | 'eq' | 'ne', value: number): Condition {
  if (op === 'eq') return { key, values_count: { gte: value, lte: value } }
  if (op === 'ne') return noneOf([countsElements(key, 'eq', value)])
  return { key, values_count: { [op]: value } }
}
