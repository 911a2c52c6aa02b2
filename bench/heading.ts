import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'

export interface RunFacts {
  readonly seconds: number
  readonly rounds: number
  readonly connections: number
  readonly pool: number
  readonly postgresVersion: string
  readonly hasCpu: boolean
}

/** When, where and how: what the tables below it mean. */
export function printHeading({ seconds, rounds, connections, pool, postgresVersion, hasCpu }: RunFacts): string {
  const lines = [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, commit ${commit()}, \`npm run bench${givenArguments()}\``,
    `${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.versions.node}, PostgreSQL ${postgresVersion}; load before: ${loadavg()[0]?.toFixed(1)}`,
    `${rounds} rounds of ${seconds} s, ${connections} questions at once, pools of ${pool}; medians of the rounds, CPU over all rounds`,
    ...(hasCpu ? [] : ['Without /proc on this system, CPU and memory of the processes are not known.']),
  ]
  return lines.map((line) => `- ${line}\n`).join('')
}

const givenArguments = (): string => (process.argv.length > 2 ? ` -- ${process.argv.slice(2).join(' ')}` : '')

/** Marked when the working tree differs from it. */
function commit(): string {
  try {
    return execFileSync('git', ['describe', '--always', '--dirty=+'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'unknown'
  }
}
