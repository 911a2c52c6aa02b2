import { describe, expect, test } from 'vitest'
import type { CompareOp, Literal, Predicate, Value } from '../../src/fetch/fetch.ts'
import { compileTest } from '../../src/residual/evaluate.ts'
import { plainColumn } from '../../src/residual/plain-column.ts'
import { wireShape } from '../../src/residual/row-shape.ts'
import { smallCatalog } from '../door/small-company.ts'

const catalog = smallCatalog()

/** What the predicate says of a Buyer with this one field: true, false, or null for unknown. */
function truthOf(predicate: Predicate, field: string, value: Value): boolean | null {
  return compileTest(catalog, wireShape(catalog, 'Buyer', [plainColumn(field)]), predicate)([value])
}
const compare = (field: string, op: CompareOp, value: Literal): Predicate => ({ kind: 'compare', field, op, value })
const not = (of: Predicate): Predicate => ({ kind: 'not', of })

describe('NULL', () => {
  const isIn = (values: readonly Literal[]): Predicate => ({ kind: 'in', field: 'age', values })
  const tags = (how: 'hasAny' | 'hasAll', values: readonly Literal[]): Predicate => ({ kind: 'list', field: 'tags', how, values })

  test('is unknown to every comparison and to its negation', () => {
    for (const op of ['eq', 'ne', 'gt', 'gte', 'lt', 'lte'] as const) {
      expect(truthOf(compare('age', op, 3), 'age', null)).toBeNull()
      expect(truthOf(not(compare('age', op, 3)), 'age', null)).toBeNull()
    }
  })

  test('is unknown to empty lists, too', () => {
    expect(truthOf(isIn([]), 'age', null)).toBeNull()
    expect(truthOf(isIn([]), 'age', 1)).toBe(false)
    expect(truthOf(tags('hasAny', []), 'tags', null)).toBeNull()
    expect(truthOf(tags('hasAll', []), 'tags', null)).toBeNull()
    expect(truthOf({ kind: 'listCount', field: 'tags', op: 'eq', value: 0 }, 'tags', null)).toBeNull()
  })

  test('is found by isNull alone', () => {
    expect(truthOf({ kind: 'isNull', field: 'age' }, 'age', null)).toBe(true)
    expect(truthOf({ kind: 'isNull', field: 'age' }, 'age', 0)).toBe(false)
  })

  test('in a list is no element that could match', () => {
    expect(truthOf(tags('hasAny', ['x']), 'tags', [null, 'y'])).toBe(false)
    expect(truthOf(tags('hasAll', ['y']), 'tags', [null, 'y'])).toBe(true)
  })

  test('follows the tables of three-valued logic', () => {
    const [yes, no, unknown] = [compare('age', 'eq', 1), compare('age', 'ne', 1), compare('name', 'eq', 'x')]
    const shape = wireShape(catalog, 'Buyer', [plainColumn('age'), plainColumn('name')])
    const truth = (kind: 'and' | 'or', ...of: Predicate[]): boolean | null => compileTest(catalog, shape, { kind, of })([1, null])
    expect([truth('and', yes, unknown), truth('and', no, unknown), truth('or', yes, unknown), truth('or', no, unknown)]).toEqual([null, false, true, null])
    expect([truth('and'), truth('or')]).toEqual([true, false])
  })
})

