import type { Db, Document } from 'mongodb'
import type { Company } from '../company/company.ts'
import type { FillOutcome } from './fill-postgres.ts'
import { MongoClient, ObjectId } from 'mongodb'
import { foreignDataError, stampOf } from './stamp.ts'

/** The demo's database. */
const DATABASE = 'support'
/** The name of an index that each collection of the demo has; with the stamp behind it once all rows are there. */
const MARK = 'crossgraph_demo'
const CONNECT_MS = 5_000

interface Filled {
  readonly name: string
  readonly documents: readonly Document[]
  /** The first is named by the mark, the second by mark and stamp. */
  readonly indexes: readonly [string, string, ...string[]]
}

/**
 * Writes tickets and web events. Collections of the demo with other documents are made anew.
 *
 * @throws CrossgraphError `CONFIG_SANDBOX_FOREIGN_DATA` when a collection of that name is not the demo's.
 */
export async function fillMongo(uri: string, company: Pick<Company, 'tickets' | 'webEvents'>): Promise<FillOutcome> {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: CONNECT_MS })
  try {
    const collections = collectionsOf(company)
    const stamp = stampOf([company.tickets, company.webEvents])
    return await writeCollections(client.db(DATABASE), collections, stamp)
  } finally {
    await client.close()
  }
}

function collectionsOf({ tickets, webEvents }: Pick<Company, 'tickets' | 'webEvents'>): readonly Filled[] {
  return [
    { name: 'tickets', documents: tickets.map((ticket) => ({ ...ticket, _id: new ObjectId(ticket._id), ...threadOf(ticket.thread) })), indexes: ['customer.ref', 'product_sku', 'state'] },
    { name: 'web_events', documents: webEvents.map((event) => ({ ...event, ts: new Date(event.ts) })), indexes: ['cust', 'prod', 'ts'] },
  ]
}

function threadOf(thread: Company['tickets'][number]['thread']): Document {
  return thread === undefined ? {} : { thread: thread.map((message) => ({ ...message, at: new Date(message.at) })) }
}

async function writeCollections(db: Db, collections: readonly Filled[], stamp: string): Promise<FillOutcome> {
  const marks = await Promise.all(collections.map(({ name }) => readMark(db, name)))
  collections.forEach(({ name }, index) => {
    if (marks[index] === 'foreign') throw foreignDataError(`a collection "${name}" in the database "${DATABASE}"`, '--mongodb URI')
  })
  if (marks.every((mark) => mark === stamp)) return 'recognised'
  for (const collection of collections) await writeCollection(db, collection, stamp)
  return 'filled'
}

/** The stamp, `unfinished`, `foreign` for somebody else's collection, or null where there is none. */
async function readMark(db: Db, name: string): Promise<string | null> {
  const [known] = await db.listCollections({ name }).toArray()
  if (known === undefined) return null
  const names = (await db.collection(name).listIndexes().toArray()).map((index: Document) => String(index['name']))
  if (!names.includes(MARK)) return 'foreign'
  return names.find((index) => index.startsWith(`${MARK}_`))?.slice(MARK.length + 1) ?? 'unfinished'
}

async function writeCollection(db: Db, { name, documents, indexes: [first, last, ...others] }: Filled, stamp: string): Promise<void> {
  const collection = db.collection(name)
  await collection.drop()
  await collection.createIndex({ [first]: 1 }, { name: MARK })
  await collection.insertMany([...documents], { ordered: false })
  for (const field of others) await collection.createIndex({ [field]: 1 })
  await collection.createIndex({ [last]: 1 }, { name: `${MARK}_${stamp}` })
}
