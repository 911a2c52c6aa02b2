import type { Estimate } from '../source.ts'
import type { ReadRows } from './live-shape.ts'
import type { Statement } from './statement.ts'

interface PlanNode { readonly 'Plan Rows': number; readonly 'Total Cost': number }

/** What the planner expects of a statement; nothing is run. */
export async function readEstimate(read: ReadRows, { text }: Statement, values: readonly (string | null)[]): Promise<Estimate> {
  const [[json] = []] = await read(`EXPLAIN (FORMAT JSON) ${text}`, values)
  const [{ Plan: plan }] = JSON.parse(json ?? 'null') as readonly [{ readonly Plan: PlanNode }]
  return { rows: plan['Plan Rows'], cost: plan['Total Cost'], exact: false }
}
