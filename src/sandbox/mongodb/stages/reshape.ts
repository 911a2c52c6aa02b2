import { evalExpr } from 'mingo/core'
import { Lazy } from 'mingo/lazy'
import { CommandFailure } from '../failure.ts'
import { isDocument } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { valueAt, withValueAt, withoutPath } from '../values/path.ts'
import { sortDocuments } from '../values/sort-order.ts'
import type { CheckedProjection } from './check-projection.ts'
import type { Stage, Stages } from './stage.ts'

/** Stages that look at rows one by one, or put them in order. No stage changes a stored document: each copies what it changes. */
const $addFields: Stage = (rows, operand, options) => {
  const fields = Object.entries(operand as Document).map(([path, expression]) => ({ path: path.split('.'), expression }))
  return rows.map((row: Document) => fields.reduce<unknown>((changed, { path, expression }) => withValueAt(changed, path, evalExpr(row, expression, options)), row))
}

const $project: Stage = (rows, operand, options) => {
  const { excluded, included, computed } = operand as CheckedProjection
  if (included.length === 0 && computed.length === 0) return rows.map((row: Document) => excluded.reduce<unknown>(withoutPath, row))
  return rows.map((row: Document) => {
    const kept = included.reduce<Document>((shape, path) => includePath(shape, row, path), {})
    return computed.reduce<unknown>((shape, { path, expression }) => withValueAt(shape, path, orNullInLists(evalExpr(row, expression, options))), kept)
  })
}

/** In a list built by a projection what is missing becomes null. */
const orNullInLists = (value: unknown): unknown => (Array.isArray(value) ? value.map((element) => element ?? null) : value)

function includePath(shape: Document, row: unknown, path: readonly string[]): Document {
  const [step, ...rest] = path
  if (!isDocument(row) || !Object.hasOwn(row, step!)) return shape
  const value = rest.length === 0 ? row[step!] : includeWithin(shape[step!], row[step!], rest)
  return value === undefined ? shape : { ...shape, [step!]: value }
}

function includeWithin(shape: unknown, value: unknown, path: readonly string[]): unknown {
  if (Array.isArray(value)) return value.filter((element) => isDocument(element) || Array.isArray(element)).map((element, i) => includeWithin(Array.isArray(shape) ? shape[i] : undefined, element, path))
  return isDocument(value) ? includePath(isDocument(shape) ? shape : {}, value, path) : undefined
}

const $sort: Stage = (rows, operand) => rows.transform((all) => Lazy(sortDocuments(all as unknown[], operand as Document)))

/** Stops pulling rows once it has enough. */
const $limit: Stage = (rows, operand) => {
  let left = operand as number
  return Lazy(() => (left-- > 0 ? rows.next() : { done: true }))
}

const $skip: Stage = (rows, operand) => rows.drop(operand as number)

const $count: Stage = (rows, operand) => rows.transform((all) => Lazy((all as unknown[]).length === 0 ? [] : [{ [operand as string]: (all as unknown[]).length }]))

interface Unwind { readonly path: readonly string[]; readonly indexField: string | undefined; readonly keepEmpty: boolean }
const $unwind: Stage = (rows, operand) => {
  const unwind = operand as Unwind
  return rows.transform((all) => Lazy(unwindAll(all as readonly Document[], unwind)))
}

function* unwindAll(rows: Iterable<Document>, { path, indexField, keepEmpty }: Unwind): Generator<unknown> {
  for (const row of rows) {
    const value = valueAt(row, path)
    const elements = Array.isArray(value) ? value.entries() : value === undefined || value === null ? [].entries() : [[null, value] as const]
    const indexed = (shape: unknown, index: number | null): unknown => (indexField === undefined ? shape : withValueAt(shape, indexField.split('.'), index))
    let found = false
    for (const [index, element] of elements) {
      found = true
      yield indexed(withValueAt(row, path, element), index)
    }
    if (!found && keepEmpty) yield indexed(Array.isArray(value) ? withoutPath(row, path) : row, null)
  }
}

const $replaceRoot: Stage = (rows, operand, options) => rows.map((row: Document) => {
  const root = evalExpr(row, operand, options)
  if (!isDocument(root)) throw new CommandFailure('BadValue', "'newRoot' expression must evaluate to an object")
  return root
})

const $documents: Stage = (_rows, operand, options) => {
  const documents = evalExpr({}, operand, options)
  if (!Array.isArray(documents) || !documents.every(isDocument)) throw new CommandFailure('BadValue', "an array of objects is expected for $documents")
  return Lazy(documents)
}

/** So many rows, each as likely as any other, without repetition. */
const $sample: Stage = (rows, operand) => rows.transform((all) => {
  const pool = [...(all as unknown[])]
  const size = Math.min(pool.length, operand as number)
  for (let i = 0; i < size; i++) {
    const other = i + Math.floor(Math.random() * (pool.length - i))
    ;[pool[i], pool[other]] = [pool[other], pool[i]]
  }
  return Lazy(pool.slice(0, size))
})

export const reshapeStages: Stages = { $addFields, $project, $sort, $limit, $skip, $count, $unwind, $replaceRoot, $documents, $sample }
