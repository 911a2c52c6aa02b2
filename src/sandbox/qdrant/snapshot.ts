import { readFile, rename, writeFile } from 'node:fs/promises'
import type { Point } from './collection.ts'
import type { Collections } from './collections.ts'
import type { Json, JsonObject } from './json.ts'
import type { Spaces } from './vector-space.ts'
import { Collection } from './collection.ts'
import { isArray, isObject, parseJson, printJson } from './json.ts'
import { readPayloadIndex } from './payload-index.ts'
import { readPointId } from './point-id.ts'
import { readArray, readNumber, readObject, readString } from './read-body.ts'
import { readSpaces } from './vector-space.ts'

/**
 * All collections in one file: the length of a JSON text (four bytes), the text, then the numbers of all vectors as they
 * lie in memory. So a demo starts without computing its vectors again.
 */
const FORMAT = 1

/** Written beside its place first, so that a stop in the middle leaves no half file. */
export async function saveSnapshot(collections: Collections, file: string): Promise<void> {
  const vectors: Buffer[] = []
  const shown = [...collections.values()].map((collection) => showCollection(collection, vectors))
  const text = Buffer.from(printJson({ format: FORMAT, collections: shown }))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(text.length)
  await writeFile(`${file}.part`, [length, text, ...vectors])
  await rename(`${file}.part`, file)
}

function showCollection(collection: Collection, vectors: Buffer[]): JsonObject {
  const points = collection.points().map(({ id, payload, vectors: own }) => {
    for (const vector of own.values()) vectors.push(Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength))
    return { id, payload, vectors: [...own.keys()] }
  })
  const indexes = [...collection.indexes].map(([field, { type, params }]) => ({ field, schema: params ?? type }))
  return { name: collection.name, config: collection.config, indexes, points }
}

/** @returns null where there is no snapshot, or one of another format: then the caller fills the server anew. */
export async function loadSnapshot(file: string): Promise<Collections | null> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) return null
  const end = 4 + bytes.readUInt32LE(0)
  const content = parseJson(bytes.toString('utf8', 4, end))
  if (!isObject(content) || content['format'] !== FORMAT || !isArray(content['collections'])) return null
  const vectors = vectorReader(bytes.subarray(end))
  return new Map(content['collections'].map((value) => readCollection(readObject(value, 'collection'), vectors)).map((collection) => [collection.name, collection]))
}

type NextVector = (size: number) => Float32Array

function vectorReader(bytes: Buffer): NextVector {
  let at = 0
  return (size) => {
    const start = bytes.byteOffset + at
    at += size * Float32Array.BYTES_PER_ELEMENT
    return new Float32Array(bytes.buffer.slice(start, bytes.byteOffset + at) as ArrayBuffer)
  }
}

function readCollection({ name, config, indexes, points }: JsonObject, next: NextVector): Collection {
  const body = readObject(config, 'config')
  const collection = new Collection(readString(name, 'name'), body, readSpaces(body['vectors']))
  for (const index of readArray(indexes, 'indexes')) {
    const { field, schema } = readObject(index, 'index')
    collection.indexes.set(readString(field, 'field'), readPayloadIndex(schema))
  }
  collection.put(readArray(points, 'points').map((point) => readPoint(collection.spaces, readObject(point, 'point'), next)))
  return collection
}

function readPoint(spaces: Spaces, { id, payload, vectors }: JsonObject, next: NextVector): Point {
  const names = readArray(vectors, 'vectors').map((name: Json) => readString(name, 'name'))
  return { id: readPointId(id), payload: readObject(payload, 'payload'), vectors: new Map(names.map((name) => [name, next(readNumber(spaces.get(name)?.size, 'size'))])) }
}
