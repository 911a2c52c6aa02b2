/** What Slack answers with `ok: false`: its error code and what belongs beside it. */
export class SlackFault extends Error {
  readonly error: string
  readonly more: Readonly<Record<string, unknown>>

  constructor(error: string, more: Readonly<Record<string, unknown>> = {}) {
    super(error)
    this.name = 'SlackFault'
    this.error = error
    this.more = more
  }
}

/** The arguments of one call, all of them text as a form posts them. */
export type Arguments = Readonly<Record<string, string>>

/** A whole number of at least 1, at most `most`; absent or 0 gives the default. */
export function limitOf(args: Arguments, fallback: number, most: number): number {
  const text = args['limit']
  if (text === undefined || text === '' || text === '0') return fallback
  const limit = Number(text)
  if (!Number.isInteger(limit) || limit < 1) throw new SlackFault('invalid_limit')
  return Math.min(limit, most)
}

export const flagOf = (args: Arguments, name: string): boolean => args[name] === 'true' || args[name] === '1'
