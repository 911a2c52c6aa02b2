import { Aggregator } from 'mingo/aggregator'
import { evalExpr } from 'mingo/core'
import { Lazy, concat } from 'mingo/lazy'
import type { Options } from 'mingo/types'
import { isNullish } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { leavesAt, withValueAt } from '../values/path.ts'
import { startPipeline } from './start-pipeline.ts'
import { variablesIn } from './stage.ts'
import type { Reach, Stage, Stages } from './stage.ts'

export interface CheckedLookup {
  readonly from: string | undefined
  readonly as: readonly string[]
  readonly localField: readonly string[] | undefined
  readonly foreignField: string | undefined
  readonly let: Document
  readonly pipeline: readonly Document[]
}

/** Stages over a second collection, or over several pipelines at once. */
export function combineStages(reach: Reach): Stages {
  const $lookup: Stage = (rows, operand, options) => {
    const lookup = operand as CheckedLookup
    return rows.map((row: Document) => withValueAt(row, lookup.as, foreignRows(row, lookup, options)))
  }

  function foreignRows(row: Document, lookup: CheckedLookup, options: Options): unknown[] {
    const own = Object.fromEntries(Object.entries(lookup.let).map(([name, expression]) => [name, evalExpr(row, expression, options)]))
    const inner = { ...plainOptions(options), variables: variablesIn(options, own) }
    const matching = lookup.foreignField === undefined ? [] : [joinCondition(lookup.foreignField, localValues(row, lookup.localField!))]
    return runPipeline(lookup.from, [...matching, ...lookup.pipeline], inner)
  }

  function runPipeline(from: string | undefined, pipeline: readonly Document[], options: Options): unknown[] {
    const source = from === undefined ? [] : startPipeline(reach, from, pipeline)
    return new Aggregator([...pipeline], options).run(source) as unknown[]
  }

  const $unionWith: Stage = (rows, operand, options) => {
    const { coll, pipeline } = operand as { coll: string | undefined; pipeline: readonly Document[] }
    return concat(rows, Lazy(runPipeline(coll, pipeline, options)))
  }

  const $facet: Stage = (rows, operand, options) => rows.transform((all) => {
    const facets = Object.entries(operand as Readonly<Record<string, readonly Document[]>>)
    return Lazy([Object.fromEntries(facets.map(([name, pipeline]) => [name, new Aggregator([...pipeline], options).run(all as unknown[])]))])
  })

  return { $lookup, $unionWith, $facet }
}

const plainOptions = (options: Options): Options => ('options' in options ? (options.options as Options) : options)

/** A missing local value joins null and missing; an array joins by any of its elements. */
function localValues(row: Document, path: readonly string[]): readonly unknown[] {
  const leaves = leavesAt(row, path).flatMap((leaf) => (Array.isArray(leaf) ? leaf : [leaf]))
  return leaves.length === 0 ? [null] : leaves.map((leaf) => (isNullish(leaf) ? null : leaf))
}

const joinCondition = (foreignField: string, values: readonly unknown[]): Document => ({ $match: { [foreignField]: { $in: values } } })
