import { evalExpr } from 'mingo/core'
import { Lazy } from 'mingo/lazy'
import type { Options } from 'mingo/types'
import { RANKED_ACCUMULATORS, accumulators } from '../expressions/accumulators.ts'
import type { Accumulator } from '../expressions/accumulators.ts'
import { valueKey } from '../values/compare.ts'
import type { Document } from '../values/document.ts'
import type { Stage, Stages } from './stage.ts'

export interface CheckedGroup {
  readonly id: unknown
  readonly measures: readonly { readonly name: string; readonly operator: string; readonly operand: unknown }[]
}

interface OpenGroup {
  readonly id: unknown
  readonly accumulators: readonly Accumulator[]
}

/** Groups in the order their first rows came. Equal keys are equal values, of whatever numeric type. */
const $group: Stage = (rows, operand, options) => {
  const group = operand as CheckedGroup
  return rows.transform((all) => Lazy(groupRows(all as readonly Document[], group, options)))
}

function groupRows(rows: readonly Document[], { id, measures }: CheckedGroup, options: Options): readonly Document[] {
  const groups = new Map<string, OpenGroup>()
  for (const row of rows) {
    const value = evalExpr(row, id, options) ?? null
    const key = valueKey(value)
    let group = groups.get(key)
    if (group === undefined) groups.set(key, (group = { id: value, accumulators: measures.map(({ operator }) => accumulators[operator]!()) }))
    measures.forEach((measure, i) => group.accumulators[i]!.add(inputOf(row, measure, options)))
  }
  return [...groups.values()].map((group) => ({ _id: group.id, ...Object.fromEntries(measures.map(({ name }, i) => [name, group.accumulators[i]!.result()])) }))
}

/** `$topN` and its like also see the row, by which they sort. */
function inputOf(row: Document, { operator, operand }: CheckedGroup['measures'][number], options: Options): unknown {
  if (!RANKED_ACCUMULATORS.has(operator)) return evalExpr(row, operand, options)
  const { sortBy, output, n } = operand as Document
  return { row, by: sortBy, output: evalExpr(row, output, options), n: evalExpr(row, n, options) }
}

export const groupStages: Stages = { $group }
