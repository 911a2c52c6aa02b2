import { Long } from 'bson'
import { prepareQuery, runPipeline } from '../engine.ts'
import { CommandFailure } from '../failure.ts'
import { isDocument, isTrue, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { valueKey } from '../values/compare.ts'
import { leavesAt } from '../values/path.ts'
import { currentOperations } from './diagnostics.ts'
import { collectionName, variablesOf } from './command.ts'
import type { Command, CommandContext, Commands } from './command.ts'

const find: Command = (context, command) => {
  const collection = collectionName(command, 'find')
  const rows = runPipeline(context.reach, collection, findPipeline(command), variablesOf(command))
  return context.state.cursors.firstBatch(`${context.database}.${collection}`, rows, command['batchSize'], isTrue(command['singleBatch']))
}

/** `find` is a pipeline of its parts; a negative limit asks for one batch. */
function findPipeline(command: Document): readonly Document[] {
  const part = (stage: string, value: unknown): readonly Document[] => (value === undefined || (isDocument(value) && Object.keys(value).length === 0) ? [] : [{ [stage]: value }])
  const [skip, limit] = [wholeNumber(command['skip']), wholeNumber(command['limit'])]
  return [...part('$match', command['filter']), ...part('$sort', command['sort']), ...(skip ? [{ $skip: skip }] : []), ...(limit ? [{ $limit: Math.abs(limit) }] : []), ...part('$project', command['projection'])]
}

const aggregate: Command = (context, command) => {
  const { pipeline } = command
  if (command['cursor'] === undefined && command['explain'] === undefined) throw new CommandFailure('FailedToParse', "The 'cursor' option is required, except for aggregate with the explain argument")
  const collection = typeof command['aggregate'] === 'string' ? command['aggregate'] : null
  const rows = serverStage(context, collection, pipeline) ?? runPipeline(context.reach, collection, pipeline, variablesOf(command))
  const batchSize = isDocument(command['cursor']) ? command['cursor']['batchSize'] : undefined
  return context.state.cursors.firstBatch(`${context.database}.${collection ?? '$cmd.aggregate'}`, rows, batchSize)
}

/** Pipelines that start with the server's own figures. */
function serverStage(context: CommandContext, collection: string | null, pipeline: unknown): readonly Document[] | null {
  const [first, ...rest] = Array.isArray(pipeline) ? (pipeline as readonly Document[]) : []
  const own = first !== undefined && Object.hasOwn(first, '$currentOp') ? currentOperations(context.state) : first !== undefined && Object.hasOwn(first, '$collStats') ? [collectionStats(context, collection ?? '')] : null
  if (own === null) return null
  return runPipeline({ ...context.reach, rows: () => own, rowsWith: () => own }, '', rest)
}

function collectionStats({ state, database }: CommandContext, name: string): Document {
  const count = state.store.collection(database, name)?.size ?? 0
  return { ns: `${database}.${name}`, count, storageStats: { count }, localTime: new Date() }
}

const count: Command = (context, command) => {
  const collection = collectionName(command, 'count')
  const [skip, limit] = [wholeNumber(command['skip']) ?? 0, wholeNumber(command['limit'])]
  const { test, candidates } = prepareQuery(context.reach, command['query'] ?? {})
  let n = 0
  for (const document of candidates(collection)) if (test(document)) n++
  return { n: Math.min(Math.max(0, n - skip), limit ? Math.abs(limit) : Infinity), ok: 1 }
}

const distinct: Command = (context, command) => {
  const { key } = command
  if (typeof key !== 'string') throw new CommandFailure('BadValue', "BSON field 'distinct.key' is missing but a required field")
  const { test, candidates } = prepareQuery(context.reach, command['query'] ?? {})
  const values = new Map<string, unknown>()
  for (const document of candidates(collectionName(command, 'distinct'))) {
    if (!test(document)) continue
    for (const leaf of leavesAt(document, key.split('.'))) for (const value of Array.isArray(leaf) ? leaf : leaf === undefined ? [] : [leaf]) values.set(valueKey(value), value)
  }
  return { values: [...values.values()], ok: 1 }
}

const getMore: Command = ({ state, database }, command) => state.cursors.nextBatch(command['getMore'], `${database}.${String(command['collection'])}`, command['batchSize'])
const killCursors: Command = ({ state }, command) => state.cursors.kill(Array.isArray(command['cursors']) ? command['cursors'] : [])

/** The plan in outline: which collection, which stages, how many documents there are to read. */
const explain: Command = ({ state, database }, command) => {
  const inner = isDocument(command['explain']) ? command['explain'] : {}
  const [name] = Object.keys(inner)
  const collection = String(inner[name ?? ''])
  const pipeline = name === 'aggregate' ? inner['pipeline'] : name === 'find' ? findPipeline(inner) : []
  return { queryPlanner: { namespace: `${database}.${collection}`, parsedQuery: inner['filter'] ?? {} }, stages: pipeline, executionStats: { totalDocsExamined: Long.fromNumber(state.store.collection(database, collection)?.size ?? 0) }, ok: 1 }
}

export const readCommands: Commands = { find, aggregate, count, distinct, getMore, killCursors, explain }
