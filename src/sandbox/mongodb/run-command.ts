import { BSONError } from 'bson'
import { catalogCommands } from './commands/catalog.ts'
import { reachOf } from './commands/command.ts'
import type { Commands, ServerState } from './commands/command.ts'
import { diagnosticCommands } from './commands/diagnostics.ts'
import { readCommands } from './commands/read.ts'
import { writeCommands } from './commands/write.ts'
import { ConnectionClosed, FailPointError } from './fail-point.ts'
import { CommandFailure } from './failure.ts'
import { Operation } from './operation.ts'
import { wholeNumber } from './values/document.ts'
import type { Document } from './values/document.ts'

const COMMANDS: Commands = { ...diagnosticCommands, ...catalogCommands, ...readCommands, ...writeCommands }

let lastOperation = 0

/**
 * Runs one command to its reply, errors included.
 * @throws ConnectionClosed where a fail point wants no reply at all.
 */
export async function runCommand(state: ServerState, connection: number, command: Document): Promise<Document> {
  const operation = new Operation(++lastOperation, connection, command)
  state.operations.set(operation.id, operation)
  try {
    return await dispatch(state, operation, command)
  } catch (error) {
    if (error instanceof ConnectionClosed) throw error
    return failureReply(error)
  } finally {
    state.operations.delete(operation.id)
  }
}

async function dispatch(state: ServerState, operation: Operation, command: Document): Promise<Document> {
  const [name = ''] = Object.keys(command)
  const handler = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (handler === undefined) throw new CommandFailure('CommandNotFound', `no such command: '${name}'`)
  operation.limitTo(wholeNumber(command['maxTimeMS']) ?? 0)
  await state.failPoint.apply(name, operation)
  operation.check()
  const database = typeof command['$db'] === 'string' ? command['$db'] : 'test'
  return handler({ state, operation, database, reach: reachOf(state.store, database, operation) }, command)
}

function failureReply(error: unknown): Document {
  if (error instanceof CommandFailure) return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.info }
  if (error instanceof FailPointError) return { ok: 0, errmsg: error.message, code: error.code }
  // What mingo or bson refuse is the client's query, not our bug; their words are kept.
  const isRefusal = error instanceof BSONError || (error instanceof Error && error.constructor.name === 'MingoError')
  const message = error instanceof Error ? error.message : String(error)
  return { ok: 0, errmsg: message, code: isRefusal ? 2 : 1, codeName: isRefusal ? 'BadValue' : 'InternalError' }
}
