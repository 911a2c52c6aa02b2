import { MongoClient } from 'mongodb'
import type { Db, Document } from 'mongodb'
import { afterEach } from 'vitest'
import { startMongoServer } from '../../src/sandbox/mongodb/server.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => { for (const one of open.splice(0).toReversed()) await one.close() })

export interface StartedServer { readonly db: Db; readonly client: MongoClient; readonly port: number }

/** A server with the documents of one collection, and the real driver connected to it. Numbers and dates come back as they were stored. */
export async function startServer(documents: readonly Document[] = []): Promise<StartedServer> {
  const server = await startMongoServer()
  open.push(server)
  const client = new MongoClient(server.uri, { useBigInt64: true })
  open.push(client)
  const db = client.db('test')
  if (documents.length > 0) await db.collection<{ _id: unknown }>('rows').insertMany(documents.map((document, i) => ({ _id: i + 1, ...document })))
  return { db, client, port: server.port }
}

export const rowsOf = async (db: Db, pipeline: readonly Document[]): Promise<Document[]> => db.collection('rows').aggregate([...pipeline]).toArray()

/** The value of an expression over one document. */
export async function evaluate(expression: unknown, document: Document = {}): Promise<unknown> {
  const { db } = await startServer([document])
  const [row] = await rowsOf(db, [{ $project: { _id: 0, value: expression } }])
  return row?.['value']
}
