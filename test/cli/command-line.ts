import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import type { ReadyLine } from '../demo/start-demo.ts'

export interface Outcome { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly stderr: string }

export interface RunOptions {
  /** Beside the `PATH` and the home of this process; nothing else of its environment is passed on. */
  readonly env?: Readonly<Record<string, string>>
  /** In place of `crossgraph`. */
  readonly command?: readonly [string, ...string[]]
}

interface Running { readonly child: ChildProcess; readonly ended: Promise<Outcome>; readonly stderr: () => string }

const CROSSGRAPH = [process.execPath, resolve('src/cli/main.ts')] as const

/** A command in a process group of its own, as a shell starts it. */
function start(args: readonly string[], { env = {}, command = CROSSGRAPH }: RunOptions): Running {
  const [file, ...first] = command
  const child = spawn(file, [...first, ...args], { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env } })
  const written = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) child[stream].setEncoding('utf8').on('data', (text: string) => { written[stream] += text })
  const ended = once(child, 'close').then((): Outcome => ({ code: child.exitCode, signal: child.signalCode, ...written }))
  return { child, ended, stderr: () => written.stderr }
}

/** Runs a command to its end, whatever that is. */
export const crossgraph = (args: readonly string[], options: RunOptions = {}): Promise<Outcome> => start(args, options).ended

export interface RunningCommand extends Running {
  readonly ready: ReadyLine
  /** Sends a signal and waits for the end. */
  end(signal: NodeJS.Signals, to?: 'process' | 'group'): Promise<Outcome>
}

/** Starts a command that stays, with `--port 0 --json`, and waits until it says that it is ready. */
export async function startCommand(args: readonly string[], options: RunOptions = {}): Promise<RunningCommand> {
  const running = start([...args, '--port', '0', '--json'], options)
  const { child, ended } = running
  const ready = await new Promise<ReadyLine>((resolveReady, reject) => {
    createInterface({ input: child.stdout! }).on('line', (line) => { if (line.startsWith('{')) resolveReady(JSON.parse(line) as ReadyLine) })
    void ended.then((outcome) => reject(new Error(`it ended before it was ready: ${JSON.stringify(outcome)}`)))
  })
  return {
    ...running, ready,
    end: (signal, to = 'process') => {
      process.kill(to === 'group' ? -child.pid! : child.pid!, signal)
      return ended
    },
  }
}

export interface ScratchProject { readonly dir: string; remove(): Promise<void> }

/** A copy of the demo company's project, to be edited, with some more lines of configuration. */
export async function copyDemoProject(settings = ''): Promise<ScratchProject> {
  const dir = await mkdtemp(join(tmpdir(), 'crossgraph-project-'))
  await writeFile(join(dir, 'crossgraph.yaml'), `${await readFile('crossgraph.yaml', 'utf8')}\n${settings}\n`)
  await cp('schema', join(dir, 'schema'), { recursive: true })
  return { dir, remove: () => rm(dir, { recursive: true, force: true }) }
}
