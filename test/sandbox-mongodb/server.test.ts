import { connect } from 'node:net'
import { deserialize, serialize } from 'bson'
import { MongoClient } from 'mongodb'
import type { Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { startMongoServer } from '../../src/sandbox/mongodb/server.ts'
import { startServer } from './start.ts'

const int32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, i) => bytes.writeInt32LE(value, i * 4))
  return bytes
}
const frame = (opcode: number, body: Buffer): Buffer => Buffer.concat([int32(16 + body.length, 7, 0, opcode), body])

/** Sends bytes in pieces and gives the first answer. */
async function exchange(port: number, bytes: Buffer, piece = bytes.length): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1')
  const answer = new Promise<Buffer>((resolve, reject) => socket.once('data', resolve).once('close', () => reject(new Error('closed'))))
  answer.catch(() => {})
  for (let at = 0; at < bytes.length && !socket.destroyed; at += piece) {
    socket.write(bytes.subarray(at, at + piece))
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
  return answer.finally(() => socket.destroy())
}

describe('the wire protocol', () => {
  const ping = serialize({ ping: 1, $db: 'admin' })

  it('answers OP_MSG, also with a checksum and in pieces', async () => {
    const { port } = await startServer()
    const message = frame(2013, Buffer.concat([int32(1), Buffer.from([0]), ping, int32(0x1234)]))
    const answer = await exchange(port, message, 9)
    expect(answer.readInt32LE(8)).toBe(7)
    expect(answer.readInt32LE(12)).toBe(2013)
    expect(deserialize(answer.subarray(21))).toEqual({ ok: 1 })
  })

  it('answers the old hello of OP_QUERY with OP_REPLY', async () => {
    const { port } = await startServer()
    const query = frame(2004, Buffer.concat([int32(0), Buffer.from('admin.$cmd\0'), int32(0, -1), serialize({ isMaster: 1, helloOk: true })]))
    const answer = await exchange(port, query)
    expect(answer.readInt32LE(12)).toBe(1)
    expect(deserialize(answer.subarray(36))).toMatchObject({ ismaster: true, helloOk: true, maxWireVersion: 21, ok: 1 })
  })

  it('takes documents in sequences', async () => {
    const { port, db } = await startServer()
    const documents = [serialize({ _id: 1 }), serialize({ _id: 2 })]
    const sequence = Buffer.concat([Buffer.from('documents\0'), ...documents])
    const body = serialize({ insert: 'rows', $db: 'test' })
    await exchange(port, frame(2013, Buffer.concat([int32(0), Buffer.from([1]), int32(sequence.length + 4), sequence, Buffer.from([0]), body])))
    expect(await db.collection('rows').countDocuments()).toBe(2)
  })

  it.each([
    ['a length that no message has', int32(4, 7, 0, 2013)],
    ['an opcode that it does not know', frame(2012, int32(0))],
  ])('closes the connection on %s, and serves the others', async (_what, bytes) => {
    const { port, db } = await startServer()
    await expect(exchange(port, bytes)).rejects.toThrow('closed')
    expect(await db.command({ ping: 1 })).toEqual({ ok: 1 })
  })

  it('says which port is taken', async () => {
    const { port } = await startServer()
    await expect(startMongoServer({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})

describe('commands', () => {
  it('write, change and delete documents', async () => {
    const { db } = await startServer([{ a: 1, tags: ['x'] }, { a: 2 }])
    interface Row { _id: number; a?: number; tags?: string[]; b?: { c: number }; z?: number; key?: string; made?: boolean }
    const rows = db.collection<Row>('rows')
    expect(await rows.updateOne({ a: 1 }, { $set: { 'b.c': 1 }, $inc: { a: 5 }, $push: { tags: 'y' } })).toMatchObject({ matchedCount: 1, modifiedCount: 1 })
    expect(await rows.findOne({ a: 6 })).toEqual({ _id: 1, a: 6, tags: ['x', 'y'], b: { c: 1 } })
    expect(await rows.updateMany({}, [{ $set: { double: { $multiply: ['$a', 2] } } }])).toMatchObject({ modifiedCount: 2 })
    expect(await rows.replaceOne({ a: 2 }, { z: 1 })).toMatchObject({ modifiedCount: 1 })
    expect(await rows.updateOne({ key: 'new' }, { $set: { a: 7 }, $setOnInsert: { made: true } }, { upsert: true })).toMatchObject({ upsertedCount: 1 })
    expect(await rows.findOne({ key: 'new' })).toMatchObject({ key: 'new', a: 7, made: true })
    expect(await rows.deleteMany({ a: { $exists: true } })).toMatchObject({ deletedCount: 2 })
    expect(await rows.find().toArray()).toEqual([{ _id: 2, z: 1 }])
  })

  it('refuse a second document of one key, in order or not', async () => {
    const { db } = await startServer()
    const rows = db.collection<{ _id: number; email?: string }>('rows')
    await expect(rows.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }])).rejects.toMatchObject({ code: 11000 })
    expect(await rows.countDocuments()).toBe(1)
    await expect(rows.insertMany([{ _id: 1 }, { _id: 2 }], { ordered: false })).rejects.toMatchObject({ code: 11000 })
    expect(await rows.countDocuments()).toBe(2)
    await rows.deleteMany({})
    await rows.createIndex({ email: 1 }, { unique: true })
    await rows.insertOne({ _id: 5, email: 'a' })
    await expect(rows.insertOne({ _id: 6, email: 'a' })).rejects.toMatchObject({ code: 11000, keyPattern: { email: 1 } })
  })

  it('hand out rows in batches, until the cursor is killed', async () => {
    const { db } = await startServer(Array.from({ length: 250 }, (_, n) => ({ n })))
    expect(await db.collection('rows').find().batchSize(100).toArray()).toHaveLength(250)
    const { cursor } = await db.command({ find: 'rows', batchSize: 2 })
    expect(cursor.firstBatch).toHaveLength(2)
    const next = await db.command({ getMore: cursor.id, collection: 'rows', batchSize: 3 })
    expect(next['cursor'].nextBatch).toHaveLength(3)
    expect(await db.command({ killCursors: 'rows', cursors: [cursor.id] })).toMatchObject({ ok: 1 })
    await expect(db.command({ getMore: cursor.id, collection: 'rows' })).rejects.toMatchObject({ code: 43 })
  })

  it('tell what there is', async () => {
    const { db, client } = await startServer([{ a: 1 }, { a: [1, 2] }])
    await db.collection('rows').createIndex({ a: -1, b: 1 })
    expect((await db.listCollections().toArray()).map(({ name }) => name)).toEqual(['rows'])
    expect((await db.collection('rows').listIndexes().toArray()).map(({ name, key }) => [name, key])).toEqual([['_id_', { _id: 1 }], ['a_-1_b_1', { a: -1, b: 1 }]])
    expect((await client.db().admin().listDatabases()).databases).toMatchObject([{ name: 'test' }])
    expect(await db.collection('rows').distinct('a')).toEqual([1, 2])
    expect(await db.collection('rows').estimatedDocumentCount()).toBe(2)
    await db.collection('rows').drop()
    await expect(db.collection('rows').listIndexes().toArray()).rejects.toMatchObject({ code: 26 })
    await expect(db.command({ sing: 1 })).rejects.toMatchObject({ code: 59, codeName: 'CommandNotFound' })
  })

  it('end at their time, between rows', async () => {
    const { db } = await startServer()
    await db.collection('rows').insertMany(Array.from({ length: 3_000 }, (_, n) => ({ n })))
    const slow = [{ $lookup: { from: 'rows', let: { n: '$n' }, pipeline: [{ $match: { $expr: { $gt: ['$n', '$$n'] } } }, { $count: 'n' }], as: 'more' } }]
    const begin = performance.now()
    await expect(db.collection('rows').aggregate(slow, { maxTimeMS: 50 }).toArray()).rejects.toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' })
    expect(performance.now() - begin).toBeLessThan(1_500)
  })

  it('are killed by their number', async () => {
    const { db, client } = await startServer([{ a: 1 }])
    const admin = client.db('admin')
    await admin.command({ configureFailPoint: 'failCommand', mode: { times: 1 }, data: { failCommands: ['find'], blockConnection: true, blockTimeMS: 60_000 } })
    const blocked = db.collection('rows').find({}, { comment: 'mine' }).toArray().catch((error: { code: number }) => error.code)
    const running = async (): Promise<Document[]> => admin.aggregate([{ $currentOp: {} }, { $match: { 'command.comment': 'mine' } }]).toArray()
    await expect.poll(async () => (await running()).length).toBe(1)
    await admin.command({ killOp: 1, op: (await running())[0]!['opid'] })
    expect(await blocked).toBe(11601)
  })
})

it('closes with connections open', async () => {
  const server = await startMongoServer()
  const client = new MongoClient(server.uri, { serverSelectionTimeoutMS: 200 })
  await client.connect()
  await server.close()
  await expect(client.db().command({ ping: 1 })).rejects.toThrow()
  await client.close()
})
