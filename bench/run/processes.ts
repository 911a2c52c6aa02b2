import { readdirSync, readFileSync } from 'node:fs'

/** `/proc` counts processor time in hundredths of a second on every Linux of today. */
const MS_PER_TICK = 10

interface ProcessTimes {
  readonly parent: number
  readonly ownMs: number
  /** Of children that have ended. */
  readonly endedChildrenMs: number
}

/** Whether this system tells what another process took. */
export const canReadProcesses = (): boolean => readTimes(process.pid) !== null

/** Processor time of one process, all its threads. */
export const readProcessMs = (pid: number): number => readTimes(pid)?.ownMs ?? 0

/** Processor time of a process and of its children, those that have ended included. */
export function readFamilyMs(pid: number): number {
  const children = processIds().map(readTimes).filter((times) => times?.parent === pid)
  const head = readTimes(pid)
  return (head?.ownMs ?? 0) + (head?.endedChildrenMs ?? 0) + children.reduce((sum, times) => sum + (times?.ownMs ?? 0), 0)
}

/** The process that started this one. */
export const readParentPid = (pid: number): number | null => readTimes(pid)?.parent ?? null

/** Memory that a process holds now. */
export function readRssMb(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readProc(pid, 'status') ?? '')?.[1]
  return Number(kilobytes ?? 0) / 1024
}

function processIds(): readonly number[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number)
}

/** The name of the program, in brackets, may hold anything: what counts stands behind it. */
function readTimes(pid: number): ProcessTimes | null {
  const text = readProc(pid, 'stat')
  if (text === null) return null
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number)
  const [parent = 0, user = 0, system = 0, endedUser = 0, endedSystem = 0] = [fields[1], fields[11], fields[12], fields[13], fields[14]]
  return { parent, ownMs: (user + system) * MS_PER_TICK, endedChildrenMs: (endedUser + endedSystem) * MS_PER_TICK }
}

/** Null where there is no `/proc`, or when the process has ended. */
function readProc(pid: number, name: string): string | null {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'utf8')
  } catch {
    return null
  }
}
