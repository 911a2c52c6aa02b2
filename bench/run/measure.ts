import type { BenchCase } from '../cases.ts'
import type { Contender } from '../contenders.ts'
import type { PreparedRequest } from './answers.ts'
import type { ChildServer } from './child-server.ts'
import type { Databases } from './databases.ts'
import { applyLoad } from './load.ts'
import { readProcessMs, readRssMb } from './processes.ts'

/** A contender that runs, with its question of one case. */
export interface Entrant { readonly contender: Contender; readonly server: ChildServer; readonly prepared: PreparedRequest }

/** CPU is that of one request. */
export interface Figures {
  readonly serverMs: number
  readonly databaseMs: number
  readonly requestsPerSecond: number
  readonly p99Ms: number
  readonly rssMb: number
}

/** What one entrant did in one round. */
interface Turn extends Omit<Figures, 'serverMs' | 'databaseMs'> {
  readonly requests: number
  readonly serverTotalMs: number
  readonly databaseTotalMs: number
}

export interface MeasureOptions { readonly connections: number; readonly seconds: number; readonly rounds: number }

const WARM_UP_SECONDS = 0.6

/** Rounds in which each entrant has its turn, each round begun by another. */
export async function measureCase(bench: BenchCase, entrants: readonly Entrant[], context: { readonly databases: Databases; readonly options: MeasureOptions }): Promise<ReadonlyMap<Contender, Figures>> {
  const { databases, options } = context
  for (const { server, prepared } of entrants) await applyLoad(server.url, prepared.request, { ...options, seconds: WARM_UP_SECONDS, bytes: prepared.bytes })
  const turns = new Map<Contender, Turn[]>(entrants.map(({ contender }) => [contender, []]))
  for (let round = 0; round < options.rounds; round++) {
    const first = round % entrants.length
    for (const entrant of [...entrants.slice(first), ...entrants.slice(0, first)]) {
      turns.get(entrant.contender)?.push(await measureTurn(entrant, options, () => databases.readCpuMs(bench.database)))
    }
  }
  return new Map([...turns].map(([contender, rounds]) => [contender, sumUp(rounds)]))
}

async function measureTurn({ server, prepared }: Entrant, options: MeasureOptions, readDatabaseMs: () => number): Promise<Turn> {
  const before = { server: readProcessMs(server.pid), database: readDatabaseMs() }
  const { requests, seconds, latencies } = await applyLoad(server.url, prepared.request, { ...options, bytes: prepared.bytes })
  return {
    requests,
    serverTotalMs: readProcessMs(server.pid) - before.server,
    databaseTotalMs: readDatabaseMs() - before.database,
    requestsPerSecond: requests / seconds,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? 0,
    rssMb: readRssMb(server.pid),
  }
}

/** CPU over all rounds together, for the system counts it in hundredths of a second; of the rest the medians. */
function sumUp(turns: readonly Turn[]): Figures {
  const valuesOf = (name: keyof Turn): readonly number[] => turns.map((turn) => turn[name])
  const requests = sum(valuesOf('requests'))
  return {
    serverMs: sum(valuesOf('serverTotalMs')) / requests,
    databaseMs: sum(valuesOf('databaseTotalMs')) / requests,
    requestsPerSecond: median(valuesOf('requestsPerSecond')),
    p99Ms: median(valuesOf('p99Ms')),
    rssMb: median(valuesOf('rssMb')),
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle) - 1] ?? 0)) / 2
}
