import { RANKED_ACCUMULATORS, accumulators } from '../expressions/accumulators.ts'
import { checkExpression } from '../expressions/check-expression.ts'
import { CommandFailure } from '../failure.ts'
import { checkQuery } from '../query/check-query.ts'
import { isDocument, isTrue, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { compareBy } from '../values/sort-order.ts'
import { checkProjection } from './check-projection.ts'
import type { CheckedGroup } from './group.ts'
import type { CheckedLookup } from './combine.ts'

type Variables = ReadonlySet<string>
type Check = (operand: unknown, variables: Variables) => Document | readonly Document[]

/**
 * A pipeline as mingo runs it: stages and operators known, short forms spelled out.
 * @throws CommandFailure with the server's words.
 */
export function checkPipeline(pipeline: unknown, variables: Variables = new Set()): readonly Document[] {
  if (!Array.isArray(pipeline)) throw new CommandFailure('TypeMismatch', "'pipeline' option must be specified as an array")
  return pipeline.flatMap((stage: unknown, place) => {
    if (!isDocument(stage) || Object.keys(stage).length !== 1) throw new CommandFailure('Location40323', 'A pipeline stage specification object must contain exactly one field.')
    const name = Object.keys(stage)[0]!
    const check = CHECKS.get(name)
    if (check === undefined) throw unknownStage(name)
    if (name === '$documents' && place > 0) throw new CommandFailure('BadValue', '$documents is only valid as the first stage in a pipeline')
    return check(stage[name], variables)
  })
}

const NOT_HERE = new Set(['$bucket', '$bucketAuto', '$densify', '$fill', '$geoNear', '$graphLookup', '$indexStats', '$merge', '$out', '$redact', '$search', '$setWindowFields', '$changeStream'])

function unknownStage(name: string): CommandFailure {
  if (NOT_HERE.has(name)) return new CommandFailure('NotImplemented', `${name} is not supported by this server`)
  return new CommandFailure('Location40324', `Unrecognized pipeline stage name: '${name}'`)
}

const checkAddFields: Check = (operand, variables) => {
  if (!isDocument(operand)) throw new CommandFailure('BadValue', '$addFields specification stage must be an object')
  return { $addFields: Object.fromEntries(Object.entries(operand).map(([path, expression]) => [path, checkExpression(expression, variables)])) }
}

const checkCount = (stage: string, least: number): Check => (operand) => {
  const count = wholeNumber(operand)
  if (count === undefined || count < least) throw new CommandFailure('BadValue', `invalid argument to ${stage} stage: Expected a ${least > 0 ? 'positive' : 'non-negative'} number`)
  return { [stage]: count }
}

const checkSort: Check = (operand) => {
  if (!isDocument(operand) || Object.keys(operand).length === 0) throw new CommandFailure('BadValue', '$sort stage must have at least one sort key')
  compareBy(operand)
  return { $sort: operand }
}

const checkUnset: Check = (operand) => ({ $project: { excluded: (Array.isArray(operand) ? operand : [operand]).map((path) => String(path).split('.')), included: [], computed: [] } })

const checkUnwind: Check = (operand) => {
  const { path, includeArrayIndex, preserveNullAndEmptyArrays } = isDocument(operand) ? operand : { path: operand }
  if (typeof path !== 'string' || !path.startsWith('$')) throw new CommandFailure('Location28667', `path option to $unwind stage should be prefixed with a '$': ${String(path)}`)
  return { $unwind: { path: path.slice(1).split('.'), indexField: includeArrayIndex, keepEmpty: isTrue(preserveNullAndEmptyArrays) } }
}

const checkGroup: Check = (operand, variables) => {
  if (!isDocument(operand) || !Object.hasOwn(operand, '_id')) throw new CommandFailure('Location15952', 'a group specification must include an _id')
  const measures = Object.entries(operand).filter(([name]) => name !== '_id').map(([name, spec]) => checkMeasure(name, spec, variables))
  return { $group: { id: checkExpression(operand['_id'], variables), measures } satisfies CheckedGroup }
}

function checkMeasure(name: string, spec: unknown, variables: Variables): CheckedGroup['measures'][number] {
  if (!isDocument(spec) || Object.keys(spec).length !== 1) throw new CommandFailure('Location15952', `The field '${name}' must be an accumulator object`)
  const [operator, operand] = Object.entries(spec)[0]!
  if (!Object.hasOwn(accumulators, operator)) throw new CommandFailure('Location15952', `unknown group operator '${operator}'`)
  if (operator === '$count') return { name, operator, operand: 1 }
  if (!RANKED_ACCUMULATORS.has(operator)) return { name, operator, operand: checkExpression(operand, variables) }
  const { sortBy, output, n } = operand as Document
  return { name, operator, operand: { sortBy, output: checkExpression(output, variables), n: checkExpression(n, variables) } }
}

const checkLookup: Check = (operand, variables) => {
  const { from, as, localField, foreignField, let: bound = {}, pipeline = [] } = isDocument(operand) ? operand : {}
  if (typeof as !== 'string' || !isDocument(bound)) throw new CommandFailure('FailedToParse', 'must specify \'as\' field for a $lookup')
  if ((localField === undefined) !== (foreignField === undefined)) throw new CommandFailure('FailedToParse', '$lookup requires both or neither of localField and foreignField to be specified')
  const inner = checkPipeline(pipeline, new Set([...variables, ...Object.keys(bound)]))
  const own = Object.fromEntries(Object.entries(bound).map(([name, expression]) => [name, checkExpression(expression, variables)]))
  return { $lookup: { from: typeof from === 'string' ? from : undefined, as: as.split('.'), localField: localField === undefined ? undefined : String(localField).split('.'), foreignField: foreignField === undefined ? undefined : String(foreignField), let: own, pipeline: inner } satisfies CheckedLookup }
}

const checkFacet: Check = (operand, variables) => ({ $facet: Object.fromEntries(Object.entries(operand as Document).map(([name, pipeline]) => [name, checkPipeline(pipeline, variables)])) })

const checkUnion: Check = (operand, variables) => {
  const { coll, pipeline = [] } = isDocument(operand) ? operand : { coll: operand }
  return { $unionWith: { coll, pipeline: checkPipeline(pipeline, variables) } }
}

const checkSortByCount: Check = (operand, variables) => [...checkPipeline([{ $group: { _id: operand, count: { $sum: 1 } } }, { $sort: { count: -1 } }], variables)]

const CHECKS: ReadonlyMap<string, Check> = new Map<string, Check>([
  ['$match', (operand, variables) => ({ $match: checkQuery(operand, variables) })],
  ['$addFields', checkAddFields],
  ['$set', checkAddFields],
  ['$project', (operand, variables) => ({ $project: checkProjection(operand, variables) })],
  ['$unset', checkUnset],
  ['$limit', checkCount('$limit', 1)],
  ['$skip', checkCount('$skip', 0)],
  ['$sample', (operand, variables) => checkCount('$sample', 1)(isDocument(operand) ? operand['size'] : undefined, variables)],
  ['$sort', checkSort],
  ['$unwind', checkUnwind],
  ['$group', checkGroup],
  ['$lookup', checkLookup],
  ['$facet', checkFacet],
  ['$unionWith', checkUnion],
  ['$sortByCount', checkSortByCount],
  ['$count', (operand) => ({ $count: String(operand) })],
  ['$replaceRoot', (operand, variables) => ({ $replaceRoot: checkExpression(isDocument(operand) ? operand['newRoot'] : undefined, variables) })],
  ['$replaceWith', (operand, variables) => ({ $replaceRoot: checkExpression(operand, variables) })],
  ['$documents', (operand, variables) => ({ $documents: checkExpression(operand, variables) })],
])
