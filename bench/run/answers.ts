import { isDeepStrictEqual } from 'node:util'
import type { BenchCase } from '../cases.ts'
import { writeRequest, type Contender, type Variables } from '../contenders.ts'
import type { WireRequest } from './load.ts'

/** A case, ready to be asked of one contender. */
export interface PreparedRequest {
  readonly request: WireRequest
  /** Length of the answer. */
  readonly bytes: number
  /** What the answer says, in the form in which answers are compared. */
  readonly data: unknown
}

/** The rows that are asked for at once on the way to a deep page. */
const STRIDE = 1000

/** Asks once, after walking to the page that the case is about. @throws when the answer is not a plain success. */
export async function prepareRequest(url: string, contender: Contender, bench: BenchCase): Promise<PreparedRequest> {
  const ask = (variables: Variables): Promise<Answer> => fetchAnswer(url, writeRequest(contender, bench.document, variables), `${contender.name}, ${bench.name}`)
  let after: Variables = {}
  for (let skipped = 0; skipped < (bench.skip ?? 0); skipped += STRIDE) {
    const { data } = await ask({ first: STRIDE, ...after })
    after = { after: (data as { readonly page: { readonly pageInfo: { readonly endCursor: string } } }).page.pageInfo.endCursor }
  }
  const variables = { ...bench.variables, ...after }
  const { data, bytes } = await ask(variables)
  return { request: writeRequest(contender, bench.document, variables), bytes, data: canonical(data, '') }
}

interface Answer { readonly data: unknown; readonly bytes: number }

async function fetchAnswer(url: string, { method, path, headers, body }: WireRequest, what: string): Promise<Answer> {
  const response = await fetch(new URL(path, url), { method, headers, body })
  const text = await response.text()
  const told = `${what}: status ${response.status}, ${text.slice(0, 300)}`
  if (!response.ok) throw new Error(told)
  const { data, errors } = JSON.parse(text) as { readonly data?: unknown; readonly errors?: unknown }
  if (data === undefined || data === null || errors !== undefined) throw new Error(told)
  return { data, bytes: Buffer.byteLength(text) }
}

/** @throws when two answers say something else. */
export function expectEqual(expected: PreparedRequest, found: PreparedRequest, what: string): void {
  if (isDeepStrictEqual(expected.data, found.data)) return
  throw new Error(`${what}: another answer than the first contender's\n  ${excerpt(expected.data, found.data)}\n  ${excerpt(found.data, expected.data)}`)
}

/** The text from a little before the first difference. */
function excerpt(value: unknown, other: unknown): string {
  const [text, otherText] = [JSON.stringify(value), JSON.stringify(other)]
  let start = 0
  while (start < text.length && text[start] === otherText[start]) start++
  return text.slice(Math.max(0, start - 80), start + 120)
}

const ENUMS = new Set(['status', 'tier'])
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/

/**
 * What an answer says, whoever says it: keys and numbers as text, instants in UTC, enums in capitals; cursors are each
 * server's own, and count by whether they are there.
 */
function canonical(value: unknown, name: string): unknown {
  if (value === null) return null
  if (Array.isArray(value)) return value.map((element) => canonical(element, name))
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, canonical(inner, key)]).sort())
  if (name === 'endCursor') return '(a cursor)'
  const text = String(value)
  if (INSTANT.test(text)) return new Date(text).toISOString()
  return ENUMS.has(name) ? text.toUpperCase() : text
}
