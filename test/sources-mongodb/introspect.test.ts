import { Decimal128, Double, Long, ObjectId, UUID } from 'mongodb'
import { expect, it } from 'vitest'
import { DATABASE, startSource } from './start.ts'

it('describes collections by a sample, validators and indexes', async () => {
  const { source, client } = await startSource()
  const database = client.db(DATABASE)
  await database.createCollection('people', { validator: { $jsonSchema: { bsonType: 'object', required: ['name'], properties: { name: { bsonType: 'string', description: 'As it is written.' }, mood: { enum: ['good', 'bad'] } } } } })
  await database.collection('people').createIndex({ email: 1 }, { unique: true })
  await database.collection('people').createIndex({ 'home.zip': 1, name: 1 })
  await database.collection('people').insertMany([
    { _id: new ObjectId(), name: 'Eva', mood: 'good', email: 'a', age: 7, big: Long.fromString('9007199254740993'), rate: new Double(0.5), price: Decimal128.fromString('1.5'), at: new Date(), ref: new UUID(), tags: ['x'], home: { zip: 1 }, orders: [{ sku: 'A' }], either: 1 },
    { _id: new ObjectId(), name: 'Max', email: 'b', age: Long.fromNumber(8), rate: 1, home: { zip: 2, city: 'Bonn' }, orders: [], either: 'one' },
  ])
  const { objects, enums } = await source.introspect()
  const [people] = objects
  expect(people).toMatchObject({ name: 'people', kind: 'collection', key: ['_id'], unique: [['_id'], ['email']], indexes: [['_id'], ['email'], ['home.zip', 'name']], rows: 2 })
  expect(enums).toEqual([{ name: 'people_mood', values: ['good', 'bad'] }])
  const field = (name: string) => people!.fields.find((one) => one.name === name)
  expect(people!.fields[0]).toMatchObject({ name: '_id', nativeType: 'objectId', type: 'ID', keyType: 'OBJECT_ID', nullable: false })
  expect(field('name')).toMatchObject({ type: 'String', nullable: false, description: 'As it is written.' })
  expect(field('mood')).toMatchObject({ type: 'people_mood', nullable: true })
  expect(field('age')).toMatchObject({ nativeType: 'long', type: 'BigInt', keyType: 'INT64' })
  expect(field('rate')).toMatchObject({ nativeType: 'double', type: 'Float' })
  expect(field('price')).toMatchObject({ nativeType: 'decimal', type: 'Decimal', nullable: true })
  expect(field('ref')).toMatchObject({ nativeType: 'uuid', type: 'UUID', keyType: 'UUID' })
  expect(field('tags')).toMatchObject({ type: 'String', list: true })
  expect(field('home')?.fields).toMatchObject([{ name: 'zip', type: 'Int', nullable: false }, { name: 'city', type: 'String', nullable: true }])
  expect(field('orders')).toMatchObject({ type: 'object', list: true, fields: [{ name: 'sku', type: 'String' }] })
  expect(field('either')).toMatchObject({ nativeType: 'int | string', type: 'JSON', keyType: null, mixed: { int: 0.5, string: 0.5 } })
})
