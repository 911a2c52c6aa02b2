import fc from 'fast-check'
import type { Catalog } from '../../src/catalog/model.ts'
import { fieldAt } from '../../src/fetch/field-type.ts'
import type { CompareOp, FieldPath, Literal, Ordering, Predicate, Value } from '../../src/fetch/fetch.ts'
import { PEOPLE, LINES } from './people.ts'

/** Random predicates and orders over the nasty schema, their literals mostly such as are stored. */

const OPS: readonly CompareOp[] = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte']
const SCALARS = ['id', 'name', 'team', 'rank', 'email', 'tier', 'mood', 'bossId', 'code', 'token', 'tiny', 'big', 'price', 'exact', 'ratio', 'weight', 'born', 'seen', 'local', 'textTime', 'textDay', 'textNumber', 'flag', 'visits', 'balance', 'joined', 'address.city', 'firstWord', 'boss.name', 'boss.mood', 'boss.boss.rank', 'namesake.id']
const TEXTS = ['name', 'team', 'email', 'code', 'note', 'address.city', 'boss.name']
const LISTS = ['tags', 'scores', 'amounts', 'moods', 'labels', 'colors', 'mentions']

/** Literals that lie beyond what columns can hold, one step off, or are plainly odd. */
const ODD: Readonly<Record<string, readonly Literal[]>> = {
  ID: ['0', '-1', '99999999999', '99999999999999999999'], Int: [0, -1, 2147483647, -2147483648], BigInt: [2n ** 63n, -(2n ** 70n), 0n],
  Decimal: ['0.10', '1e2'.length === 3 ? '100' : '1', '-0.0', '1.10000000000000000000000001', '123456789012345678901234567890.5'], Float: [0, 0.30000000000000004, 1e308],
  String: ['a', 'ADA', 'ß', 'SS', '\\', 'a\u0000b', '\ud800', 'k', 's', 'i', 'ß', 'Strasse'], Date: ['2000-03-01'], DateTime: ['2026-10-01T00:00:00.123Z', '2026-10-01T00:00:00.123457Z'],
  UUID: ['ABCDEFAB-0000-4000-8000-000000000003'], Boolean: [true, false], Mood: ['HAPPY', 'SAD', 'OK'], Tier: ['PRO', 'FREE', 'BASIC'], Size: ['S', 'M', 'L'],
}

const isLiteral = (value: Value | undefined): value is Literal => value !== null && value !== undefined && typeof value !== 'object'

function storedValues(field: FieldPath): readonly Literal[] {
  const name = field.split('.').at(-1)!
  const rows: readonly Readonly<Record<string, Value>>[] = [...PEOPLE, ...LINES]
  return rows.flatMap((row) => row[name] ?? []).flat().filter(isLiteral)
}

function literalOf(catalog: Catalog, entity: string, field: FieldPath): fc.Arbitrary<Literal> {
  const type = fieldAt(catalog, entity, field).type.name
  const stored = [...new Set(storedValues(field))].filter((value) => typeof value === typeof ODD[type]![0])
  const odd = fc.constantFrom(...ODD[type]!)
  return stored.length === 0 ? odd : fc.oneof({ arbitrary: fc.constantFrom(...stored), weight: 3 }, odd)
}

function compareOf(catalog: Catalog, entity: string, fields: readonly FieldPath[]): fc.Arbitrary<Predicate> {
  return fc.constantFrom(...fields).chain((field) => {
    const value = literalOf(catalog, entity, field)
    const isOrdered = field !== 'flag'
    return fc.oneof(
      fc.record({ kind: fc.constant('compare' as const), field: fc.constant(field), op: fc.constantFrom(...(isOrdered ? OPS : OPS.slice(0, 2))), value }),
      fc.record({ kind: fc.constant('in' as const), field: fc.constant(field), values: fc.array(value, { maxLength: 4 }) }),
      fc.constant<Predicate>({ kind: 'isNull', field }),
    )
  })
}

const PATTERNS = ['%', '_', 'a%b', '%\\%%', 'a\\_b', 'back\\\\slash', 'x\\', '%\\', '', 'A__', '%i%', '%σ%', '%STRASSE%', '\\\\']
const matchOf: fc.Arbitrary<Predicate> = fc.record({
  kind: fc.constant('match' as const), field: fc.constantFrom(...TEXTS), how: fc.constantFrom('like', 'startsWith', 'endsWith', 'contains'),
  text: fc.oneof(fc.constantFrom(...PATTERNS, ...storedValues('name').map(String)), fc.string({ maxLength: 3, unit: 'grapheme' })), foldCase: fc.boolean(),
})

