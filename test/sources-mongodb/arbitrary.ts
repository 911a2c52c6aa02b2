import { Decimal128, Double, Long, ObjectId, UUID } from 'mongodb'
import fc from 'fast-check'
import type { CompareOp, Literal, Ordering, Predicate } from '../../src/fetch/fetch.ts'

/** Documents and conditions on them. Few values, so that conditions meet them; null, missing and every numeric type among them. */
const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
/** Undefined is a missing field. */
const stored = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> => fc.option(fc.option(value, { nil: null, freq: 6 }), { nil: undefined, freq: 6 })

const INSTANTS = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.500Z', '2026-01-02T00:00:00.000Z', '2025-12-31T23:59:59.999Z'] as const
const INSTANT_LITERALS = [...INSTANTS, '2025-12-31T23:59:59.999999Z', '2024-01-01T00:00:00.000Z'] as const
const TOLD = ['2026-01-01 00:00', '02 Jan 2026 00:00:00', '2025-12-31 23:59', '31 Dec 2025 23:59:30'] as const
const TOLD_LITERALS = ['2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2025-12-31T23:59:30.000Z', '2025-12-31T23:59:00.000Z'] as const
const DAYS = ['2025-12-31', '2026-01-01', '2026-01-02'] as const
const DUE = ['31.12.2025', '01.01.2026', '02.01.2026'] as const
const BIGS = [-9_007_199_254_740_993n, 0n, 7n, 9_007_199_254_740_992n, 9_007_199_254_740_993n, 9_223_372_036_854_775_807n] as const
const PRICES = ['0', '0.10', '12.5', '12.50', '-3', '12345678901234567890.123456789'] as const
const TEXTS = ['A', 'a', 'B', '', 'ß', 'SS', 'ſ', 's', 'K', 'k', '𝒳', '\uffff', 'é', 'É', 'a%b', 'a\nb', '.*'] as const
const BODIES = ['', 'SO-12 and SO-7', 'about so-1', 'hi @eva and @max, @eva', 'SO-', 'x\ny'] as const
const REFS = ['00000000-0000-4000-8000-000000000001', 'ffffffff-0000-4000-8000-000000000002'] as const
const CODES = ['P1', 'P2', 'P3'] as const
const PLACE_IDS = ['0123456789abcdef01234567', '1123456789abcdef01234567', '2123456789abcdef01234567'] as const

/** A whole number as any of the numeric types. */
const whole = (values: readonly number[]): fc.Arbitrary<unknown> => fc.tuple(oneOf(values), fc.nat(3)).map(([value, type]) => [value, new Double(value), Long.fromNumber(value), Decimal128.fromString(String(value))][type])

const line = fc.record({ text: stored(oneOf(['x', 'y'])), size: stored(fc.integer({ min: 0, max: 2 })) })
const comment = fc.record({
  by: stored(oneOf(['Eva', 'Max'])), likes: stored(whole([0, 1, 2, 3])), at: stored(oneOf(INSTANTS).map((text) => new Date(text))),
  told: stored(oneOf(DAYS)), replies: stored(fc.array(line, { maxLength: 2 })),
})
const note = fc.record({
  product: stored(fc.record({ id: stored(whole([0, 1, 2, 3])) })),
  sku: stored(oneOf(TEXTS)),
  big: stored(oneOf(BIGS).map((value) => Long.fromBigInt(value))),
  stars: stored(oneOf([0, -1.5, 2, 2.5, 1e300]).map((value) => new Double(value))),
  price: stored(oneOf(PRICES).map((value) => Decimal128.fromString(value))),
  weight: stored(oneOf([0.1, 2.5, 3]).map((value) => new Double(value))),
  ok: stored(fc.boolean()),
  mood: stored(oneOf(['good', 'bad', 'NEUTRAL'])),
  written: stored(oneOf(INSTANTS).map((text) => new Date(text))),
  told: stored(oneOf(TOLD)),
  day: stored(oneOf(DAYS).map((text) => new Date(`${text}T00:00:00Z`))),
  due: stored(oneOf(DUE)),
  ref: stored(oneOf(REFS).map((text) => new UUID(text))),
  tags: stored(fc.array(oneOf(['x', 'y', 'z']), { maxLength: 3 })),
  dimensions: stored(fc.record({ sizes: stored(fc.array(whole([1, 2, 3]), { maxLength: 3 })) })),
  home: stored(fc.record({ 'zip.code': stored(fc.record({ city: stored(oneOf(['Bonn', 'Ulm'])) })) })),
  address: stored(fc.record({ street: stored(oneOf(['Main'])), zip: stored(whole([1, 2, 3])), lines: stored(fc.array(line, { maxLength: 2 })) })),
  thread: stored(fc.array(comment, { maxLength: 3 })),
  body: stored(oneOf(BODIES)),
  counted: stored(oneOf(['1', '-2', '007', '30'])),
  place: stored(oneOf([...CODES, 'nowhere'])),
  parent: stored(whole([1, 2, 3, 4])),
})

