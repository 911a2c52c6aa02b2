import type { CompareOp } from '../../fetch/fetch.ts'

/** Whether a comparison of a count only asks if there is any (`gt 0`, `gte 1`, `ne 0`) or none (`eq 0`, `lt 1`, `lte 0`). */
export function presenceOf(op: CompareOp, value: number): 'some' | 'none' | 'count' {
  if ((op === 'gt' && value === 0) || (op === 'gte' && value === 1) || (op === 'ne' && value === 0)) return 'some'
  if ((op === 'eq' && value === 0) || (op === 'lt' && value === 1) || (op === 'lte' && value === 0)) return 'none'
  return 'count'
}
