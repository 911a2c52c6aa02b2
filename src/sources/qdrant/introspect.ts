import type { ShapeObject, SourceShape } from '../source.ts'
import type { Deadline } from './deadline.ts'
import type { Point } from './decode.ts'
import type { QdrantDriver } from './driver.ts'
import { isRecord, shapeFields } from './sample-shape.ts'

/** Points looked at in each collection. */
const SAMPLE = 200

/** What the collections hold: their payload indexes are declared, their fields are seen in a sample of points. */
export async function introspectQdrant(driver: QdrantDriver, deadline: Deadline): Promise<SourceShape> {
  const { result: names } = await driver.collections(deadline)
  const objects: ShapeObject[] = []
  for (const name of names.toSorted()) {
    const { result: description } = await driver.describe(name, deadline)
    const { result: sample } = await driver.scroll(name, { limit: SAMPLE, with_payload: true, with_vector: false }, deadline)
    objects.push(shapeObject(name, description, sample.points))
  }
  return { objects, enums: [] }
}

function shapeObject(name: string, description: unknown, points: readonly Point[]): ShapeObject {
  const indexes = indexTypes(description)
  return {
    name,
    kind: 'vectors',
    description: describeVectors(description),
    fields: [idField(points), ...shapeFields(points.map(({ payload }) => payload), indexes)],
    key: ['id'],
    unique: [['id']],
    indexes: [...indexes.keys()].map((field) => [field]),
    foreignKeys: [],
    rows: Number(at(description, 'points_count') ?? points.length),
  }
}

/** An `id` in the payload is another thing than the point's id, and hidden behind it. */
function idField(points: readonly Point[]): ShapeObject['fields'][number] {
  const kinds = new Set(points.map(({ id }) => (typeof id === 'string' ? 'UUID' : 'INT64')))
  const [only] = kinds
  const keyType = kinds.size === 1 && only !== undefined ? only : 'STRING'
  return { name: 'id', nativeType: keyType === 'UUID' ? 'uuid' : keyType === 'INT64' ? 'uint64' : 'point id', type: 'ID', list: false, nullable: false, keyType }
}

/** `512 numbers, Cosine`, or several by name. */
function describeVectors(description: unknown): string {
  const vectors = at(description, 'config', 'params', 'vectors')
  if (!isRecord(vectors)) return 'no vectors'
  const named = 'size' in vectors ? [['', vectors] as const] : Object.entries(vectors)
  return named.map(([name, space]) => `${name === '' ? '' : `${name}: `}${String(at(space, 'size'))} numbers, ${String(at(space, 'distance'))}`).join('; ')
}

/** Payload field → type of its index. */
function indexTypes(description: unknown): ReadonlyMap<string, string> {
  const schema = at(description, 'payload_schema')
  return new Map(isRecord(schema) ? Object.entries(schema).map(([field, index]) => [field, String(at(index, 'data_type'))]) : [])
}

const at = (value: unknown, ...path: readonly string[]): unknown => path.reduce((inner, step) => (isRecord(inner) ? inner[step] : undefined), value)
