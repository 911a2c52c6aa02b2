import { CommandFailure } from './failure.ts'
import type { Operation } from './operation.ts'
import { isDocument, isTrue, wholeNumber } from './values/document.ts'
import type { Document } from './values/document.ts'

/** Thrown where a fail point asks for the connection to be closed without an answer. */
export class ConnectionClosed extends Error {}

interface Fault {
  readonly commands: ReadonlySet<string>
  readonly errorCode: number | undefined
  readonly blockMs: number
  readonly closes: boolean
  left: number
}

/** `failCommand` as the real server has it for tests: commands that fail, wait, or find their connection closed. */
export class FailPoint {
  #fault: Fault | null = null

  /** @throws CommandFailure for another fail point's name. */
  configure(command: Document): void {
    if (command['configureFailPoint'] !== 'failCommand') throw new CommandFailure('BadValue', 'no such fail point')
    const { mode } = command
    const data = isDocument(command['data']) ? command['data'] : {}
    if (mode === 'off') this.#fault = null
    else {
      this.#fault = {
        commands: new Set(Array.isArray(data['failCommands']) ? data['failCommands'].map(String) : []),
        errorCode: wholeNumber(data['errorCode']),
        blockMs: isTrue(data['blockConnection']) ? (wholeNumber(data['blockTimeMS']) ?? 0) : 0,
        closes: isTrue(data['closeConnection']),
        left: isDocument(mode) ? (wholeNumber(mode['times']) ?? 1) : Infinity,
      }
    }
  }

  async apply(name: string, operation: Operation): Promise<void> {
    const fault = this.#fault
    if (fault === null || !fault.commands.has(name) || fault.left <= 0) return
    fault.left--
    if (fault.blockMs > 0) await operation.sleep(fault.blockMs)
    if (fault.closes) throw new ConnectionClosed()
    if (fault.errorCode !== undefined) throw new FailPointError(fault.errorCode)
  }
}

/** An error of any code a test asks for. */
export class FailPointError extends Error {
  readonly code: number
  constructor(code: number) {
    super('Failing command via \'failCommand\' failpoint')
    this.code = code
  }
}
