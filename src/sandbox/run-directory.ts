import { chmod, lstat, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { CrossgraphError } from '../errors.ts'

/** A folder for the files of one run, among the machine's temporary files. */
export interface RunDirectory {
  readonly path: string
  remove(): Promise<void>
}

const PREFIX = 'crossgraph-run-'
const OWNER_FILE = 'owner'
const REMOVE = { recursive: true, force: true, maxRetries: 5 } as const

/**
 * Makes a folder that any user may pass through (database servers do not run as root), and removes those which runs that
 * were killed have left. A project's own folder may be closed to others; this is why it is not made there.
 */
export async function createRunDirectory(): Promise<RunDirectory> {
  const base = await findEnterableBase()
  await removeStaleRuns(base)
  const path = await mkdtemp(join(base, PREFIX))
  await chmod(path, 0o711)
  await writeFile(join(path, OWNER_FILE), JSON.stringify(await identifyProcess(process.pid)))
  return { path, remove: () => removeRun(path) }
}

/** Whether every user may pass through all folders above a file. */
export async function isEnterable(path: string): Promise<boolean> {
  const { root } = parse(path)
  for (let folder = path; ; folder = dirname(folder)) {
    const { mode } = await stat(folder)
    if ((mode & 0o001) === 0) return false
    if (folder === root) return true
  }
}

async function findEnterableBase(): Promise<string> {
  const asRoot = process.getuid?.() === 0
  for (const base of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!asRoot || await isEnterable(base).catch(() => false)) return base
  }
  throw new CrossgraphError('CONFIG_SANDBOX', `another user cannot enter ${tmpdir()}`, { hint: 'As root, let TMPDIR name a folder that every user may pass through.' })
}

interface ProcessIdentity {
  readonly pid: number
  /** Tells two processes of the same number apart, where the system says it. */
  readonly startedAt: string | null
}

async function identifyProcess(pid: number): Promise<ProcessIdentity> {
  const stats = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  // The name in parentheses may hold blanks; the start is the 20th word after it.
  return { pid, startedAt: stats?.slice(stats.lastIndexOf(')') + 2).split(' ')[19] ?? null }
}

async function removeStaleRuns(base: string): Promise<void> {
  const names = await readdir(base)
  for (const name of names.filter((candidate) => candidate.startsWith(PREFIX))) {
    const path = join(base, name)
    if (await isStale(path).catch(() => false)) await removeRun(path).catch(() => undefined)
  }
}

/** The owner's name goes last: what a server that is just ending still writes is found again by the next start. */
async function removeRun(path: string): Promise<void> {
  const names = await readdir(path)
  await Promise.all(names.filter((name) => name !== OWNER_FILE).map((name) => rm(join(path, name), REMOVE)))
  await rm(path, REMOVE)
}

/** A folder of our own user whose process is gone. One without a name in it has only just been made. */
async function isStale(path: string): Promise<boolean> {
  const folder = await lstat(path)
  if (!folder.isDirectory() || folder.uid !== (process.getuid?.() ?? folder.uid)) return false
  const owner: unknown = JSON.parse(await readFile(join(path, OWNER_FILE), 'utf8'))
  if (!isIdentity(owner)) return false
  return !isRunning(owner.pid) || (await identifyProcess(owner.pid)).startedAt !== owner.startedAt
}

const isIdentity = (value: unknown): value is ProcessIdentity => typeof value === 'object' && value !== null && 'pid' in value && 'startedAt' in value

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
