import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'

/** A server in a process of its own, so that what it takes can be told from what others take. */
export interface ChildServer {
  readonly url: string
  readonly pid: number
  stop(): Promise<void>
}

export interface ChildCommand { readonly file: string; readonly args?: readonly string[]; readonly env: Readonly<Record<string, string>> }

const START_MS = 30_000
const STOP_MS = 3_000

/** Starts a script that says `{"event":"ready","url":…}` in one line of its output. */
export async function startChildServer({ file, args = [], env }: ChildCommand): Promise<ChildServer> {
  const child = spawn(process.execPath, [file, ...args], { env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production', ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  const killWithUs = (): void => void child.kill('SIGKILL')
  process.once('exit', killWithUs)
  try {
    return { url: await readReadyUrl(child, file), pid: child.pid ?? 0, stop: () => stopChild(child, killWithUs) }
  } catch (error) {
    await stopChild(child, killWithUs)
    throw error
  }
}

async function readReadyUrl(child: ChildProcess, file: string): Promise<string> {
  const lines = createInterface({ input: child.stdout! })
  const line = await Promise.race([
    once(lines, 'line').then(([first]) => String(first)),
    once(child, 'exit').then(() => { throw new Error(`${file} ended before it was ready`) }),
    wait(START_MS, undefined, { ref: false }).then(() => { throw new Error(`${file} was not ready after ${START_MS} ms`) }),
  ])
  const { url } = JSON.parse(line) as { readonly url?: unknown }
  if (typeof url !== 'string') throw new Error(`${file} says no address: ${line}`)
  return url
}

async function stopChild(child: ChildProcess, killWithUs: () => void): Promise<void> {
  process.off('exit', killWithUs)
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await Promise.race([ended, wait(STOP_MS, undefined, { ref: false })])
  child.kill('SIGKILL')
}
