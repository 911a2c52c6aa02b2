import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { BenchCase } from './cases.ts'
import type { WireRequest } from './run/load.ts'

export interface Contender {
  readonly name: string
  readonly title: string
  /** The script and its arguments. */
  readonly command: readonly [string, ...string[]]
  /** Beside where the databases are. */
  readonly env?: Readonly<Record<string, string>>
  /** The folder of its documents; null: a route a document, without GraphQL. */
  readonly documents: string | null
  /** By the limits the others are measured; where there are none, by the servers written by hand. */
  readonly role: 'ours' | 'handwritten' | 'product' | 'limit'
  readonly databases: readonly BenchCase['database'][]
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url))
const BOTH = ['postgres', 'mongodb'] as const
const SERVE: Contender['command'] = [path('../src/cli/main.ts'), 'serve', '--project', path('project'), '--port', '0', '--json']

export const CONTENDERS: readonly Contender[] = [
  { name: 'crossgraph', title: 'Crossgraph', command: SERVE, documents: 'crossgraph', role: 'ours', databases: BOTH },
  { name: 'crossgraph-objects', title: 'Crossgraph without the text path', command: SERVE, env: { BENCH_TEXT_PATH: 'false' }, documents: 'crossgraph', role: 'ours', databases: BOTH },
  { name: 'apollo', title: 'Apollo + DataLoader', command: [path('peers/apollo.ts')], documents: 'handwritten', role: 'handwritten', databases: BOTH },
  { name: 'apollo-jit', title: 'Apollo + DataLoader + graphql-jit', command: [path('peers/apollo.ts'), '--jit'], documents: 'handwritten', role: 'handwritten', databases: BOTH },
  { name: 'postgraphile', title: 'PostGraphile 5', command: [path('peers/postgraphile.ts')], documents: 'postgraphile', role: 'product', databases: ['postgres'] },
  { name: 'nested-json', title: 'Limit A: one statement, nested JSON', command: [path('peers/nested-json.ts')], documents: null, role: 'limit', databases: ['postgres'] },
  { name: 'flat-text', title: 'Limit B: a flat statement a level', command: [path('peers/flat-text.ts')], documents: null, role: 'limit', databases: ['postgres'] },
]

export type Variables = Readonly<Record<string, number | string>>

/** The question of a case in a contender's own words. */
export function writeRequest(contender: Contender, document: string, variables: Variables): WireRequest {
  if (contender.documents === null) {
    const search = new URLSearchParams(Object.entries(variables).map(([name, value]) => [name, String(value)]))
    return { method: 'GET', path: `/${document}?${search.toString()}`, headers: {}, body: null }
  }
  const query = readFileSync(path(`documents/${contender.documents}/${document}.graphql`), 'utf8')
  return { method: 'POST', path: '/graphql', headers: { 'content-type': 'application/json', accept: 'application/json' }, body: JSON.stringify({ query, variables }) }
}
