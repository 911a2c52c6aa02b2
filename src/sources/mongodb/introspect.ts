import type { ShapeEnum, ShapeObject, SourceShape } from '../source.ts'
import type { MongoDriver } from './driver.ts'
import { isDocument } from './plain-value.ts'
import { shapeFields } from './sample-shape.ts'
import { readRules } from './validator.ts'

/** Documents looked at in each collection. */
const SAMPLE = 500
const MOST_BYTES = 32_000_000

/** What the collections hold: their fields are seen in a sample of documents, beside what validators and indexes declare. */
export async function introspectMongo(driver: MongoDriver): Promise<SourceShape> {
  const enums: ShapeEnum[] = []
  const objects: ShapeObject[] = []
  for (const { name, validator, isView } of await collectionsOf(driver)) {
    const { documents } = await driver.run({ collection: name, pipeline: [{ $sample: { size: SAMPLE } }] }, { timeoutMs: driver.timeoutMs, maxRows: SAMPLE, maxBytes: MOST_BYTES })
    const { n } = await driver.command({ count: name })
    const indexes = isView ? [] : await indexesOf(driver, name)
    objects.push({
      name,
      kind: 'collection',
      fields: idFirst(shapeFields(documents, readRules(validator, name, enums))),
      key: ['_id'],
      unique: [['_id'], ...indexes.filter(({ unique }) => unique).map(({ paths }) => paths)],
      indexes: indexes.map(({ paths }) => paths),
      foreignKeys: [],
      rows: Number(n),
    })
  }
  return { objects, enums }
}

const idFirst = (fields: ShapeObject['fields']): ShapeObject['fields'] => fields.toSorted((a, b) => Number(b.name === '_id') - Number(a.name === '_id'))

interface FoundCollection { readonly name: string; readonly validator: unknown; readonly isView: boolean }

async function collectionsOf(driver: MongoDriver): Promise<readonly FoundCollection[]> {
  const { cursor } = await driver.command({ listCollections: 1, cursor: { batchSize: 10_000 } })
  const found: readonly unknown[] = cursor.firstBatch
  return found.filter(isDocument).flatMap(({ name, type, options }) => {
    if (typeof name !== 'string' || name.startsWith('system.') || type === 'timeseries') return []
    const validator = isDocument(options) && isDocument(options['validator']) ? options['validator']['$jsonSchema'] : undefined
    return [{ name, validator, isView: type === 'view' }]
  }).toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

interface FoundIndex { readonly paths: readonly string[]; readonly unique: boolean }

/** Indexes over all documents: one that is partial or sparse promises nothing of the others. */
async function indexesOf(driver: MongoDriver, collection: string): Promise<readonly FoundIndex[]> {
  const { cursor } = await driver.command({ listIndexes: collection, cursor: { batchSize: 1_000 } })
  const found: readonly unknown[] = cursor.firstBatch
  return found.filter(isDocument).flatMap(({ key, unique, partialFilterExpression, sparse }) => {
    if (!isDocument(key) || partialFilterExpression !== undefined) return []
    const paths = Object.entries(key).filter(([, direction]) => direction === 1 || direction === -1 || direction === 'hashed').map(([path]) => path)
    return paths.length === 0 ? [] : [{ paths, unique: unique === true && sparse !== true }]
  })
}
