import { CommandFailure } from './failure.ts'
import type { Document } from './values/document.ts'

/** A command on its way: may run out of time, may be killed. */
export class Operation {
  readonly id: number
  readonly connection: number
  readonly command: Document
  readonly started = Date.now()
  #deadline = Infinity
  #killed = false
  #onKill: (() => void) | null = null

  constructor(id: number, connection: number, command: Document) {
    this.id = id
    this.connection = connection
    this.command = command
  }

  /** Zero is no limit. */
  limitTo(milliseconds: number): void {
    if (milliseconds > 0) this.#deadline = this.started + milliseconds
  }

  /** To be called between rows. @throws CommandFailure MaxTimeMSExpired or Interrupted. */
  check(): void {
    if (this.#killed) throw new CommandFailure('Interrupted', 'operation was interrupted')
    if (Date.now() >= this.#deadline) throw new CommandFailure('MaxTimeMSExpired', 'operation exceeded time limit')
  }

  kill(): void {
    this.#killed = true
    this.#onKill?.()
  }

  /** Waits, but no longer than the time limit or a kill. A timer may fire a millisecond early: the limit is waited for with two to spare. */
  async sleep(milliseconds: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.min(milliseconds, this.#deadline - Date.now() + 2))
      this.#onKill = () => {
        clearTimeout(timer)
        resolve()
      }
    })
    this.#onKill = null
    this.check()
  }
}
