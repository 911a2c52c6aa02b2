import { Aggregator } from 'mingo/aggregator'
import { Context, ProcessingMode } from 'mingo/core'
import { $and, $nor, $not, $or } from 'mingo/operators/query/logical'
import { $match } from 'mingo/operators/pipeline'
import { Query } from 'mingo/query'
import type { Options } from 'mingo/types'
import { expressionOperators } from './expressions/expression-operators.ts'
import { CommandFailure } from './failure.ts'
import { checkQuery } from './query/check-query.ts'
import { queryOperators } from './query/query-operators.ts'
import { checkPipeline } from './stages/check-pipeline.ts'
import { combineStages } from './stages/combine.ts'
import { groupStages } from './stages/group.ts'
import { reshapeStages } from './stages/reshape.ts'
import type { Reach } from './stages/stage.ts'
import { rowsOfQuery, startPipeline } from './stages/start-pipeline.ts'
import type { Document } from './values/document.ts'

type ContextOperators = NonNullable<Parameters<typeof Context.init>[0]>

/** mingo with our operators: it parses no spec of a client that has not been checked, and knows no operator but these. */
function optionsFor(reach: Reach, variables: Document): Options {
  const operators = {
    query: { $and, $or, $nor, $not, ...queryOperators },
    expression: expressionOperators,
    pipeline: { $match, ...reshapeStages, ...groupStages, ...combineStages(reach) },
  }
  // mingo types an operator by its own list of operators; ours have the same form.
  return { idKey: '_id', processingMode: ProcessingMode.CLONE_OFF, useStrictMode: true, scriptEnabled: false, failOnError: true, variables, context: Context.init(operators as unknown as ContextOperators) }
}

/** A test for documents, and those worth testing. */
export interface PreparedQuery {
  readonly test: (document: Document) => boolean
  readonly candidates: (collection: string) => Iterable<Document>
}

export function prepareQuery(reach: Reach, query: unknown, variables: Document = {}): PreparedQuery {
  const checked = checkQuery(query, new Set(Object.keys(variables)))
  const compiled = new Query(checked, optionsFor(reach, variables))
  return {
    test: (document) => compiled.test(document),
    candidates: (collection) => rowsOfQuery(reach, collection, checked) ?? reach.rows(collection),
  }
}

/** Runs a pipeline over a collection, or over none (`$documents`). */
export function runPipeline(reach: Reach, collection: string | null, pipeline: unknown, variables: Document = {}): readonly Document[] {
  const checked = checkPipeline(pipeline, new Set(Object.keys(variables)))
  const startsAlone = Object.hasOwn(checked[0] ?? {}, '$documents')
  if (collection === null && !startsAlone) throw new CommandFailure('InvalidNamespace', 'a pipeline without a collection must start with $documents')
  const rows = collection === null ? [] : startPipeline(reach, collection, checked)
  return new Aggregator([...checked], optionsFor(reach, variables)).run(rows) as readonly Document[]
}
