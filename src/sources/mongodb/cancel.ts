import { MongoClient } from 'mongodb'

/** Milliseconds. */
const PATIENCE = 2_000

/** Stops calls inside the server, over a connection of its own: those of the pool may all be busy with what is to be stopped. */
export class Canceller {
  readonly #uri: string
  #client: MongoClient | null = null

  constructor(uri: string) {
    this.#uri = uri
  }

  /** Finds a call by its comment. Where the user may not, the server's own time limit ends it; nobody waits for it any more. */
  async cancel(comment: string): Promise<void> {
    try {
      this.#client ??= new MongoClient(this.#uri, { appName: 'crossgraph', maxPoolSize: 1, serverSelectionTimeoutMS: PATIENCE, connectTimeoutMS: PATIENCE })
      const admin = this.#client.db('admin')
      const found = await admin.aggregate([{ $currentOp: {} }, { $match: { 'command.comment': { $eq: comment } } }, { $project: { opid: 1 } }], { maxTimeMS: PATIENCE }).toArray()
      for (const { opid } of found) await admin.command({ killOp: 1, op: Number(opid) })
    } catch {
      await this.close()
    }
  }

  async close(): Promise<void> {
    const client = this.#client
    this.#client = null
    await client?.close().catch(() => {})
  }
}
