import { createHash } from 'node:crypto'

/**
 * Vectors by their texts, packed: after a header of 8 bytes (`CGV1`, the number of dimensions), a record for each text: 8
 * bytes of its hash, and a signed byte for each dimension. A vector keeps its direction, not its length, which cosine
 * similarity does not ask for; the loss is below a hundredth.
 */
export type Vectors = Map<string, readonly number[]>

const MAGIC = 'CGV1'
const HEADER_BYTES = 8
const HASH_BYTES = 8
const LARGEST = 127

/** What a text is found by: 16 hex digits. */
export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 2 * HASH_BYTES)
}

export function packVectors(vectors: Vectors): Buffer {
  const dimensions = [...vectors.values()][0]?.length ?? 0
  const header = Buffer.alloc(HEADER_BYTES)
  header.write(MAGIC)
  header.writeUInt32LE(dimensions, MAGIC.length)
  return Buffer.concat([header, ...[...vectors].map(([hash, vector]) => packRecord(hash, vector))])
}

function packRecord(hash: string, vector: readonly number[]): Buffer {
  const record = Buffer.alloc(HASH_BYTES + vector.length)
  record.write(hash, 'hex')
  const scale = LARGEST / vector.reduce((most, value) => Math.max(most, Math.abs(value)), Number.MIN_VALUE)
  vector.forEach((value, index) => record.writeInt8(Math.round(value * scale), HASH_BYTES + index))
  return record
}

/** @returns null for bytes of another form, or cut short. */
export function unpackVectors(bytes: Buffer): Vectors | null {
  if (bytes.length < HEADER_BYTES || bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) return null
  const size = HASH_BYTES + bytes.readUInt32LE(MAGIC.length)
  if ((bytes.length - HEADER_BYTES) % size !== 0) return null
  const vectors: Vectors = new Map()
  for (let start = HEADER_BYTES; start < bytes.length; start += size) {
    const hash = bytes.toString('hex', start, start + HASH_BYTES)
    vectors.set(hash, Array.from(new Int8Array(bytes.buffer, bytes.byteOffset + start + HASH_BYTES, size - HASH_BYTES)))
  }
  return vectors
}