describe('text', () => {
  const matches = (how: 'like' | 'startsWith' | 'endsWith' | 'contains', text: string, value: string, foldCase = false): boolean | null =>
    truthOf({ kind: 'match', field: 'name', how, text, foldCase }, 'name', value)

  test.each([
    ['a%', 'abc', true], ['%c', 'abc', true], ['a_c', 'abc', true], ['a_c', 'ac', false], ['a_c', 'a\u{1F600}c', true], ['', '', true], ['', 'a', false], ['%', '', true],
    ['a\\%', 'a%', true], ['a\\%', 'ab', false], ['a\\_c', 'abc', false], ['a\\\\', 'a\\', true], ['%a%a%', 'a', false], ['%a%a%', 'aa', true], ['a%a', 'a', false],
    ['%ab', 'aab', true], ['%ab%ab', 'abab', true], ['%ab%ab', 'ab', false], ['line%two', 'line\ntwo', true], ['.%', 'abc', false], ['%.*%', 'a.*b', true],
  ])('like %j on %j: %j', (pattern, value, truth) => expect(matches('like', pattern, value)).toBe(truth))

  test('the others take their text literally', () => {
    expect(matches('contains', '50%', 'at 50% off')).toBe(true)
    expect(matches('contains', '5_%', 'at 50% off')).toBe(false)
    expect(matches('contains', '5_%', 'at 50% off', true)).toBe(false)
    expect(matches('startsWith', 'a.', 'abc', true)).toBe(false)
    expect(matches('endsWith', 'C', 'abc', true)).toBe(true)
    expect(matches('endsWith', 'C', 'abc')).toBe(false)
  })

  test('letter case folds as Unicode does, one character at a time', () => {
    expect(matches('contains', 'ÉMILE', 'Émile', true)).toBe(true)
    expect(matches('contains', 'ΣΊΣΥΦΟΣ', 'Σίσυφος', true)).toBe(true)
    expect(matches('contains', 'STRASSE', 'Straße', true)).toBe(false)
    expect(matches('like', '\u{10400}%', '\u{10428}x', true)).toBe(true)
  })

  test('no pattern is slow', () => {
    const started = performance.now()
    expect(matches('like', '%a'.repeat(200) + '%b', 'a'.repeat(20_000), true)).toBe(false)
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  test('in without case finds a key of mixed case', () => {
    const among = (fold: boolean): Predicate => ({ kind: 'in', field: 'email', values: ['ada@b.example'], ...(fold ? { fold } : {}) })
    expect(truthOf(among(true), 'email', 'Ada@B.example')).toBe(true)
    expect(truthOf(among(false), 'email', 'Ada@B.example')).toBe(false)
    expect(truthOf({ kind: 'list', field: 'tags', how: 'hasAny', values: ['VIP'], fold: true }, 'tags', ['vip'])).toBe(true)
  })
})

describe('values compare by type', () => {
  test.each<[string, CompareOp, Literal, Value, boolean]>([
    ['balance', 'eq', '10.1', '10.10', true],
    ['balance', 'lt', '9', '10.1', false],
    ['id', 'gt', '9', '10', true],
    ['tier', 'gt', 'FREE', 'ENTERPRISE', true],
    ['tier', 'lt', 'ENTERPRISE', 'PRO', true],
    ['joinedAt', 'gt', '2026-01-05T10:00:00.000Z', '2026-01-05T10:00:00.000001Z', true],
    ['born', 'gte', '1990-02-28', '1990-02-28', true],
    ['weight', 'eq', 1, 1.0, true],
  ])('%s %s %j of %j: %j', (field, op, bound, value, truth) => expect(truthOf(compare(field, op, bound), field, value)).toBe(truth))
})

describe('lists of embedded objects', () => {
  const visits = (quantifier: 'some' | 'every' | 'none', page: string): Predicate => ({ kind: 'linked', link: 'visits', quantifier, where: { kind: 'compare', field: 'page', op: 'eq', value: page } })
  const seen = (...pages: readonly (string | null)[]): Value => pages.map((page) => ({ page }))

  test.each<['some' | 'every' | 'none', Value, boolean]>([
    ['some', seen('/', '/a'), true], ['some', seen('/a'), false], ['some', seen(), false], ['some', null, false],
    ['every', seen('/', '/'), true], ['every', seen('/', null), false], ['every', seen(), true], ['every', null, true],
    ['none', seen('/a', null), true], ['none', seen('/'), false], ['none', null, true],
  ])('%s of %j: %j', (quantifier, value, truth) => {
    expect(truthOf(visits(quantifier, '/'), 'visits', value)).toBe(truth)
    expect(truthOf(not(visits(quantifier, '/')), 'visits', value)).toBe(!truth)
  })

  test('are counted, a missing one as empty', () => {
    const count = (op: CompareOp, value: number): Predicate => ({ kind: 'linkedCount', link: 'visits', op, value })
    expect(truthOf(count('gte', 2), 'visits', seen('/', '/'))).toBe(true)
    expect(truthOf(count('eq', 0), 'visits', null)).toBe(true)
  })

  test('know missing members as NULL, inherited ones too', () => {
    const hasPage: Predicate = { kind: 'linked', link: 'visits', quantifier: 'some', where: not({ kind: 'isNull', field: 'page' }) }
    expect(truthOf(hasPage, 'visits', [{}])).toBe(false)
  })
})
