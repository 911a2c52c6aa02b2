import { Decimal128, Double, Long, MaxKey, MinKey, ObjectId, UUID } from 'mongodb'
import type { Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { startServer } from './start.ts'

/** Every case: what is stored (documents 1, 2, 3 …), a query, and which of them it finds. */
const CASES: readonly (readonly [string, readonly Document[], Document, readonly number[]])[] = [
  ['numbers compare by value across their types', [{ a: 1 }, { a: new Double(1) }, { a: Long.ONE }, { a: Decimal128.fromString('1.00') }, { a: '1' }, { a: true }], { a: 1 }, [1, 2, 3, 4]],
  ['a Long beyond 2^53 is not its neighbour', [{ a: Long.fromString('9007199254740993') }, { a: Long.fromString('9007199254740992') }], { a: Long.fromString('9007199254740993') }, [1]],
  ['a double is not the decimal it is printed as', [{ a: new Double(0.1) }, { a: Decimal128.fromString('0.1') }, { a: new Double(0.5) }], { a: { $in: [Decimal128.fromString('0.1'), Decimal128.fromString('0.5')] } }, [2, 3]],
  ['only values of one type are ordered', [{ a: 5 }, { a: '5' }, { a: null }, {}, { a: new Date(9) }, { a: [7] }, { a: { b: 1 } }], { a: { $gt: 1 } }, [1, 6]],
  ['null is missing too', [{ a: null }, {}, { a: 0 }, { a: [] }, { a: [null] }], { a: null }, [1, 2, 5]],
  ['not null is there', [{ a: null }, {}, { a: 0 }, { a: '' }, { a: [] }], { a: { $ne: null } }, [3, 4, 5]],
  ['$exists tells null and missing apart', [{ a: null }, {}, { b: 1 }], { a: { $exists: true } }, [1]],
  ['$lte null is null', [{ a: null }, {}, { a: 1 }], { a: { $lte: null } }, [1, 2]],
  ['texts are ordered by code point', [{ a: '𝒳' }, { a: '\uffff' }, { a: 'z' }], { a: { $gt: '\uffff' } }, [1]],
  ['an array matches by an element, and as a whole', [{ a: [1, 2] }, { a: 1 }, { a: [[1]] }, { a: [3] }], { a: { $in: [1, [3]] } }, [1, 2, 4]],
  ['$not and $nin are for no element', [{ a: [1, 2] }, { a: [2] }, {}], { a: { $nin: [1] } }, [2, 3]],
  ['$all wants each of them', [{ a: ['x', 'y', 'z'] }, { a: ['x'] }, { a: 'x' }], { a: { $all: ['x', 'y'] } }, [1]],
  ['$all of nothing is nothing', [{ a: ['x'] }, {}], { a: { $all: [] } }, []],
  ['$size counts elements', [{ a: [] }, { a: [1] }, { a: 1 }, {}], { a: { $size: 1 } }, [2]],
  ['$elemMatch wants one element for all conditions', [{ a: [{ x: 1, y: 1 }, { x: 2, y: 2 }] }, { a: [{ x: 1, y: 2 }] }], { a: { $elemMatch: { x: 1, y: 2 } } }, [2]],
  ['$elemMatch of operators speaks of the element', [{ a: [1, 9] }, { a: [4] }, { a: 4 }], { a: { $elemMatch: { $gt: 2, $lt: 7 } } }, [2]],
  ['a path goes through arrays of objects', [{ a: [{ b: 1 }, { b: 2 }] }, { a: { b: 2 } }, { a: [{ c: 1 }] }, { a: 2 }], { 'a.b': 2 }, [1, 2]],
  ['a path may name a place', [{ a: [5, 6] }, { a: [6, 5] }, { a: { 1: 6 } }], { 'a.1': 6 }, [1, 3]],
  ['a path into a number, an id or a date finds nothing', [{ a: 5 }, { a: new ObjectId() }, { a: new Date() }], { $or: [{ 'a.value': { $ne: null } }, { 'a.id': { $ne: null } }, { 'a.getTime': { $ne: null } }] }, []],
  ['objects are equal in the same order of fields', [{ a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, { a: { x: 1 } }], { a: { x: 1, y: 2 } }, [1]],
  ['a pattern folds one letter at a time', [{ a: 'STRASSE' }, { a: 'straße' }, { a: 'Éa' }, { a: 7 }], { a: { $regex: '^(straße|éa)$', $options: 'i' } }, [2, 3]],
  ['a pattern in a list', [{ a: 'one' }, { a: 'two' }, { a: ['x', 'three'] }], { a: { $in: [/^t/] } }, [2, 3]],
  ['a negated pattern also keeps what is no text', [{ a: 'one' }, { a: 7 }, {}], { a: { $not: { $regex: 'o' } } }, [2, 3]],
  ['$type knows numbers apart and together', [{ a: 1 }, { a: Long.ONE }, { a: new Double(1) }, { a: '1' }, { a: [1] }], { a: { $type: ['long', 'string'] } }, [2, 4]],
  ['$type: array is the array itself', [{ a: [] }, { a: [[1]] }, { a: 1 }], { a: { $type: 'array' } }, [1, 2]],
  ['ids and UUIDs are equal by their bytes', [{ a: new ObjectId('0123456789abcdef01234567') }, { a: '0123456789abcdef01234567' }, { a: new UUID('00000000-0000-4000-8000-000000000001') }], { a: { $in: [new ObjectId('0123456789abcdef01234567'), new UUID('00000000-0000-4000-8000-000000000001')] } }, [1, 3]],
  ['NaN is equal to itself and outside every order', [{ a: new Double(NaN) }, { a: 1 }], { $or: [{ a: NaN }, { a: { $gte: 5 } }] }, [1]],
  ['$nor, $and and $or combine', [{ a: 1, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 2 }], { $and: [{ $or: [{ a: 1 }, { a: 2 }] }, { $nor: [{ b: 1 }] }] }, [2, 3]],
  ['$mod divides', [{ a: 4 }, { a: 5 }, { a: Long.fromNumber(7) }], { a: { $mod: [3, 1] } }, [1, 3]],
  ['$expr compares fields, of all types in one order', [{ a: 2, b: 1 }, { a: 1, b: 2 }, { a: 'x', b: 5 }, { b: 1 }], { $expr: { $gt: ['$a', '$b'] } }, [1, 3]],
]

describe('a query finds', () => {
  it.each(CASES)('%s', async (_what, documents, query, expected) => {
    const { db } = await startServer(documents)
    expect((await db.collection('rows').find(query).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(expected)
    expect(await db.collection('rows').countDocuments(query)).toBe(expected.length)
  })

  it.each(CASES)('the same by an index: %s', async (_what, documents, query, expected) => {
    const { db } = await startServer(documents)
    await db.collection('rows').createIndex({ a: 1 })
    expect((await db.collection('rows').find(query).sort({ _id: 1 }).toArray()).map(({ _id }) => _id)).toEqual(expected)
  })
})

it('sorts values of all types in one order, missing with null', async () => {
  const inOrder = [new MinKey(), null, new Double(NaN), -1, new Double(0.5), Decimal128.fromString('0.6'), Long.fromString('9007199254740993'), '', 'a', { x: 1 }, new UUID('00000000-0000-4000-8000-000000000001'), new ObjectId(), false, true, new Date(0), new MaxKey()]
  const { db } = await startServer(inOrder.map((a) => ({ a })).toReversed())
  const upwards = await db.collection('rows').find().sort({ a: 1 }).toArray()
  expect(upwards.map(({ _id }) => _id)).toEqual(inOrder.map((_, i) => inOrder.length - i))
  const downwards = await db.collection('rows').find().sort({ a: -1 }).toArray()
  expect(downwards.map(({ _id }) => _id)).toEqual(inOrder.map((_, i) => i + 1))
})

it('sorts an array by its least element upwards, by its greatest downwards', async () => {
  const { db } = await startServer([{ a: [5, 1] }, { a: 3 }, { a: [] }])
  expect((await db.collection('rows').find().sort({ a: 1 }).toArray()).map(({ _id }) => _id)).toEqual([3, 1, 2])
  expect((await db.collection('rows').find().sort({ a: -1 }).toArray()).map(({ _id }) => _id)).toEqual([1, 2, 3])
})

describe('a query is refused', () => {
  it.each<[string, Document, number, RegExp]>([
    ['an unknown operator', { a: { $near: 1 } }, 2, /unknown operator: \$near/],
    ['an unknown operator at the top', { $foo: 1 }, 2, /unknown top level operator: \$foo/],
    ['$where', { $where: 'true' }, 2, /unknown top level operator: \$where/],
    ['$in of no array', { a: { $in: 1 } }, 2, /\$in needs an array/],
    ['$and of nothing', { $and: [] }, 2, /non-empty array/],
    ['a size below 0', { a: { $size: -1 } }, 9, /Failed to parse \$size/],
    ['a pattern that is none', { a: { $regex: '(' } }, 51104, /invalid/],
    ['an unknown expression', { $expr: { $foo: 1 } }, 168, /Unrecognized expression '\$foo'/],
    ['a variable that is not there', { $expr: { $eq: ['$$nobody', 1] } }, 17276, /undefined variable: nobody/],
    ['$function', { $expr: { $function: { body: 'return 1', args: [], lang: 'js' } } }, 168, /Unrecognized expression/],
  ])('%s', async (_what, query, code, message) => {
    const { db } = await startServer([{ a: 1 }])
    await expect(db.collection('rows').find(query).toArray()).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
  })
})