function listOf(catalog: Catalog): fc.Arbitrary<Predicate> {
  return fc.constantFrom(...LISTS).chain((field) => fc.oneof(
    fc.record({ kind: fc.constant('list' as const), field: fc.constant(field), how: fc.constantFrom('hasAny', 'hasAll'), values: fc.array(literalOf(catalog, 'Person', field), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('listCount' as const), field: fc.constant(field), op: fc.constantFrom(...OPS), value: fc.integer({ min: 0, max: 3 }) }),
    fc.constant<Predicate>({ kind: 'isNull', field }),
  ))
}

const foldedIn: fc.Arbitrary<Predicate> = fc.record({ kind: fc.constant('in' as const), field: fc.constant('email'), values: fc.array(fc.constantFrom('ADA@x.example', 'BOB@X.example', 'nobody'), { maxLength: 3 }), fold: fc.constant(true) })

/** Links of each entity that conditions go through, and the fields that are compared behind them. */
const LINKS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Person: { boss: 'Person', reports: 'Person', items: 'LineItem', bigItems: 'LineItem', events: 'Event', mentioned: 'Person', byTag: 'Person', namesake: 'Person', refItems: 'LineItem', lines: 'AddressLine' },
  LineItem: { person: 'Person', shipments: 'Shipment' },
  Shipment: { item: 'LineItem' },
  Event: { person: 'Person', team: 'Person' },
}
const FIELDS: Readonly<Record<string, readonly FieldPath[]>> = {
  Person: SCALARS, LineItem: ['orderNo', 'line', 'owner', 'size', 'qty', 'cents', 'person.name', 'person.boss.tier'], Shipment: ['id', 'shippedAt', 'item.qty'], Event: ['id', 'kind', 'userEmail', 'at'],
}
const TO_ONE = new Set(['boss', 'namesake', 'person', 'item'])

const elementWhere: fc.Arbitrary<Predicate> = fc.oneof(
  fc.record({ kind: fc.constant('compare' as const), field: fc.constant('no'), op: fc.constantFrom(...OPS), value: fc.integer({ min: 0, max: 5 }) }),
  fc.constant<Predicate>({ kind: 'isNull', field: 'text' }),
  fc.constant<Predicate>({ kind: 'compare', field: 'text', op: 'ne', value: 'a' }),
)

function linkedOf(catalog: Catalog, entity: string, depth: number): fc.Arbitrary<Predicate> {
  return fc.constantFrom(...Object.entries(LINKS[entity]!)).chain(([link, target]) => {
    const where = target === 'AddressLine' ? elementWhere : predicateOf(catalog, target, depth - 1)
    const quantifier = TO_ONE.has(link) ? fc.constant('some' as const) : fc.constantFrom('some', 'every', 'none')
    const linked = fc.record({ kind: fc.constant('linked' as const), link: fc.constant(link), quantifier, where: fc.oneof(where, fc.constant<Predicate>({ kind: 'and', of: [] })) })
    if (TO_ONE.has(link)) return linked
    return fc.oneof(linked, fc.record({ kind: fc.constant('linkedCount' as const), link: fc.constant(link), op: fc.constantFrom(...OPS), value: fc.integer({ min: 0, max: 3 }) }))
  })
}

export function predicateOf(catalog: Catalog, entity: string, depth = 2): fc.Arbitrary<Predicate> {
  const leaves = [compareOf(catalog, entity, FIELDS[entity]!), ...(entity === 'Person' ? [matchOf, listOf(catalog), foldedIn] : [])]
  if (depth <= 0) return fc.oneof(...leaves)
  const inner = fc.oneof(...leaves, linkedOf(catalog, entity, depth))
  return fc.oneof(
    { arbitrary: inner, weight: 3 },
    { arbitrary: fc.record({ kind: fc.constantFrom('and', 'or'), of: fc.array(inner, { maxLength: 3 }) }), weight: 1 },
    { arbitrary: inner.map((of): Predicate => ({ kind: 'not', of })), weight: 1 },
  )
}

const ORDERED = ['name', 'team', 'rank', 'tier', 'mood', 'bossId', 'token', 'big', 'price', 'exact', 'ratio', 'weight', 'born', 'seen', 'local', 'textTime', 'textDay', 'flag', 'visits', 'balance', 'boss.name', 'boss.mood', 'address.city']
const COUNTED = ['items', 'reports', 'events', 'bigItems', 'lines']

/** Ends with the key, as every `orderBy` does. */
export const orderOf: fc.Arbitrary<readonly Ordering[]> = fc
  .tuple(fc.array(orderingOf(), { maxLength: 3 }), fc.constantFrom('asc' as const, 'desc' as const))
  .map(([orderings, direction]) => [...orderings, { field: 'id', direction, nulls: 'last' }])

function orderingOf(): fc.Arbitrary<Ordering> {
  const way = { direction: fc.constantFrom('asc' as const, 'desc' as const), nulls: fc.constantFrom('first' as const, 'last' as const) }
  return fc.oneof(
    { arbitrary: fc.record({ field: fc.constantFrom(...ORDERED), ...way }), weight: 4 },
    { arbitrary: fc.record({ field: fc.constantFrom(...COUNTED), count: fc.constant(true), ...way }), weight: 1 },
  )
}
