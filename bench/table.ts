import type { BenchCase } from './cases.ts'
import type { Contender } from './contenders.ts'
import type { Figures } from './run/measure.ts'

const HEAD = ['', 'server CPU ms', 'database CPU ms', 'req/s', 'p99 ms', 'RSS MB', 'req/s ÷ limit', 'CPU ÷ limit', 'req/s ÷ PostGraphile', 'CPU ÷ PostGraphile']

/** One case as a Markdown table that is aligned for the terminal too. CPU without `/proc` is a dash. */
export function printCase(bench: BenchCase, figures: ReadonlyMap<Contender, Figures>, hasCpu: boolean): string {
  const limit = limitOf(bench, figures)
  const postgraphile = [...figures].filter(([{ name }]) => name === 'postgraphile').map(([, found]) => found)
  const rows = [...figures].map(([contender, found]) => [
    contender.title,
    hasCpu ? digits(found.serverMs) : '–', hasCpu ? digits(found.databaseMs) : '–',
    String(Math.round(found.requestsPerSecond)), digits(found.p99Ms), String(Math.round(found.rssMb)),
    ...compare(found, limit, hasCpu), ...compare(found, postgraphile, hasCpu),
  ])
  return `### ${bench.title}\n\n${printTable([HEAD, ...rows])}\n`
}

/** The limits; where there are none, the servers written by hand. */
function limitOf({ database }: BenchCase, figures: ReadonlyMap<Contender, Figures>): readonly Figures[] {
  const role = database === 'mongodb' ? 'handwritten' : 'limit'
  return [...figures].filter(([contender]) => contender.role === role).map(([, found]) => found)
}

/** Against the best of the others in each respect: requests a second, and CPU of server and database together. */
function compare(found: Figures, others: readonly Figures[], hasCpu: boolean): readonly [string, string] {
  if (others.length === 0) return ['–', '–']
  const requests = found.requestsPerSecond / Math.max(...others.map((other) => other.requestsPerSecond))
  const cpu = cpuOf(found) / Math.min(...others.map(cpuOf))
  return [requests.toFixed(2), hasCpu ? cpu.toFixed(2) : '–']
}

const cpuOf = ({ serverMs, databaseMs }: Figures): number => serverMs + databaseMs

/** Three that count, at most two behind the point. */
const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2))

function printTable([head, ...rows]: readonly (readonly string[])[]): string {
  const widths = (head ?? []).map((name, column) => Math.max(name.length, ...rows.map((row) => row[column]?.length ?? 0)))
  const line = (cells: readonly string[]): string => `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => `${'-'.repeat(width + 1)}${column === 0 ? '-' : ':'}`).join('|')}|`
  return [line(head ?? []), rule, ...rows.map(line)].join('\n')
}
