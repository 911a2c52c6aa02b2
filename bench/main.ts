/** `npm run bench`: every contender over the same databases, answers compared before anything is measured. */
import { loadavg } from 'node:os'
import type { BenchCase } from './cases.ts'
import type { Contender } from './contenders.ts'
import { printHeading } from './heading.ts'
import { readOptions, type BenchOptions } from './options.ts'
import { recordRun } from './record.ts'
import { expectEqual, prepareRequest } from './run/answers.ts'
import { startChildServer, type ChildServer } from './run/child-server.ts'
import { startDatabases, type Databases } from './run/databases.ts'
import { measureCase, type Entrant } from './run/measure.ts'
import { canReadProcesses } from './run/processes.ts'
import { printCase } from './table.ts'

type Servers = ReadonlyMap<Contender, ChildServer>

// Ended from outside, the run takes its servers along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

const options = readOptions(process.argv.slice(2))
const databases = await startDatabases({ withMongodb: options.cases.some(({ database }) => database === 'mongodb') })
try {
  await runBench(options, databases)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await databases.close()
}

async function runBench({ cases, contenders, ...rest }: BenchOptions, databases: Databases): Promise<void> {
  const hasCpu = canReadProcesses()
  const printed: string[] = []
  const print = (text: string): void => {
    printed.push(text)
    process.stdout.write(`${text}\n`)
  }
  print(printHeading({ ...rest, postgresVersion: databases.postgresVersion, hasCpu }))
  const servers = await startServers(contenders, databases, rest.pool)
  try {
    for (const bench of cases) {
      const entrants = await prepareCase(bench, servers)
      const figures = await measureCase(bench, entrants, { databases, options: rest })
      print(printCase(bench, figures, hasCpu))
    }
    print(`Load of the machine at the end, over one and five minutes: ${loadavg().slice(0, 2).map((load) => load.toFixed(1)).join(', ')}.`)
    if (rest.record) recordRun(printed.join('\n'))
  } finally {
    await Promise.all([...servers.values()].map((server) => server.stop()))
  }
}

async function startServers(contenders: readonly Contender[], { postgresUri, mongodbUri }: Databases, pool: number): Promise<Servers> {
  const env = { POSTGRES_URI: postgresUri, BENCH_POOL: String(pool), ...(mongodbUri !== null && { MONGODB_URI: mongodbUri, BENCH_TICKETS: 'true' }) }
  const servers = new Map<Contender, ChildServer>()
  for (const contender of contenders) {
    const [file, ...args] = contender.command
    servers.set(contender, await startChildServer({ file, args, env: { ...env, ...contender.env } }))
  }
  return servers
}

/** Asks each contender once; all must say the same. */
async function prepareCase(bench: BenchCase, servers: Servers): Promise<readonly Entrant[]> {
  const entrants: Entrant[] = []
  for (const [contender, server] of servers) {
    if (!contender.databases.includes(bench.database)) continue
    const prepared = await prepareRequest(server.url, contender, bench)
    const [first] = entrants
    if (first !== undefined) expectEqual(first.prepared, prepared, `${contender.name}, ${bench.name}`)
    entrants.push({ contender, server, prepared })
  }
  return entrants
}
