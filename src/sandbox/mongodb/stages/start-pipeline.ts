import { isDocument, isNullish } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { BSONRegExp } from 'bson'
import type { Reach } from './stage.ts'

/** The rows a pipeline starts from: by a hash index where its leading `$match` names values of an indexed field, else all. */
export function startPipeline(reach: Reach, collection: string, pipeline: readonly Document[]): Iterable<Document> {
  for (const stage of pipeline) {
    const [name] = Object.keys(stage)
    if (name !== '$match') break
    const rows = rowsOfQuery(reach, collection, stage['$match'])
    if (rows !== null) return rows
  }
  return reach.rows(collection)
}

/** Rows among which all that match are; null when only a scan finds them. The query itself is still tested on each. */
export function rowsOfQuery(reach: Reach, collection: string, query: unknown): Iterable<Document> | null {
  for (const [path, values] of equalities(query)) return reach.rowsWith(collection, path, values)
  return null
}

/** `{a: {$eq: 1}}`, `{a: {$in: [1, 2]}}`, also below `$and`. */
function* equalities(query: unknown): Generator<readonly [string, readonly unknown[]]> {
  if (!isDocument(query)) return
  for (const [name, condition] of Object.entries(query)) {
    if (name === '$and' && Array.isArray(condition)) for (const part of condition) yield* equalities(part)
    if (name.startsWith('$') || !isDocument(condition)) continue
    const values = Array.isArray(condition['$in']) ? condition['$in'] : Object.hasOwn(condition, '$eq') ? [condition['$eq']] : null
    if (values !== null && values.every(isHashable)) yield [name, values]
  }
}

const isHashable = (value: unknown): boolean => !isNullish(value) && !(value instanceof BSONRegExp) && !Array.isArray(value)
