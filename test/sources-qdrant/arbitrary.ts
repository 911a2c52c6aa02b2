import fc from 'fast-check'
import type { CompareOp, Literal, Predicate } from '../../src/fetch/fetch.ts'
import type { StoredPoint } from './start.ts'

/** Few values, so that conditions meet them, null and missing among them. */
const INSTANTS = ['2026-01-01T00:00:00Z', '2026-01-01 00:00', '2026-01-01T02:00:00.5+02:00', '2026-01-02', '2025-12-31T23:59:59.999999Z'] as const
const INSTANT_LITERALS = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.500Z', '2026-01-02T00:00:00.000Z', '2025-12-31T23:59:59.999999Z', '2024-01-01T00:00:00.000Z'] as const
const DAYS = ['2025-12-31', '2026-01-01', '2026-01-02'] as const
const BIGS = [-9_007_199_254_740_993n, 0n, 7n, 9_007_199_254_740_992n, 9_007_199_254_740_993n, 18_446_744_073_709_551_615n] as const

const stored = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> => fc.option(fc.option(value, { nil: null, freq: 6 }), { nil: undefined, freq: 6 })
const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)

const comment = fc.record({ by: stored(oneOf(['Eva', 'Max'])), likes: stored(fc.integer({ min: 0, max: 3 })), at: stored(oneOf(INSTANTS)) })
const payload = fc.record({
  sku: stored(oneOf(['A', 'B', 'a', ''])),
  product_id: stored(fc.integer({ min: 0, max: 3 })),
  big: stored(oneOf(BIGS)),
  stars: stored(oneOf([0, -1.5, 2, 2.5, 1e300])),
  ok: stored(fc.boolean()),
  mood: stored(oneOf(['good', 'bad', 'NEUTRAL'])),
  written_at: stored(oneOf(INSTANTS)),
  day: stored(oneOf(DAYS)),
  tags: stored(fc.array(oneOf(['x', 'y', 'z']), { maxLength: 3 })),
  sizes: stored(fc.array(oneOf([1, 2, 3]), { maxLength: 3 })),
  home: stored(fc.record({ 'zip code': stored(fc.record({ city: stored(oneOf(['Bonn', 'Ulm'])) })) })),
  address: stored(fc.record({ street: stored(oneOf(['Main'])), zip: stored(fc.integer({ min: 1, max: 3 })) })),
  thread: stored(fc.array(comment, { maxLength: 3 })),
})

/** Points 1, 2, 3 … */
export const points: fc.Arbitrary<readonly StoredPoint[]> = fc.array(payload, { minLength: 1, maxLength: 12 }).map((payloads) => payloads.map((one, i) => ({ id: i + 1, payload: withoutMissing(one) })))

const withoutMissing = (object: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined).map(([name, value]: [string, unknown]) => [name, Array.isArray(value) ? value.map(cleaned) : cleaned(value)]))
const cleaned = (value: unknown): unknown => (typeof value === 'object' && value !== null && !Array.isArray(value) ? withoutMissing(value) : value)

interface Comparable { readonly field: string; readonly literal: fc.Arbitrary<Literal>; readonly ops: readonly CompareOp[] }
const EQUALITY: readonly CompareOp[] = ['eq', 'ne']
const ALL: readonly CompareOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte']

const NOTE_FIELDS: readonly Comparable[] = [
  { field: 'id', literal: fc.integer({ min: -1, max: 13 }).map(String), ops: EQUALITY },
  { field: 'sku', literal: oneOf(['A', 'B', 'C', '']), ops: EQUALITY },
  { field: 'productId', literal: fc.integer({ min: -1, max: 4 }), ops: ALL },
  { field: 'big', literal: oneOf(BIGS), ops: ALL },
  { field: 'stars', literal: oneOf([0, 2, 2.25, 2.5, -1.5]), ops: ALL },
  { field: 'ok', literal: fc.boolean(), ops: EQUALITY },
  { field: 'mood', literal: oneOf(['GOOD', 'BAD', 'NEUTRAL']), ops: EQUALITY },
  { field: 'at', literal: oneOf(INSTANT_LITERALS), ops: ALL },
  { field: 'day', literal: oneOf(DAYS), ops: ALL },
  { field: 'city', literal: oneOf(['Bonn', 'Rom']), ops: EQUALITY },
  { field: 'address.zip', literal: fc.integer({ min: 0, max: 4 }), ops: ALL },
]
const COMMENT_FIELDS: readonly Comparable[] = [
  { field: 'author', literal: oneOf(['Eva', 'Max', 'Ida']), ops: EQUALITY },
  { field: 'likes', literal: fc.integer({ min: -1, max: 4 }), ops: ALL },
  { field: 'at', literal: oneOf(INSTANT_LITERALS), ops: ALL },
]

const compare = (fields: readonly Comparable[]): fc.Arbitrary<Predicate> =>
  oneOf(fields).chain(({ field, literal, ops }) => fc.record({ kind: fc.constant('compare' as const), field: fc.constant(field), op: oneOf(ops), value: literal }))
const within = (fields: readonly Comparable[]): fc.Arbitrary<Predicate> =>
  oneOf(fields).chain(({ field, literal }) => fc.record({ kind: fc.constant('in' as const), field: fc.constant(field), values: fc.array(literal, { maxLength: 3 }) }))
const isNull = (fields: readonly string[]): fc.Arbitrary<Predicate> => oneOf(fields).map((field) => ({ kind: 'isNull', field }))

/** Leaves under and, or, not. */
function combined(leaf: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> {
  const { tree } = fc.letrec<{ tree: Predicate; join: Predicate; not: Predicate }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('join'), tie('not')),
    join: fc.record({ kind: oneOf(['and', 'or'] as const), of: fc.array(tie('tree'), { maxLength: 3 }) }),
    not: tie('tree').map((of): Predicate => ({ kind: 'not', of })),
  }))
  return tree
}

const inComment = combined(fc.oneof(compare(COMMENT_FIELDS), within(COMMENT_FIELDS), isNull(['author', 'likes', 'at'])))
const op = oneOf(ALL)
const size = fc.integer({ min: -1, max: 4 })
const lists: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ kind: fc.constant('list' as const), field: fc.constant('tags'), how: oneOf(['hasAny', 'hasAll'] as const), values: fc.array(oneOf(['x', 'y', 'w']), { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('list' as const), field: fc.constant('sizes'), how: oneOf(['hasAny', 'hasAll'] as const), values: fc.array(oneOf([1, 2, 4]), { maxLength: 2 }) }),
  fc.record({ kind: fc.constant('listCount' as const), field: fc.constant('tags'), op, value: size }),
  fc.record({ kind: fc.constant('linked' as const), link: fc.constant('comments'), quantifier: oneOf(['some', 'every', 'none'] as const), where: inComment }),
  fc.record({ kind: fc.constant('linkedCount' as const), link: fc.constant('comments'), op, value: size }),
)

/** Conditions on a note, of every kind but those on text and on other collections. */
export const predicate: fc.Arbitrary<Predicate> = combined(fc.oneof(compare(NOTE_FIELDS), within(NOTE_FIELDS), isNull(['id', 'sku', 'productId', 'at', 'tags', 'address', 'address.zip', 'city']), lists))
