import type { Fetch, Literal, Page, Predicate } from './fetch.ts'
import { pushNegation } from './negate.ts'
import { canonicalJson } from './shape.ts'
import { withWhere } from './walk.ts'

/**
 * Sorts what has no order, so that fetches that mean the same look the same: fields (the columns of the answer follow),
 * conjuncts, lists of values; drops conditions that always hold. The order of rows, keys and groups is kept.
 */
export function normaliseFetch(fetch: Fetch): Fetch {
  const { page, ...rest } = { ...fetch, fields: [...new Set(fetch.fields)].toSorted() }
  const kept: Fetch = page === undefined || isWhole(page) ? rest : { ...rest, page }
  const where = fetch.where === undefined ? undefined : normalisePredicate(fetch.where)
  return withWhere(kept, where === undefined || isAlways(where) ? undefined : where)
}

const isWhole = (page: Page): boolean => page.limit === undefined && !page.offset && page.after === undefined && page.before === undefined

/** Negations at the leaves; `and` and `or` flat, sorted, each part once; `in` of one value is `eq`. */
export function normalisePredicate(predicate: Predicate): Predicate {
  return flatten(pushNegation(predicate))
}

function flatten(predicate: Predicate): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or': return flattenConnective(predicate.kind, predicate.of)
    case 'not': return { kind: 'not', of: flatten(predicate.of) }
    case 'linked': return { ...predicate, where: flatten(predicate.where) }
    case 'list': return { ...predicate, values: sorted(predicate.values) }
    case 'in': return flattenIn({ ...predicate, values: sorted(predicate.values) })
    default: return predicate
  }
}

function flattenIn(predicate: Extract<Predicate, { kind: 'in' }>): Predicate {
  const [value] = predicate.values
  if (predicate.fold === true || predicate.values.length !== 1) return predicate
  return { kind: 'compare', field: predicate.field, op: 'eq', value: value! }
}

function flattenConnective(kind: 'and' | 'or', parts: readonly Predicate[]): Predicate {
  const of = new Map<string, Predicate>()
  for (const part of parts.map(flatten)) {
    for (const inner of part.kind === kind ? part.of : [part]) of.set(canonicalJson(inner), inner)
  }
  const opposite = kind === 'and' ? isNever : isAlways
  const decided = [...of.values()].find(opposite)
  if (decided !== undefined) return decided
  const [only] = of.values()
  if (of.size === 1) return only!
  return { kind, of: [...of].toSorted(byText).map(([, part]) => part) }
}

const isAlways = (predicate: Predicate): boolean => predicate.kind === 'and' && predicate.of.length === 0
const isNever = (predicate: Predicate): boolean => predicate.kind === 'or' && predicate.of.length === 0

const byText = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0)

/** Each value once, in an order of its own that means nothing. */
function sorted(values: readonly Literal[]): readonly Literal[] {
  return [...new Map(values.map((value) => [canonicalJson(value), value]))].toSorted(byText).map(([, value]) => value)
}
