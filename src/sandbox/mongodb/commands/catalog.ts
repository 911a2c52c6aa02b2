import { Binary, Long } from 'bson'
import { prepareQuery } from '../engine.ts'
import { CommandFailure } from '../failure.ts'
import type { Collection, IndexSpec } from '../store.ts'
import { isTrue } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { collectionName, listOf } from './command.ts'
import type { Command, CommandContext, Commands } from './command.ts'

/** Commands about databases, collections and indexes. */
const listDatabases: Command = ({ state }) => {
  const databases = [...state.store.databases.keys()].toSorted().map((name) => ({ name, sizeOnDisk: Long.ZERO, empty: false }))
  return { databases, totalSize: Long.ZERO, ok: 1 }
}

const listCollections: Command = ({ state, database, reach }, command) => {
  const { test } = prepareQuery(reach, command['filter'] ?? {})
  const all = [...state.store.collections(database).values()].map(({ name, options, id }) => ({ name, type: 'collection', options, info: { readOnly: false, uuid: new Binary(Buffer.from(id.padEnd(32, '0'), 'hex'), Binary.SUBTYPE_UUID) }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } }))
  return state.cursors.firstBatch(`${database}.$cmd.listCollections`, all.filter(test), (command['cursor'] as Document | undefined)?.['batchSize'])
}

function existing({ state, database }: CommandContext, name: string): Collection {
  const collection = state.store.collection(database, name)
  if (collection === undefined) throw new CommandFailure('NamespaceNotFound', `ns does not exist: ${database}.${name}`)
  return collection
}

const listIndexes: Command = (context, command) => {
  const name = collectionName(command, 'listIndexes')
  const indexes = existing(context, name).indexes.map((index) => ({ v: 2, key: index.key, name: index.name, ...index.options, ...(index.unique && index.name !== '_id_' ? { unique: true } : {}) }))
  return context.state.cursors.firstBatch(`${context.database}.${name}`, indexes, (command['cursor'] as Document | undefined)?.['batchSize'])
}

const createIndexes: Command = ({ state, database }, command) => {
  const collection = state.store.create(database, collectionName(command, 'createIndexes'))
  const numIndexesBefore = collection.indexes.length
  for (const spec of listOf(command, 'indexes').map(readIndex)) {
    const same = collection.indexes.find((index) => index.name === spec.name)
    if (same !== undefined && JSON.stringify(same.key) !== JSON.stringify(spec.key)) throw new CommandFailure('IndexKeySpecsConflict', `An existing index has the same name as the requested index: ${spec.name}`)
    if (same === undefined) collection.addIndex(spec)
  }
  return { numIndexesBefore, numIndexesAfter: collection.indexes.length, createdCollectionAutomatically: false, ok: 1 }
}

function readIndex({ key, name, unique, v: _v, ...options }: Document): IndexSpec {
  if (typeof name !== 'string' || typeof key !== 'object' || key === null) throw new CommandFailure('FailedToParse', "an index needs 'key' and 'name'")
  return { name, key: key as Document, unique: isTrue(unique), options }
}

const dropIndexes: Command = (context, command) => {
  const collection = existing(context, collectionName(command, 'dropIndexes'))
  const nIndexesWas = collection.indexes.length
  const dropped = (index: IndexSpec): boolean => index.name !== '_id_' && (command['index'] === '*' || command['index'] === index.name)
  const kept = collection.indexes.filter((index) => !dropped(index))
  if (kept.length === nIndexesWas && command['index'] !== '*') throw new CommandFailure('IndexNotFound', `index not found with name [${String(command['index'])}]`)
  collection.indexes.splice(0, nIndexesWas, ...kept)
  return { nIndexesWas, ok: 1 }
}

const create: Command = ({ state, database }, command) => {
  const { create: name, $db: _db, lsid: _lsid, ...options } = command
  if (state.store.collection(database, String(name)) !== undefined) throw new CommandFailure('NamespaceExists', `Collection ${database}.${String(name)} already exists.`)
  state.store.create(database, collectionName(command, 'create'), options)
  return { ok: 1 }
}

const drop: Command = (context, command) => {
  const collection = existing(context, collectionName(command, 'drop'))
  context.state.store.drop(context.database, collection.name)
  return { ns: `${context.database}.${collection.name}`, nIndexesWas: collection.indexes.length, ok: 1 }
}

const dropDatabase: Command = ({ state, database }) => {
  state.store.databases.delete(database)
  return { dropped: database, ok: 1 }
}

const collStats: Command = ({ state, database }, command) => {
  const collection = state.store.collection(database, collectionName(command, 'collStats'))
  return { ns: `${database}.${String(command['collStats'])}`, count: collection?.size ?? 0, nindexes: collection?.indexes.length ?? 0, ok: 1 }
}

const dbStats: Command = ({ state, database }) => {
  const collections = [...state.store.collections(database).values()]
  return { db: database, collections: collections.length, objects: collections.reduce((total, { size }) => total + size, 0), ok: 1 }
}

export const catalogCommands: Commands = { listDatabases, listCollections, listIndexes, createIndexes, dropIndexes, create, drop, dropDatabase, collStats, dbStats }
