import type { Cursors } from '../cursors.ts'
import type { FailPoint } from '../fail-point.ts'
import { CommandFailure } from '../failure.ts'
import type { Operation } from '../operation.ts'
import type { Reach } from '../stages/stage.ts'
import type { Store } from '../store.ts'
import { isDocument } from '../values/document.ts'
import type { Document } from '../values/document.ts'

/** What every command may use. */
export interface ServerState {
  readonly store: Store
  readonly cursors: Cursors
  readonly operations: Map<number, Operation>
  readonly failPoint: FailPoint
  readonly started: number
  connections: number
}

export interface CommandContext {
  readonly state: ServerState
  readonly operation: Operation
  readonly database: string
  readonly reach: Reach
}

/** Takes the command as it came, gives the reply (with `ok: 1`). */
export type Command = (context: CommandContext, command: Document) => Document | Promise<Document>
export type Commands = Readonly<Record<string, Command>>

/** A database seen by a running operation, which is asked between rows whether it may go on. */
export function reachOf(store: Store, database: string, operation: Operation): Reach {
  function* watched(rows: Iterable<Document>): Generator<Document> {
    let count = 0
    for (const row of rows) {
      if (count++ % 128 === 0) operation.check()
      yield row
    }
  }
  return {
    rows: (collection) => watched(store.collection(database, collection)?.documents() ?? []),
    rowsWith: (collection, path, values) => watched(store.collection(database, collection)?.find(path, values) ?? []),
  }
}

/** The collection a command names in its first field. */
export function collectionName(command: Document, name: string): string {
  const value = command[name]
  if (typeof value !== 'string' || value === '') throw new CommandFailure('BadValue', `collection name has invalid type: ${typeof value}`)
  return value
}

export const variablesOf = (command: Document): Document => (isDocument(command['let']) ? command['let'] : {})

export function listOf(command: Document, name: string): readonly Document[] {
  const value = command[name]
  if (!Array.isArray(value) || !value.every(isDocument)) throw new CommandFailure('BadValue', `BSON field '${name}' must be an array of objects`)
  return value
}
