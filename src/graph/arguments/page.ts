import { CrossgraphError } from '../../errors.ts'
import type { InputObject } from './argument-context.ts'
import { isGiven } from './argument-context.ts'

export const MOST_LIMIT = 10_000
export const MOST_PAGE = 1_000

/** `limit` and `offset` of a list; null when no limit was given. */
export interface Cut { readonly limit: number | null; readonly offset: number }

/** Throws QUERY_RANGE. */
export function readCut(args: InputObject): Cut {
  return {
    limit: readNumber(args, 'limit', [0, MOST_LIMIT]),
    offset: readNumber(args, 'offset', [0, Number.MAX_SAFE_INTEGER]) ?? 0,
  }
}

/** A page of a connection: `size` rows from its end or its beginning; null is all of them. Cursors are still text. */
export interface PageArguments {
  readonly size: number | null
  readonly fromEnd: boolean
  readonly after: string | null
  readonly before: string | null
}

/** Throws QUERY_RANGE. */
export function readPage(args: InputObject): PageArguments {
  const first = readNumber(args, 'first', [1, MOST_PAGE])
  const last = readNumber(args, 'last', [1, MOST_PAGE])
  if (first !== null && last !== null) throw new CrossgraphError('QUERY_RANGE', 'first and last cannot be given at once', { hint: 'first takes rows from the beginning, last from the end.' })
  return { size: first ?? last, fromEnd: last !== null, after: readText(args['after']), before: readText(args['before']) }
}

const readText = (value: unknown): string | null => (isGiven(value) ? String(value) : null)

function readNumber(args: InputObject, name: string, [least, most]: readonly [number, number]): number | null {
  if (!isGiven(args[name])) return null
  const value = Number(args[name])
  if (value >= least && value <= most) return value
  const range = most === Number.MAX_SAFE_INTEGER ? `at least ${least}` : `between ${least} and ${most.toLocaleString('en')}`
  throw new CrossgraphError('QUERY_RANGE', `${name} is ${value}; it must be ${range}`)
}