function withoutMissing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutMissing)
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype && Object.getPrototypeOf(value) !== null) return value
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined).map(([name, inner]) => [name, withoutMissing(inner)]))
}

type Stored = Record<string, unknown>

/** Notes 1, 2, 3 … */
export const noteDocuments: fc.Arbitrary<readonly Stored[]> = fc.array(note, { minLength: 1, maxLength: 12 }).map((all) => all.map((one, i) => ({ _id: i + 1, ...(withoutMissing(one) as Stored) })))
export const placeDocuments: fc.Arbitrary<readonly Stored[]> = fc.subarray([0, 1, 2], { minLength: 0 }).chain((places) =>
  fc.tuple(...places.map((i) => fc.record({ _id: fc.constant(new ObjectId(PLACE_IDS[i]!)), code: stored(oneOf(CODES)), visitors: stored(whole([0, 5, 10])) }))).map((all) => all.map((one) => withoutMissing(one) as Stored)))

interface Comparable { readonly field: string; readonly literal: fc.Arbitrary<Literal>; readonly ops: readonly CompareOp[] }
const EQUALITY: readonly CompareOp[] = ['eq', 'ne']
const ALL: readonly CompareOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte']

const NOTE_FIELDS: readonly Comparable[] = [
  { field: 'id', literal: fc.integer({ min: -1, max: 13 }).map(String), ops: ALL },
  { field: 'sku', literal: oneOf(TEXTS), ops: ALL },
  { field: 'productId', literal: fc.integer({ min: -1, max: 4 }), ops: ALL },
  { field: 'big', literal: oneOf([...BIGS, 2n ** 70n]), ops: ALL },
  { field: 'stars', literal: oneOf([0, 2, 2.25, 2.5, -1.5]), ops: ALL },
  { field: 'price', literal: oneOf([...PRICES, '0.1000', '12345678901234567890.123456788']), ops: ALL },
  { field: 'weight', literal: oneOf(['0.1', '2.5', '3.00']), ops: ALL },
  { field: 'ok', literal: fc.boolean(), ops: EQUALITY },
  { field: 'mood', literal: oneOf(['GOOD', 'BAD', 'NEUTRAL']), ops: ALL },
  { field: 'at', literal: oneOf(INSTANT_LITERALS), ops: ALL },
  { field: 'told', literal: oneOf(TOLD_LITERALS), ops: ALL },
  { field: 'day', literal: oneOf(DAYS), ops: ALL },
  { field: 'due', literal: oneOf(DAYS), ops: ALL },
  { field: 'ref', literal: oneOf(REFS), ops: EQUALITY },
  { field: 'city', literal: oneOf(['Bonn', 'Rom']), ops: ALL },
  { field: 'address.zip', literal: fc.integer({ min: 0, max: 4 }), ops: ALL },
  { field: 'number', literal: oneOf(['12', '7', '']), ops: ALL },
  { field: 'count', literal: fc.integer({ min: -3, max: 8 }), ops: ALL },
]
const LINKED_FIELDS: readonly Comparable[] = [
  { field: 'place.visitors', literal: oneOf([0, 5, 7]), ops: ALL },
  { field: 'parent.sku', literal: oneOf(TEXTS), ops: ALL },
  { field: 'parent.place.code', literal: oneOf(CODES), ops: ALL },
]
const PLACE_FIELDS: readonly Comparable[] = [{ field: 'code', literal: oneOf(CODES), ops: ALL }, { field: 'visitors', literal: oneOf([0, 5, 7]), ops: ALL }, { field: 'id', literal: oneOf(PLACE_IDS), ops: ALL }]
const LINE_FIELDS: readonly Comparable[] = [{ field: 'text', literal: oneOf(['x', 'z']), ops: ALL }, { field: 'size', literal: fc.nat(2), ops: ALL }]
const COMMENT_FIELDS: readonly Comparable[] = [
  { field: 'author', literal: oneOf(['Eva', 'Max', 'Ida']), ops: ALL },
  { field: 'likes', literal: fc.integer({ min: -1, max: 4 }), ops: ALL },
  { field: 'at', literal: oneOf(INSTANT_LITERALS), ops: ALL },
  { field: 'told', literal: oneOf(DAYS).map((day) => `${day}T00:00:00.000Z`), ops: ALL },
]

const compare = (fields: readonly Comparable[]): fc.Arbitrary<Predicate> =>
  oneOf(fields).chain(({ field, literal, ops }) => fc.record({ kind: fc.constant('compare' as const), field: fc.constant(field), op: oneOf(ops), value: literal }))
const within = (fields: readonly Comparable[]): fc.Arbitrary<Predicate> =>
  oneOf(fields).chain(({ field, literal }) => fc.record({ kind: fc.constant('in' as const), field: fc.constant(field), values: fc.array(literal, { maxLength: 3 }) }))
