import { ObjectId } from 'bson'
import { runPipeline } from './engine.ts'
import { addNumbers, asNumber } from './expressions/arithmetic.ts'
import { CommandFailure } from './failure.ts'
import type { Reach } from './stages/stage.ts'
import { areEqual, compareValues } from './values/compare.ts'
import { isDocument, isNullish } from './values/document.ts'
import type { Document } from './values/document.ts'
import { valueAt, withValueAt, withoutPath } from './values/path.ts'

type Change = (current: unknown, operand: unknown) => unknown

const CHANGES: Readonly<Record<string, Change>> = {
  $set: (_current, operand) => operand,
  $setOnInsert: (current) => current,
  $unset: () => undefined,
  $inc: (current, operand) => addNumbers(asNumber('$inc', current ?? 0), asNumber('$inc', operand)),
  $min: (current, operand) => (isNullish(current) || compareValues(operand, current) < 0 ? operand : current),
  $max: (current, operand) => (isNullish(current) || compareValues(operand, current) > 0 ? operand : current),
  $push: (current, operand) => [...listOf(current), ...eachOf(operand)],
  $addToSet: (current, operand) => eachOf(operand).reduce<unknown[]>((list, value) => (list.some((element) => areEqual(element, value)) ? list : [...list, value]), [...listOf(current)]),
  $pull: (current, operand) => listOf(current).filter((element) => !areEqual(element, operand)),
  $currentDate: () => new Date(),
}

const eachOf = (operand: unknown): readonly unknown[] => (isDocument(operand) && Array.isArray(operand['$each']) ? operand['$each'] : [operand])

function listOf(current: unknown): readonly unknown[] {
  if (current === undefined) return []
  if (!Array.isArray(current)) throw new CommandFailure('BadValue', 'The field must be an array')
  return current
}

/** The document after a replacement, an update by operators, or a pipeline; the one given stays as it is. */
export function applyUpdate(reach: Reach, document: Document, update: unknown): Document {
  if (Array.isArray(update)) return runPipeline({ ...reach, rows: () => [document], rowsWith: () => [document] }, '', update)[0] ?? document
  if (!isDocument(update)) throw new CommandFailure('FailedToParse', 'Update argument must be either an object or an array')
  const isReplacement = !Object.keys(update).some((name) => name.startsWith('$'))
  if (isReplacement) return { _id: document['_id'], ...update }
  return Object.entries(update).reduce((changed, [operator, fields]) => applyOperator(changed, operator, fields), document)
}

function applyOperator(document: Document, operator: string, fields: unknown): Document {
  const change = CHANGES[operator]
  if (change === undefined) throw new CommandFailure('FailedToParse', `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`)
  if (!isDocument(fields)) throw new CommandFailure('FailedToParse', `Modifiers operate on fields but we found type ${typeof fields} instead`)
  return Object.entries(fields).reduce<unknown>((changed, [path, operand]) => changeAt(changed, path, change, operand), document) as Document
}

function changeAt(document: unknown, path: string, change: Change, operand: unknown): unknown {
  const steps = path.split('.')
  if (steps.some((step) => step.startsWith('$'))) throw new CommandFailure('NotImplemented', 'positional updates are not supported by this server')
  const value = change(valueAt(document, steps), operand)
  return value === undefined ? withoutPath(document, steps) : withValueAt(document, steps, value)
}

/** What an upsert inserts where nothing matched: the query's equalities, then the update. */
export function insertedByUpsert(reach: Reach, query: Document, update: unknown): Document {
  const equalities = Object.entries(query).filter(([path, value]) => !path.startsWith('$') && !(isDocument(value) && Object.keys(value)[0]?.startsWith('$')))
  const base = equalities.reduce<unknown>((document, [path, value]) => withValueAt(document, path.split('.'), value), {}) as Document
  const onInsert = isDocument(update) && isDocument(update['$setOnInsert']) ? { $set: update['$setOnInsert'] } : {}
  const changed = applyUpdate(reach, applyUpdate(reach, base, onInsert), update)
  return { ...changed, _id: changed['_id'] ?? base['_id'] ?? new ObjectId() }
}
