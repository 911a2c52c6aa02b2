import { CrossgraphError, type Problem } from '../errors.ts'

/** Where a command writes: results to stdout, progress and errors to stderr; with `json`, stdout holds JSON only. */
export interface Terminal {
  readonly json: boolean
  /** Human text on stdout; nothing with `--json`. */
  print(text: string): void
  /** A JSON value on one line of stdout. */
  printJson(value: unknown): void
  /** What goes on, on stderr; nothing with `--quiet`. */
  progress(text: string): void
  /** A finding about the project, on stderr, also with `--quiet`. */
  report(text: string): void
  fail(error: unknown): void
}

export function openTerminal({ json = false, quiet = false }: { readonly json?: boolean; readonly quiet?: boolean }): Terminal {
  return {
    json,
    print: (text) => { if (!json) process.stdout.write(`${text}\n`) },
    printJson: (value) => { process.stdout.write(`${JSON.stringify(value)}\n`) },
    progress: (text) => { if (!quiet) process.stderr.write(`${text}\n`) },
    report: (text) => { process.stderr.write(`${text}\n`) },
    fail: (error) => { process.stderr.write(`${describeError(error)}\n`) },
  }
}

function describeError(error: unknown): string {
  if (error instanceof CrossgraphError) return `error ${error.code}: ${error.message}${error.hint === undefined ? '' : `\n  ${error.hint}`}`
  return error instanceof Error ? `error: ${error.stack ?? error.message}` : `error: ${String(error)}`
}

/** `schema/shop.graphql:12:3 error SCHEMA_NAME: …`, the hint below. */
export function describeProblem({ place, severity, code, message, hint }: Problem): string {
  const where = place === undefined ? '' : `${place.file}:${place.line}:${place.column} `
  return `${where}${severity} ${code}: ${message}${hint === undefined ? '' : `\n  ${hint}`}`
}