const isNull = (fields: readonly string[]): fc.Arbitrary<Predicate> => oneOf(fields).map((field) => ({ kind: 'isNull', field }))
const leafOf = (fields: readonly Comparable[]): fc.Arbitrary<Predicate> => fc.oneof(compare(fields), within(fields), isNull(fields.map(({ field }) => field)))

/** Leaves under and, or, not. */
function combined(leaf: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> {
  const { tree } = fc.letrec<{ tree: Predicate; join: Predicate; not: Predicate }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie('join'), tie('not')),
    join: fc.record({ kind: oneOf(['and', 'or'] as const), of: fc.array(tie('tree'), { maxLength: 3 }) }),
    not: tie('tree').map((of): Predicate => ({ kind: 'not', of })),
  }))
  return tree
}

const op = oneOf(ALL)
const size = fc.integer({ min: -1, max: 4 })
const linked = (link: string, where: fc.Arbitrary<Predicate>): fc.Arbitrary<Predicate> => fc.record({ kind: fc.constant('linked' as const), link: fc.constant(link), quantifier: oneOf(['some', 'every', 'none'] as const), where })
const linkedCount = (link: string): fc.Arbitrary<Predicate> => fc.record({ kind: fc.constant('linkedCount' as const), link: fc.constant(link), op, value: size })
const list = (field: string, values: fc.Arbitrary<Literal>): fc.Arbitrary<Predicate> => fc.record({ kind: fc.constant('list' as const), field: fc.constant(field), how: oneOf(['hasAny', 'hasAll'] as const), values: fc.array(values, { maxLength: 2 }) })
const listCount = (field: string): fc.Arbitrary<Predicate> => fc.record({ kind: fc.constant('listCount' as const), field: fc.constant(field), op, value: size })

const textMatch: fc.Arbitrary<Predicate> = fc.record({
  kind: fc.constant('match' as const), field: oneOf(['sku', 'body', 'number']), how: oneOf(['like', 'startsWith', 'endsWith', 'contains'] as const),
  text: fc.oneof(oneOf(TEXTS), oneOf(['%', '_', 'a%', '%b', 'a\\%b', '%O-_', 'S%7', '__', 'S', 'so', '', '%%', '%a%e%'])), foldCase: fc.boolean(),
})

const inLine = combined(leafOf(LINE_FIELDS))
const inComment = combined(fc.oneof({ arbitrary: leafOf(COMMENT_FIELDS), weight: 4 }, linked('replies', inLine), linkedCount('replies')))
const lists = fc.oneof(list('tags', oneOf(['x', 'y', 'w'])), list('sizes', oneOf([1, 2, 4])), list('mentions', oneOf(['@eva', '@max'])), listCount('tags'), listCount('sizes'), listCount('mentions'), isNull(['tags', 'sizes', 'comments', 'mentions', 'address', 'extra']))
const embedded = fc.oneof(linked('comments', inComment), linkedCount('comments'))
const ownLeaf = fc.oneof({ arbitrary: leafOf(NOTE_FIELDS), weight: 5 }, { arbitrary: textMatch, weight: 2 }, { arbitrary: lists, weight: 2 }, { arbitrary: embedded, weight: 2 })

/** Conditions on a note of its own. */
export const ownPredicate: fc.Arbitrary<Predicate> = combined(ownLeaf)

const inPlace = combined(fc.oneof(leafOf(PLACE_FIELDS), linkedCount('notes'), linked('notes', leafOf(NOTE_FIELDS))))
const links = fc.oneof(linked('place', inPlace), linked('children', combined(leafOf(NOTE_FIELDS))), linked('goodChildren', leafOf(NOTE_FIELDS)), linkedCount('children'), linkedCount('goodChildren'), leafOf(LINKED_FIELDS))
/** Conditions that also go through links. */
export const linkedPredicate: fc.Arbitrary<Predicate> = combined(fc.oneof(links, ownLeaf))

const ORDERED = ['sku', 'productId', 'big', 'stars', 'price', 'mood', 'at', 'told', 'day', 'due', 'city', 'address.zip', 'number', 'count', 'ok', 'place.visitors', 'parent.sku']
const COUNTED = ['comments', 'children', 'goodChildren', 'place.notes']
const direction = oneOf(['asc', 'desc'] as const)
const nulls = oneOf(['first', 'last'] as const)
const ordering: fc.Arbitrary<Ordering> = fc.oneof(
  { arbitrary: fc.record({ field: oneOf(ORDERED), direction, nulls }), weight: 4 },
  fc.record({ field: oneOf(COUNTED), count: fc.constant(true), direction, nulls }),
)
/** An order that ends with the key, as every fetch has it. */
export const order: fc.Arbitrary<readonly Ordering[]> = fc.tuple(fc.uniqueArray(ordering, { selector: ({ field }) => field, maxLength: 3 }), direction).map(([terms, last]) => [...terms, { field: 'id', direction: last, nulls: 'last' }])
