import { execute, parse, validate } from 'graphql'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import type { CompiledCatalog } from '../../src/catalog/compile-catalog.ts'
import { loadCatalog } from '../../src/catalog/load-catalog.ts'
import type { Catalog, SourceDeclaration } from '../../src/catalog/model.ts'
import type { CallOrigin, RunFetch } from '../../src/door/request.ts'
import type { Fetch, Key, Search } from '../../src/fetch/fetch.ts'
import { createGraph } from '../../src/graph/create-graph.ts'
import type { GraphOptions } from '../../src/graph/create-graph.ts'
import type { Source } from '../../src/sources/source.ts'
import { createFakeSource } from '../door/fake-source.ts'
import type { FakeSource } from '../door/fake-source.ts'
import type { Company } from '../door/memory-rows.ts'

const KINDS: Readonly<Record<string, SourceDeclaration['kind']>> = { shop: 'postgres', support: 'mongodb', knowledge: 'qdrant', chat: 'slack' }
const settings = { timeZone: 'Europe/Berlin', sources: new Map(Object.entries(KINDS).map(([name, kind]) => [name, { name, kind, priority: 1, enabled: true }])) }

/** The catalog of the demo project. */
export const demoCatalog = (): Catalog => catalogOf(loadCatalog('.', settings))

/** A catalog of its own over the demo's sources. */
export const catalogFrom = (sdl: string): Catalog => catalogOf(compileCatalog([{ file: 'test.graphql', text: sdl }], settings))

function catalogOf({ catalog, problems }: CompiledCatalog): Catalog {
  if (catalog === null) throw new Error(problems.map(({ message, place }) => `${place?.file}:${place?.line}: ${message}`).join('\n'))
  return catalog
}

/** One fetch that reached the door, and where in the answer it belongs. */
export interface Asked { readonly fetch: Fetch; readonly origin: CallOrigin }

export interface OpenOptions extends Partial<Pick<GraphOptions, 'lowerPredicate' | 'extensions' | 'reportBug'>> {
  readonly resultLimit?: number
  /** Runs before a fetch is answered; what it throws is the answer. */
  readonly behave?: (fetch: Fetch) => void
}

/** What a query came to, and what it took. `data` is plain JSON. */
export interface Outcome {
  readonly data: unknown
  readonly errors: readonly Failure[]
  readonly asked: readonly Asked[]
}
export interface Failure { readonly message: string; readonly path: readonly (string | number)[] | undefined; readonly code: unknown; readonly hint: unknown }

export interface OpenGraph {
  readonly typeDefs: string
  run(document: string, variables?: Readonly<Record<string, unknown>>): Promise<Outcome>
}

/** A graph over rows in memory that answer every fetch exactly as it says, whatever sources it leads through. */
export function openGraph(catalog: Catalog, company: Company, options: OpenOptions = {}): OpenGraph {
  let asked: Asked[] = []
  const sourceOver = (rows: Company): FakeSource => createFakeSource({ name: 'memory', catalog, company: rows, capabilities: { pushes: () => true, maxKeys: Number.POSITIVE_INFINITY } })
  const source = sourceOver(company)
  const runFetch: RunFetch = async (_, fetch, origin) => {
    asked.push({ fetch, origin })
    options.behave?.(fetch)
    const { search, ...unsearched } = fetch
    const answering = search === undefined ? source : sourceOver(findByWord(company, fetch.entity, search))
    return { rows: await answering.fetch(unsearched, { timeoutMs: 1000, maxRows: 1000, maxBytes: 1_000_000 }), calls: [asked.length] }
  }
  const { schema, typeDefs, createContext } = createGraph({ catalog, runFetch, sources: pickySources(catalog), settings: { resultLimit: options.resultLimit ?? 1000 }, ...options })
  return {
    typeDefs,
    run: async (text, variables = {}) => {
      asked = []
      const document = parse(text)
      const invalid = validate(schema, document)
      const contextValue = createContext({ deadline: performance.now() + 10_000, signal: new AbortController().signal, calls: null })
      const { data, errors = [] } = invalid.length > 0 ? { data: undefined, errors: invalid } : await execute({ schema, document, variableValues: variables, contextValue })
      return { data: toJson(data), asked, errors: errors.map(({ message, path, extensions }) => ({ message, path, code: extensions['code'], hint: extensions['hint'] })) }
    },
  }
}

/** Meaning, for tests: the share of a row's words that are the word searched for; a row without it is not found. Best first. */
function findByWord(company: Company, entity: string, { text, minScore = 0 }: Search): Company {
  const scored = (company.get(entity) ?? []).map((row) => {
    const words = String(row['text']).split(' ')
    return { ...row, score: words.filter((word) => word === text).length / words.length }
  })
  return new Map([...company, [entity, scored.filter(({ score }) => score > 0 && score >= minScore).toSorted((a, b) => b.score - a.score)]])
}

/** What stands at a path of an answer, such as `customers.0.id`. */
export const valueAt = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? Object.entries(value).find(([name]) => name === step)?.[1] : undefined), data)

const toJson = (data: unknown): unknown => (data === undefined ? undefined : JSON.parse(JSON.stringify(data)))

/** Sources that compare their keys by number, but for MongoDB's, which are of 24 hex digits. */
function pickySources(catalog: Catalog): ReadonlyMap<string, Pick<Source, 'keyProblem'>> {
  const problemOf = (form: RegExp) => (entity: string, fields: readonly string[], _: unknown, key: Key): string | null =>
    fields.join() !== catalog.entities.get(entity)?.key.join() || key.every((part) => form.test(part)) ? null : `it is not like ${form.source}`
  const forms: Readonly<Record<string, RegExp>> = { shop: /^-?\d+$/, support: /^[0-9a-f]{24}$/, knowledge: /^\d+$/, chat: /^/ }
  return new Map(Object.entries(forms).map(([name, form]) => [name, { keyProblem: problemOf(form) }]))
}
