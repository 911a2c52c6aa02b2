import { ObjectId } from 'bson'
import { prepareQuery } from '../engine.ts'
import { CommandFailure } from '../failure.ts'
import { isDocument, isTrue, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { areEqual } from '../values/compare.ts'
import type { Collection } from '../store.ts'
import { applyUpdate, insertedByUpsert } from '../update.ts'
import { collectionName, listOf } from './command.ts'
import type { Command, CommandContext, Commands } from './command.ts'

/** One failed statement of a bulk write; an ordered one stops there, an unordered one goes on. */
interface WriteError { readonly index: number; readonly code: number; readonly errmsg: string }

function runStatements(command: Document, statements: readonly Document[], run: (statement: Document, index: number) => void): Document {
  const writeErrors: WriteError[] = []
  for (const [index, statement] of statements.entries()) {
    try {
      run(statement, index)
    } catch (error) {
      if (!(error instanceof CommandFailure)) throw error
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.info })
      if (command['ordered'] !== false) break
    }
  }
  return writeErrors.length > 0 ? { writeErrors } : {}
}

const insert: Command = ({ state, database }, command) => {
  const collection = state.store.create(database, collectionName(command, 'insert'))
  let n = 0
  const failures = runStatements(command, listOf(command, 'documents'), (document) => {
    if (Array.isArray(document['_id'])) throw new CommandFailure('BadValue', "The '_id' value cannot be of type array")
    const { _id = new ObjectId(), ...fields } = document
    collection.insert({ _id, ...fields })
    n++
  })
  return { n, ...failures, ok: 1 }
}

const update: Command = (context, command) => {
  const collection = context.state.store.create(context.database, collectionName(command, 'update'))
  const result = { n: 0, nModified: 0, upserted: [] as Document[] }
  const failures = runStatements(command, listOf(command, 'updates'), (statement, index) => {
    const matched = matching(context, collection, statement, isTrue(statement['multi']) ? Infinity : 1)
    for (const document of matched) if (updateOne(context, collection, document, statement)) result.nModified++
    if (matched.length === 0 && isTrue(statement['upsert'])) result.upserted.push({ index, _id: upsert(context, collection, statement) })
    result.n += Math.max(matched.length, matched.length === 0 && isTrue(statement['upsert']) ? 1 : 0)
  })
  const { upserted, ...counts } = result
  return { ...counts, ...(upserted.length > 0 ? { upserted } : {}), ...failures, ok: 1 }
}

function matching(context: CommandContext, collection: Collection, { q }: Document, most: number): readonly Document[] {
  const { test, candidates } = prepareQuery(context.reach, q)
  const found: Document[] = []
  for (const document of candidates(collection.name)) {
    if (found.length >= most) break
    if (test(document)) found.push(document)
  }
  return found
}

function updateOne(context: CommandContext, collection: Collection, document: Document, { u }: Document): boolean {
  const changed = applyUpdate(context.reach, document, u)
  if (!areEqual(changed['_id'], document['_id'])) throw new CommandFailure('ImmutableField', "Performing an update on the path '_id' would modify the immutable field '_id'")
  if (areEqual(changed, document)) return false
  collection.replace(document, changed)
  return true
}

function upsert(context: CommandContext, collection: Collection, { q, u }: Document): unknown {
  const inserted = insertedByUpsert(context.reach, isDocument(q) ? q : {}, u)
  collection.insert(inserted)
  return inserted['_id']
}

const remove: Command = (context, command) => {
  const collection = context.state.store.collection(context.database, collectionName(command, 'delete'))
  let n = 0
  const failures = runStatements(command, listOf(command, 'deletes'), (statement) => {
    if (collection === undefined) return
    const matched = matching(context, collection, statement, wholeNumber(statement['limit']) === 1 ? 1 : Infinity)
    for (const document of matched) collection.delete(document)
    n += matched.length
  })
  return { n, ...failures, ok: 1 }
}

const findAndModify: Command = (context, command) => {
  const collection = context.state.store.create(context.database, collectionName(command, 'findAndModify'))
  const [document] = matching(context, collection, { q: command['query'] ?? {} }, 1)
  if (document === undefined) return { value: null, lastErrorObject: { n: 0, updatedExisting: false }, ok: 1 }
  if (isTrue(command['remove'])) collection.delete(document)
  else updateOne(context, collection, document, { u: command['update'] })
  const after = [...(collection.find('_id', [document['_id']]))][0] ?? null
  return { value: isTrue(command['new']) ? after : document, lastErrorObject: { n: 1, updatedExisting: true }, ok: 1 }
}

export const writeCommands: Commands = { insert, update, delete: remove, findAndModify }
