import fc from 'fast-check'
import { expect, test } from 'vitest'
import { CrossgraphError } from '../../src/errors.ts'
import type { Column, Fetch } from '../../src/fetch/fetch.ts'
import { canonicalJson, fetchShape } from '../../src/fetch/shape.ts'
import { demoCompany } from '../graph/demo-company.ts'
import { demoCatalog } from '../graph/open-graph.ts'
import { ignoreErrorsLeftBehind } from './left-behind.ts'
import type { Faults, Paths } from './open-paths.ts'
import { openPaths, printAsked } from './open-paths.ts'
import type { RandomDocument } from './random-document.ts'
import { randomDocument } from './random-document.ts'

ignoreErrorsLeftBehind()

const catalog = demoCatalog()
/** More are asked for by hand: CROSSGRAPH_TEST_RUNS=5000. */
const RUNS = Number(process.env['CROSSGRAPH_TEST_RUNS'] ?? 300)
const open = (faults: Faults): Paths => openPaths({ catalog, company: demoCompany, faults, resultLimit: 4 })

/** A number of a text that spreads evenly: faults are chosen by it, so that both paths meet the same. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193) >>> 0
  return hash
}

/** One in `odds` fetches fails, one in `odds` values does not fit or is missing, one in `odds` keys cannot be compared. */
function randomFaults(seed: number, odds: number): Faults {
  const strikes = (what: string): boolean => hashOf(`${seed} ${what}`) % odds === 0
  const failFetch = (fetch: Fetch): void => {
    if (strikes(fetchShape(fetch))) throw new CrossgraphError('SOURCE_UNAVAILABLE', 'down', { source: 'memory', retryable: true })
  }
  return { behave: failFetch, column: (entity, column) => faultyColumn(column, (wire) => `${entity}.${column.field} ${canonicalJson(wire)}`, strikes), keyProblem: (entity, key) => (strikes(`${entity} ${key.join()}`) ? 'it is struck' : null) }
}

function faultyColumn(column: Column, nameOf: (wire: unknown) => string, strikes: (what: string) => boolean): Column {
  const check = (wire: unknown): boolean => {
    if (strikes(`misfit ${nameOf(wire)}`)) throw new CrossgraphError('SOURCE_VALUE', `${column.field} holds a value that does not fit`, { source: 'memory' })
    return strikes(`null ${nameOf(wire)}`)
  }
  return { field: column.field, toValue: (wire) => (check(wire) ? null : column.toValue(wire)), toJson: (wire) => (check(wire) ? 'null' : column.toJson(wire)) }
}

interface Response { readonly data: unknown; readonly errors: readonly string[] }
interface ErrorAt { readonly path?: readonly (string | number)[] }

/**
 * Where a null was passed up, it is free which of several failures below is told, and graphql-js tells the first in time:
 * such errors count as one of the place that became null. All others must be equal to the letter.
 */
function comparable(response: string): unknown {
  const { data, errors } = JSON.parse(response) as Response
  const told = errors.map((error) => {
    const { path = [] } = JSON.parse(error) as ErrorAt
    const reached = path.findIndex((_, i) => valueAt(data, path.slice(0, i + 1)) === null) + 1
    return reached === path.length ? error : `below ${path.slice(0, reached).join('.')}`
  })
  return { data: JSON.stringify(data), errors: [...new Set(told)].toSorted() }
}

const valueAt = (data: unknown, path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((value, step) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : null), data)

async function expectEqual(paths: Paths, { text, variables }: RandomDocument) {
  const ordinary = await paths.ordinary(text, variables)
  const printed = await paths.text(text, variables)
  expect(comparable(printed.response)).toEqual(comparable(ordinary.response))
  if (ordinary.bugs.length === 0) expect(printed.bugs).toEqual([])
  return { ways: printed.ways, asked: printAsked(printed.asked), ordinarilyAsked: printAsked(ordinary.asked) }
}

const WAYS = ['printed', 'ordinary', 'handedOver'] as const

test('random operations have one response, and take the same fetches, on both paths', async () => {
  const paths = open({})
  const taken = { printed: 0, ordinary: 0, handedOver: 0 }
  await fc.assert(fc.asyncProperty(randomDocument(paths.schema), async (document) => {
    const { ways, asked, ordinarilyAsked } = await expectEqual(paths, document)
    expect(asked).toEqual(ordinarilyAsked)
    for (const way of WAYS) taken[way] += ways?.[way] ?? 0
  }), { numRuns: RUNS, endOnFailure: true })
  expect(taken.printed).toBeGreaterThan(taken.handedOver)
})

test('so do they when sources fail, values do not fit or are missing, and keys cannot be compared', async () => {
  let faults: Faults = {}
  const paths = open({
    behave: (fetch) => faults.behave?.(fetch),
    column: (entity, column) => faults.column?.(entity, column) ?? column,
    keyProblem: (entity, key) => faults.keyProblem?.(entity, key) ?? null,
  })
  const taken = { printed: 0, ordinary: 0, handedOver: 0 }
  await fc.assert(fc.asyncProperty(randomDocument(paths.schema), fc.nat(), fc.constantFrom(5, 20, 80), async (document, seed, odds) => {
    faults = randomFaults(seed, odds)
    const { ways, asked } = await expectEqual(paths, { ...document, text: `# ${seed}\n${document.text}` })
    expect(asked, 'a root field that is handed over asks for nothing again').toEqual([...new Set(asked)])
    for (const way of WAYS) taken[way] += ways?.[way] ?? 0
  }), { numRuns: RUNS, endOnFailure: true })
  expect(Math.min(taken.printed, taken.handedOver)).toBeGreaterThan(20)
})
