import fc from 'fast-check'
import type { Predicate } from '../../src/fetch/fetch.ts'
import type { Company, Memory } from '../door/memory-rows.ts'
import { predicateOver } from '../door/arbitrary-fetch.ts'

const OPS = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const

/** Of each entity of the small company: plain conditions, and the links with their targets. */
const ENTITIES = {
  Buyer: { leaves: ['name', 'code'], values: ['Ada', 'zoe', 'buyer_1'], links: { purchases: 'Purchase', cases: 'Case', openCases: 'Case', mentions: 'Note', written: 'Note', files: 'Note' } },
  Purchase: { leaves: ['place'], values: ['HAM', 'MUC'], links: { buyer: 'Buyer', cases: 'Case', caseThere: 'Case' } },
  Case: { leaves: ['place'], values: ['HAM', 'MUC'], links: { buyer: 'Buyer', notes: 'Note' } },
  Note: { leaves: ['text'], values: ['x', 'y'], links: { case: 'Case', writer: 'Buyer', mentioned: 'Buyer', purchases: 'Purchase' } },
} as const
export type EntityName = keyof typeof ENTITIES
const TO_ONE: ReadonlySet<string> = new Set(['buyer', 'case', 'caseThere', 'writer'])

/** One condition on one link, negated or not: what most often tells two readings apart. */
export function conditionOnOneLink(entity: EntityName): fc.Arbitrary<Predicate> {
  const linked = fc.constantFrom(...Object.entries(ENTITIES[entity].links)).chain(([link, target]) => conditionOnLink(link, target, 1))
  return fc.oneof(linked, linked.map((of): Predicate => ({ kind: 'not', of })))
}

/** Conditions over links of any kind, a few links deep. */
export function conditionOn(entity: EntityName, depth = 2): fc.Arbitrary<Predicate> {
  const { leaves, values, links } = ENTITIES[entity]
  const plain: fc.Arbitrary<Predicate> = fc.oneof(
    fc.record({ kind: fc.constant('compare' as const), field: fc.constantFrom(...leaves), op: fc.constantFrom(...OPS), value: fc.constantFrom(...values) }),
    fc.record({ kind: fc.constant('isNull' as const), field: fc.constantFrom(...leaves) }))
  if (depth === 0) return plain
  const linked = fc.constantFrom(...Object.entries(links)).chain(([link, target]) => conditionOnLink(link, target, depth))
  return predicateOver(fc.oneof({ weight: 1, arbitrary: plain }, { weight: 3, arbitrary: linked }))
}

function conditionOnLink(link: string, target: EntityName, depth: number): fc.Arbitrary<Predicate> {
  const where = fc.oneof(fc.constant<Predicate>({ kind: 'and', of: [] }), conditionOn(target, depth - 1))
  if (TO_ONE.has(link)) return fc.record({ kind: fc.constant('linked' as const), link: fc.constant(link), quantifier: fc.constant('some' as const), where })
  return fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('linked' as const), link: fc.constant(link), quantifier: fc.constantFrom('some', 'every', 'none'), where }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('linkedCount' as const), link: fc.constant(link), op: fc.constantFrom(...OPS), value: fc.nat(2) }) })
}

const some = <Value>(...values: readonly Value[]): fc.Arbitrary<Value | null> => fc.constantFrom(null, ...values)
const rowsBy = (ids: readonly string[], row: Readonly<Record<string, fc.Arbitrary<Memory[string]>>>): fc.Arbitrary<readonly Memory[]> =>
  fc.subarray([...ids], { minLength: 2 }).chain((kept) => fc.tuple(...kept.map((id) => fc.record({ id: fc.constant<Memory[string]>(id), ...row }))))

const buyerId = some(9, 10, 2, 77)
const place = some('HAM', 'MUC')
const number = some(1, 2)

/** A few rows of everything, with keys that match, do not match, are missing, or are written otherwise. */
export const anyCompany: fc.Arbitrary<Company> = fc.record({
  Buyer: rowsBy(['9', '10', '2'], { name: some('Ada', 'zoe'), email: some('a@b.c', 'A@b.c', 'x@y.z'), code: some('buyer_1', 'buyer_2', 'other') }),
  Purchase: rowsBy(['1', '2', '3', '10'], { buyerId, place, number }),
  Case: rowsBy(['a', 'b', 'c'], { buyerId, open: some(true, false), place, number }),
  Note: rowsBy(['m', 'n', 'o'], {
    caseId: some('a', 'b', 'zz'), text: some('x', 'y'), reference: some('B-1', 'B-2', 'other'), numberText: some('1', '01', '2', 'x'), author: some('a@b.c', 'A@B.C', 'X@y.z'),
    emails: fc.option(fc.subarray(['A@B.C', 'a@b.c', 'x@y.z', 'no@b.c'])),
  }),
}).map((rows) => new Map(Object.entries(rows)))
