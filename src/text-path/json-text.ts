import type { ExecutionResult } from 'graphql'

/** Finished JSON in the place of `data`: it is never parsed, and never an object. */
export class JsonText {
  readonly text: string;
  [name: string]: unknown

  constructor(text: string) {
    this.text = text
  }
}

/** The response as it is sent. What the text path printed is spliced in as it stands. */
export function stringifyResult(result: ExecutionResult): string {
  const { data } = result
  if (!(data instanceof JsonText)) return JSON.stringify(result)
  const members = Object.entries(result).filter(([, value]) => value !== undefined)
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value === data ? data.text : JSON.stringify(value)}`).join(',')}}`
}
