import type { Catalog } from '../catalog/model.ts'
import type { CompareOp, Literal, Predicate, Quantifier, Value } from '../fetch/fetch.ts'
import { canonicalKey } from '../fetch/key.ts'
import { comparableOf, compareValues, holds, identityOf } from '../fetch/value.ts'
import { compileMatch } from './match-text.ts'
import { isLiteral } from './literal.ts'
import type { RowShape } from './row-shape.ts'

/** SQL's three values; null is unknown. */
export type Truth = boolean | null
export type Test<Row> = (row: Row) => Truth

type Kind<K extends Predicate['kind']> = Extract<Predicate, { kind: K }>

/** A predicate as a test of rows in memory. It is kept for those for which it is true, not for those of unknown. */
export function compileTest<Row>(catalog: Catalog, shape: RowShape<Row>, predicate: Predicate): Test<Row> {
  switch (predicate.kind) {
    case 'and': return testAll(predicate.of.map((part) => compileTest(catalog, shape, part)))
    case 'or': return testAny(predicate.of.map((part) => compileTest(catalog, shape, part)))
    case 'not': return testNot(compileTest(catalog, shape, predicate.of))
    case 'isNull': return testNull(shape.read(predicate.field))
    case 'compare': return testCompare(catalog, shape, predicate)
    case 'in': return testIn(catalog, shape, predicate)
    case 'match': return testMatch(shape, predicate)
    case 'list': return testList(catalog, shape, predicate)
    case 'listCount': return testListCount(shape, predicate)
    case 'linked': return testLinked(catalog, shape, predicate)
    case 'linkedCount': return testLinkedCount(shape, predicate)
  }
}

function testAll<Row>(tests: readonly Test<Row>[]): Test<Row> {
  return (row) => {
    let truth: Truth = true
    for (const test of tests) {
      const part = test(row)
      if (part === false) return false
      if (part === null) truth = null
    }
    return truth
  }
}

function testAny<Row>(tests: readonly Test<Row>[]): Test<Row> {
  return (row) => {
    let truth: Truth = false
    for (const test of tests) {
      const part = test(row)
      if (part === true) return true
      if (part === null) truth = null
    }
    return truth
  }
}

function testNot<Row>(test: Test<Row>): Test<Row> {
  return (row) => {
    const truth = test(row)
    return truth === null ? null : !truth
  }
}

const testNull = <Row>(read: (row: Row) => Value): Test<Row> => (row) => read(row) === null

/** Unknown for NULL, else what `decide` says. */
function onLiteral<Row>(read: (row: Row) => Value, decide: (value: Literal) => boolean): Test<Row> {
  return (row) => {
    const value = read(row)
    return isLiteral(value) ? decide(value) : null
  }
}

function onList<Row>(read: (row: Row) => Value, decide: (elements: readonly Literal[]) => boolean): Test<Row> {
  return (row) => {
    const value = read(row)
    return Array.isArray(value) ? decide(value.filter(isLiteral)) : null
  }
}

function testCompare<Row>(catalog: Catalog, shape: RowShape<Row>, { field, op, value }: Kind<'compare'>): Test<Row> {
  const decode = comparableOf(catalog, shape.typeOf(field))
  const bound = decode(value)
  return onLiteral(shape.read(field), (found) => holds[op](compareValues(decode(found), bound)))
}

/** Equal values of a field have one identity; `fold` makes texts that differ in letter case equal. */
function identityIn<Row>(catalog: Catalog, shape: RowShape<Row>, { field, fold }: Kind<'in' | 'list'>): (value: Literal) => string {
  if (fold === true) return (value) => canonicalKey('STRING_CI', value) ?? ''
  const decode = comparableOf(catalog, shape.typeOf(field))
  return (value) => identityOf(decode(value))
}

function testIn<Row>(catalog: Catalog, shape: RowShape<Row>, predicate: Kind<'in'>): Test<Row> {
  const identity = identityIn(catalog, shape, predicate)
  const wanted = new Set(predicate.values.map(identity))
  return onLiteral(shape.read(predicate.field), (value) => wanted.has(identity(value)))
}

function testList<Row>(catalog: Catalog, shape: RowShape<Row>, predicate: Kind<'list'>): Test<Row> {
  const identity = identityIn(catalog, shape, predicate)
  const wanted = [...new Set(predicate.values.map(identity))]
  return onList(shape.read(predicate.field), (elements) => {
    const found = new Set(elements.map(identity))
    const has = (value: string): boolean => found.has(value)
    return predicate.how === 'hasAny' ? wanted.some(has) : wanted.every(has)
  })
}

function testMatch<Row>(shape: RowShape<Row>, { field, how, text, foldCase }: Kind<'match'>): Test<Row> {
  const matches = compileMatch(how, text, foldCase)
  return onLiteral(shape.read(field), (value) => matches(String(value)))
}

const compareCount = (op: CompareOp, count: number, value: number): boolean => holds[op](count - value)

function testListCount<Row>(shape: RowShape<Row>, { field, op, value }: Kind<'listCount'>): Test<Row> {
  const read = shape.read(field)
  return (row) => {
    const list = read(row)
    return Array.isArray(list) ? compareCount(op, list.length, value) : null
  }
}

function testLinkedCount<Row>(shape: RowShape<Row>, { link, op, value }: Kind<'linkedCount'>): Test<Row> {
  return shape.related<Test<Row>>(link, (_, rowsOf) => (row) => compareCount(op, rowsOf(row).length, value))
}

function testLinked<Row>(catalog: Catalog, shape: RowShape<Row>, { link, quantifier, where }: Kind<'linked'>): Test<Row> {
  return shape.related<Test<Row>>(link, (inner, rowsOf) => {
    const test = compileTest(catalog, inner, where)
    return (row) => quantify(quantifier, rowsOf(row), (linked) => test(linked) === true)
  })
}

function quantify<Row>(quantifier: Quantifier, rows: readonly Row[], passes: (row: Row) => boolean): boolean {
  if (quantifier === 'every') return rows.every(passes)
  return rows.some(passes) === (quantifier === 'some')
}
