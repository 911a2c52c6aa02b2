import { Command, InvalidArgumentError, Option } from 'commander'
import { CASES, type BenchCase } from './cases.ts'
import { CONTENDERS, type Contender } from './contenders.ts'

export interface BenchOptions {
  readonly cases: readonly BenchCase[]
  readonly contenders: readonly Contender[]
  /** Of one turn of one contender. */
  readonly seconds: number
  readonly rounds: number
  /** Questions at once. */
  readonly connections: number
  /** Connections of each server to each database. */
  readonly pool: number
  /** Into `docs/performance.md`. */
  readonly record: boolean
}

type Given = Omit<BenchOptions, 'contenders'> & { readonly only: readonly Contender[] }

export function readOptions(args: readonly string[]): BenchOptions {
  const program = new Command('bench').description('Crossgraph against servers written by hand, PostGraphile, and what hand-written text can reach.')
    .addOption(new Option('--cases <names>', `of ${names(CASES)}`).argParser((text) => choose(CASES, text)).default(CASES, 'all'))
    .addOption(new Option('--only <contenders>', `of ${names(CONTENDERS)}`).argParser((text) => choose(CONTENDERS, text)).default(CONTENDERS, 'all'))
    .option('--seconds <n>', 'of each turn', readPositive, 0.9)
    .option('--rounds <n>', 'turns of each contender; medians are printed', readPositive, 3)
    .option('--connections <n>', 'questions at once', readPositive, 8)
    .option('--pool <n>', 'connections of each server to each database', readPositive, 8)
    .option('--record', 'put what is printed into docs/performance.md', false)
  const { only, ...options } = program.parse([...args], { from: 'user' }).opts<Given>()
  return { ...options, contenders: only }
}

const names = (known: readonly { readonly name: string }[]): string => known.map(({ name }) => name).join(', ')

function choose<Named extends { readonly name: string }>(known: readonly Named[], text: string): readonly Named[] {
  const wanted = text.split(',')
  const unknown = wanted.find((name) => !known.some((one) => one.name === name))
  if (unknown !== undefined) throw new InvalidArgumentError(`There is no ${unknown}; known are ${names(known)}.`)
  return known.filter(({ name }) => wanted.includes(name))
}

function readPositive(text: string): number {
  const number = Number(text)
  if (!(number > 0)) throw new InvalidArgumentError('Expected a number above 0.')
  return number
}
