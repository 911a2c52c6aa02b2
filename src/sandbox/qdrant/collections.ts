import type { Json, JsonObject } from './json.ts'
import { Collection } from './collection.ts'
import { notFound, QdrantFailure, validationError } from './failure.ts'
import { isObject } from './json.ts'
import { describeIndexes, readPayloadIndex } from './payload-index.ts'
import { readPath } from './payload-path.ts'
import { readString } from './read-body.ts'
import { readSpaces } from './vector-space.ts'

/** All collections of the server by name. */
export type Collections = Map<string, Collection>

export function collectionNamed(collections: Collections, name: string): Collection {
  const collection = collections.get(name)
  if (collection === undefined) throw notFound(`Collection \`${name}\` doesn't exist!`)
  return collection
}

export function createCollection(collections: Collections, name: string, body: JsonObject): Json {
  if (name === '' || name.length > 255 || /[<>:"/\\|?*\p{Cc}]/u.test(name)) throw validationError('collection_name: collection name is not allowed')
  if (collections.has(name)) throw new QdrantFailure(409, `Wrong input: Collection \`${name}\` already exists!`)
  collections.set(name, new Collection(name, body, readSpaces(body['vectors'])))
  return true
}

export function updateCollection(collection: Collection, body: JsonObject): Json {
  const { vectors: _, metadata, ...changes } = body
  const known = collection.config['metadata']
  collection.config = { ...collection.config, ...changes, ...(isObject(metadata) && { metadata: isObject(known) ? { ...known, ...metadata } : metadata }) }
  return true
}

export function createIndex(collection: Collection, body: JsonObject): void {
  const field = readString(body['field_name'], 'field_name')
  readPath(field)
  collection.indexes.set(field, readPayloadIndex(body['field_schema']))
}

/** What `GET /collections/{name}` tells, with the real server's defaults. */
export function describeCollection(collection: Collection): Json {
  const { config, size } = collection
  return {
    status: 'green',
    optimizer_status: 'ok',
    indexed_vectors_count: 0,
    points_count: size,
    segments_count: 1,
    config: {
      params: { vectors: config['vectors'] ?? {}, shard_number: 1, replication_factor: 1, write_consistency_factor: 1, on_disk_payload: config['on_disk_payload'] ?? true },
      hnsw_config: { m: 16, ef_construct: 100, full_scan_threshold: 10_000, max_indexing_threads: 0, on_disk: false },
      optimizer_config: {
        deleted_threshold: 0.2, vacuum_min_vector_number: 1000, default_segment_number: 0, max_segment_size: null,
        memmap_threshold: null, indexing_threshold: 10_000, flush_interval_sec: 5, max_optimization_threads: null,
      },
      wal_config: { wal_capacity_mb: 32, wal_segments_ahead: 0, wal_retain_closed: 1 },
      quantization_config: null,
      ...(config['metadata'] !== undefined && { metadata: config['metadata'] }),
    },
    payload_schema: describeIndexes(collection),
  }
}
