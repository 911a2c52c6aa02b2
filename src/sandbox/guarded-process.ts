import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

export interface GuardedProcessOptions {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd: string
  readonly env: NodeJS.ProcessEnv
  /** Who it runs as; absent: as we do. */
  readonly user?: { readonly uid: number; readonly gid: number } | undefined
  /** Each line that it writes. */
  readonly onLine: (line: string) => void
}

/** A server process that ends with us, however we end. */
export interface GuardedProcess {
  /** Settles when the process has ended. */
  readonly ended: Promise<void>
  /** Asks it to stop; makes it stop when it does not within five seconds. */
  stop(): Promise<void>
}

/**
 * The shell becomes the server; a watcher beside it reads a pipe that only we hold open. When we are gone, killed or not,
 * the pipe ends and the watcher stops the server; a line through the pipe tells the watcher that it is no longer needed.
 */
const GUARD = 'exec 3<&0 </dev/null; (read -r _ <&3 || kill -INT $$) & exec "$@" 3<&-'
const STOP_MS = 5_000

/** Starts a server in a session of its own, so that a Ctrl-C meant for us does not stop it before we do. */
export function startGuarded(options: GuardedProcessOptions): GuardedProcess {
  const { command, args, cwd, env, user } = options
  const child = process.platform === 'win32'
    ? spawn(command, args, { cwd, env, stdio: ['pipe', 'pipe', 'pipe'] })
    : spawn('/bin/sh', ['-c', GUARD, 'sh', command, ...args], { cwd, env, ...user, detached: true, stdio: ['pipe', 'pipe', 'pipe'] })
  forwardLines(child, options.onLine)
  const ended = once(child, 'exit').then(() => { child.stdin?.end('done\n') }, () => undefined)
  child.stdin?.on('error', () => undefined)
  return { ended, stop: () => stopChild(child, ended) }
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGKILL'] as const) {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(signal)
    const timer = new AbortController()
    await Promise.race([ended, sleep(STOP_MS, undefined, { signal: timer.signal, ref: false }).catch(() => undefined)])
    timer.abort()
  }
}

function forwardLines(child: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = ''
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) onLine(line)
    })
  }
}
