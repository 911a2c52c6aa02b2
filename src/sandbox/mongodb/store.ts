import { ObjectId } from 'bson'
import { CommandFailure } from './failure.ts'
import { valueKey } from './values/compare.ts'
import type { Document } from './values/document.ts'
import { leavesAt } from './values/path.ts'

export interface IndexSpec {
  readonly name: string
  readonly key: Document
  readonly unique: boolean
  /** What else the client asked for, given back by `listIndexes`. */
  readonly options: Document
}

/** Documents in insertion order. Hash indexes are built when first asked for and forgotten when a write touches them. */
export class Collection {
  readonly name: string
  readonly options: Document
  readonly id = new ObjectId().toHexString()
  readonly indexes: IndexSpec[] = [{ name: '_id_', key: { _id: 1 }, unique: true, options: {} }]
  #documents = new Map<string, Document>()
  #hashes = new Map<string, Map<string, Document[]>>()

  constructor(name: string, options: Document = {}) {
    this.name = name
    this.options = options
  }

  get size(): number {
    return this.#documents.size
  }

  documents(): Iterable<Document> {
    return this.#documents.values()
  }

  /** @throws CommandFailure DuplicateKey. */
  insert(document: Document): void {
    const key = valueKey(document['_id'])
    if (this.#documents.has(key)) throw duplicate(this.name, this.indexes[0]!, document)
    this.#checkUnique(document, null)
    this.#documents.set(key, document)
    for (const [path, hash] of this.#hashes) addTo(hash, path, document)
  }

  replace(before: Document, after: Document): void {
    this.#checkUnique(after, before)
    this.#documents.set(valueKey(before['_id']), after)
    this.#hashes.clear()
  }

  delete(document: Document): void {
    this.#documents.delete(valueKey(document['_id']))
    this.#hashes.clear()
  }

  /** Documents that hold one of the values (null: also those without a value) at the path. */
  find(path: string, values: readonly unknown[]): Iterable<Document> {
    if (path === '_id') return new Set(values.flatMap((value): readonly Document[] => this.#documents.has(valueKey(value)) ? [this.#documents.get(valueKey(value))!] : []))
    const hash = this.#hashOf(path)
    return new Set(values.flatMap((value) => hash.get(valueKey(value)) ?? []))
  }

  #hashOf(path: string): Map<string, Document[]> {
    let hash = this.#hashes.get(path)
    if (hash !== undefined) return hash
    this.#hashes.set(path, (hash = new Map()))
    for (const document of this.#documents.values()) addTo(hash, path, document)
    return hash
  }

  addIndex(index: IndexSpec): void {
    const seen = new Set<string>()
    for (const document of index.unique ? this.#documents.values() : []) {
      const key = uniqueKey(index, document)
      if (seen.has(key)) throw duplicate(this.name, index, document)
      seen.add(key)
    }
    this.indexes.push(index)
  }

  #checkUnique(document: Document, before: Document | null): void {
    for (const index of this.indexes) {
      if (!index.unique || index.name === '_id_') continue
      const [path] = Object.keys(index.key)
      const candidates = this.find(path!, leavesAt(document, path!.split('.')).map((leaf) => leaf ?? null))
      for (const other of candidates) if (other !== before && uniqueKey(index, other) === uniqueKey(index, document)) throw duplicate(this.name, index, document)
    }
  }
}

function addTo(hash: Map<string, Document[]>, path: string, document: Document): void {
  const leaves = leavesAt(document, path.split('.')).flatMap((leaf) => (Array.isArray(leaf) ? [leaf, ...leaf] : [leaf ?? null]))
  for (const key of new Set(leaves.map(valueKey))) {
    const documents = hash.get(key)
    if (documents === undefined) hash.set(key, [document])
    else documents.push(document)
  }
}

const uniqueKey = (index: IndexSpec, document: Document): string => valueKey(Object.keys(index.key).map((path) => leavesAt(document, path.split('.')).map((leaf) => leaf ?? null)))

function duplicate(collection: string, index: IndexSpec, document: Document): CommandFailure {
  const keyValue = Object.fromEntries(Object.keys(index.key).map((path) => [path, leavesAt(document, path.split('.'))[0] ?? null]))
  return new CommandFailure('DuplicateKey', `E11000 duplicate key error collection: ${collection} index: ${index.name}`, { keyPattern: index.key, keyValue })
}

/** Every database of the server. */
export class Store {
  readonly databases = new Map<string, Map<string, Collection>>()

  collections(database: string): ReadonlyMap<string, Collection> {
    return this.databases.get(database) ?? new Map()
  }

  collection(database: string, name: string): Collection | undefined {
    return this.databases.get(database)?.get(name)
  }

  /** Made by the first write to it. */
  create(database: string, name: string, options: Document = {}): Collection {
    if (name === '' || name.includes('\0') || name.startsWith('system.')) throw new CommandFailure('InvalidNamespace', `Invalid collection name: ${name}`)
    const collections = this.databases.get(database) ?? new Map<string, Collection>()
    const existing = collections.get(name)
    if (existing !== undefined) return existing
    const made = new Collection(name, options)
    this.databases.set(database, collections.set(name, made))
    return made
  }

  drop(database: string, name: string): void {
    const collections = this.databases.get(database)
    collections?.delete(name)
    if (collections?.size === 0) this.databases.delete(database)
  }
}
