import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface ReadyLine {
  readonly event: 'ready'
  readonly url: string
  readonly sources: Readonly<Record<string, { readonly kind: string; readonly uri?: string; readonly url?: string; readonly token?: string }>>
  readonly ms: number
}

export interface RunningDemo {
  readonly ready: ReadyLine
  readonly child: ChildProcess
  readonly progress: () => string
  /** Sends the signal and tells how the process ended. */
  end(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts the command line as a user does and waits for the line that says it is ready. */
export async function startDemo(args: readonly string[] = []): Promise<RunningDemo> {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'demo', '--port', '0', '--json', ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  let progress = ''
  child.stderr.on('data', (chunk: Buffer) => { progress += chunk.toString() })
  const ended = once(child, 'exit') as Promise<[number | null]>
  const ready = new Promise<ReadyLine>((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as ReadyLine))
    void ended.then(([code]) => reject(new Error(`the demo ended with ${code} before it was ready:\n${progress}`)))
  })
  return {
    ready: await ready, child, progress: () => progress,
    async end(signal = 'SIGTERM') {
      child.kill(signal)
      const [code] = await ended
      return code
    },
  }
}

export interface Answer {
  readonly status: number
  readonly data: Record<string, any> | null // eslint-disable-line typescript/no-explicit-any -- answers are read by path
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[]; readonly extensions: { readonly code: string; readonly hint?: string; readonly source?: string; readonly retryable?: boolean } }[]
  readonly extensions?: { readonly crossgraph?: { readonly explain?: { readonly calls: readonly { readonly source: string; readonly path: readonly string[]; readonly keys: number; readonly rows: number; readonly native: string }[]; readonly text: string }; readonly freshness?: Readonly<Record<string, { readonly asOf: string; readonly ageSeconds: number }>> } }
}

export async function ask(url: string, query: string, { variables, headers }: { readonly variables?: object; readonly headers?: Record<string, string> } = {}): Promise<Answer> {
  const response = await fetch(new URL('graphql', url), {
    method: 'POST', body: JSON.stringify({ query, variables }), headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
  })
  return { status: response.status, ...((await response.json()) as Omit<Answer, 'status'>) }
}

export const explainCalls = async (url: string, query: string) => {
  const answer = await ask(url, query, { headers: { 'crossgraph-explain': 'true' } })
  if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors))
  return answer.extensions?.crossgraph?.explain?.calls ?? []
}
