import type { BenchCase } from './cases.ts'
import type { Contender } from './contenders.ts'
import type { Figures } from './run/measure.ts'

const FIGURES = ['', 'server CPU ms', 'database CPU ms', 'req/s', 'p99 ms', 'RSS MB']

/** One case as a Markdown table that is aligned for the terminal too. CPU without `/proc` is a dash. */
export function printCase(bench: BenchCase, figures: ReadonlyMap<Contender, Figures>, hasCpu: boolean): string {
  const yardsticks = yardsticksOf(bench, figures)
  const head = [...FIGURES, ...yardsticks.flatMap(({ name }) => [`req/s ÷ ${name}`, `CPU ÷ ${name}`])]
  const rows = [...figures].map(([contender, found]) => [
    contender.title,
    hasCpu ? digits(found.serverMs) : '–', hasCpu ? digits(found.databaseMs) : '–',
    String(Math.round(found.requestsPerSecond)), digits(found.p99Ms), String(Math.round(found.rssMb)),
    ...yardsticks.flatMap(({ best }) => compare(found, best, hasCpu)),
  ])
  return `### ${bench.title}\n\n${printTable([head, ...rows])}\n`
}

/** Those that the others are measured by; the best of them counts. */
interface Yardstick { readonly name: string; readonly best: readonly Figures[] }

/** MongoDB has no limit written in text, and PostGraphile does not speak to it: there the servers written by hand are what can be reached. */
function yardsticksOf({ database }: BenchCase, figures: ReadonlyMap<Contender, Figures>): readonly Yardstick[] {
  const ofRole = (role: Contender['role']): readonly Figures[] => [...figures].filter(([contender]) => contender.role === role).map(([, found]) => found)
  if (database === 'mongodb') return [{ name: 'by hand', best: ofRole('handwritten') }]
  return [{ name: 'limit', best: ofRole('limit') }, { name: 'PostGraphile', best: ofRole('product') }]
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
