import { execute, parse, validate } from 'graphql'
import type { DocumentNode, ExecutionResult } from 'graphql'
import type { Catalog } from '../../src/catalog/model.ts'
import type { CallOrigin, RequestScope, RunFetch } from '../../src/door/request.ts'
import type { Column, Fetch, Key } from '../../src/fetch/fetch.ts'
import { canonicalJson } from '../../src/fetch/shape.ts'
import type { GraphExtension } from '../../src/graph/create-graph.ts'
import { createGraph } from '../../src/graph/create-graph.ts'
import { stringifyResult } from '../../src/text-path/json-text.ts'
import type { Ways } from '../../src/text-path/text-path.ts'
import { createTextPath } from '../../src/text-path/text-path.ts'
import { createFakeSource } from '../door/fake-source.ts'
import type { Company } from '../door/memory-rows.ts'

/** What goes wrong, always in the same places: both paths meet it. */
export interface Faults {
  /** Runs before a fetch is answered; what it throws is the answer. */
  readonly behave?: (fetch: Fetch) => void
  readonly column?: (entity: string, column: Column) => Column
  readonly keyProblem?: (entity: string, key: Key) => string | null
}

export interface PathOptions {
  readonly catalog: Catalog
  readonly company: Company
  readonly faults?: Faults
  readonly resultLimit?: number
  readonly extensions?: readonly GraphExtension[]
}

/** A fetch that reached the door. */
export interface Asked { readonly fetch: Fetch; readonly origin: CallOrigin }

export interface Answered {
  /** As it is sent, errors in the order of their places. */
  readonly response: string
  readonly asked: readonly Asked[]
  /** Null where nothing could be printed. */
  readonly ways: Ways | null
  readonly bugs: readonly unknown[]
}

export interface Paths {
  readonly schema: ReturnType<typeof createGraph>['schema']
  ordinary(text: string, variables?: Readonly<Record<string, unknown>>): Promise<Answered>
  text(text: string, variables?: Readonly<Record<string, unknown>>): Promise<Answered>
}

/** Both paths over one graph, whose rows lie in memory. */
export function openPaths({ catalog, company, faults = {}, resultLimit = 1000, extensions = [] }: PathOptions): Paths {
  const askedIn = new WeakMap<RequestScope, Asked[]>()
  let ways: Ways | null = null
  let bugs: unknown[] = []
  const runFetch = fetchFrom(catalog, company, { faults, askedIn })
  const keyProblem = (entity: string, _fields: unknown, _types: unknown, key: Key): string | null => faults.keyProblem?.(entity, key) ?? null
  const sources = new Map([...catalog.sources.keys()].map((name) => [name, { keyProblem }]))
  const { schema, createContext } = createGraph({ catalog, runFetch, sources, settings: { resultLimit }, extensions, reportBug: (error) => bugs.push(error) })
  const executeText = createTextPath({ schema, createContext }, { onAnswer: (told) => (ways = told) })

  const answer = async (text: string, run: (document: DocumentNode, scope: RequestScope) => Promise<ExecutionResult> | ExecutionResult): Promise<Answered> => {
    const document = parse(text)
    const [invalid] = validate(schema, document)
    if (invalid !== undefined) throw invalid
    const scope = newScope()
    const asked: Asked[] = []
    askedIn.set(scope, asked)
    bugs = []
    ways = null
    return { response: printResponse(await run(document, scope)), asked: [...asked], ways, bugs }
  }
  return {
    schema,
    ordinary: (text, variables) => answer(text, (document, scope) => execute({ schema, document, variableValues: variables, contextValue: createContext(scope) })),
    text: (text, variables) => answer(text, (document, scope) => executeText({ document, queryHash: text, variables, scope })),
  }
}

const newScope = (): RequestScope => ({ deadline: performance.now() + 10_000, signal: new AbortController().signal, calls: [] })

/** Noted by request: a null that is passed up answers one while others of its fetches are still under way. */
interface Fetching { readonly faults: Faults; readonly askedIn: WeakMap<RequestScope, Asked[]> }

function fetchFrom(catalog: Catalog, company: Company, { faults, askedIn }: Fetching): RunFetch {
  const source = createFakeSource({ name: 'memory', catalog, company, capabilities: { pushes: () => true, maxKeys: Number.POSITIVE_INFINITY } })
  return async (scope, fetch, origin) => {
    const id = askedIn.get(scope)!.push({ fetch, origin })
    faults.behave?.(fetch)
    const rows = await source.fetch(fetch, { timeoutMs: 1000, maxRows: 1000, maxBytes: 1_000_000 })
    const columns = rows.columns.map((column) => faults.column?.(fetch.entity, column) ?? column)
    return { rows: { ...rows, columns }, calls: [id] }
  }
}

function printResponse(result: ExecutionResult): string {
  const { errors = [], ...rest } = JSON.parse(stringifyResult(result)) as { readonly errors?: readonly unknown[] }
  return JSON.stringify({ ...rest, errors: errors.map((error) => JSON.stringify(error)).toSorted() })
}

/** What was fetched and for which place, in no order: neither that of fetches nor that of keys within one. */
export function printAsked(asked: readonly Asked[]): readonly string[] {
  return asked.map(({ fetch, origin }) => {
    const keys = fetch.keys === undefined ? {} : { keys: { ...fetch.keys, values: fetch.keys.values.map((key) => key.join()).toSorted() } }
    return `${origin.path.join('.')} ${canonicalJson({ ...fetch, ...keys })}`
  }).toSorted()
}
