import { inspect } from 'node:util'

/** A text that no log, error or dump shows: only `reveal` gives it away. Connection strings and URLs are secrets too, for their passwords. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** The text itself, for the driver that needs it. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}
