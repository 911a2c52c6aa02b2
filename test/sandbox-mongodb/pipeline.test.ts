import { Decimal128, Double, Long } from 'mongodb'
import type { Document } from 'mongodb'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rowsOf, startServer } from './start.ts'

describe('a pipeline', () => {
  it('groups equal numbers of any type, and null apart from missing', async () => {
    const { db } = await startServer([{ a: 1 }, { a: new Double(1) }, { a: Decimal128.fromString('1.0') }, { a: null }, {}])
    expect(await rowsOf(db, [{ $group: { _id: { a: '$a' }, n: { $sum: 1 } } }])).toEqual([{ _id: { a: 1 }, n: 3 }, { _id: { a: null }, n: 1 }, { _id: {}, n: 1 }])
  })

  it('sums exactly', async () => {
    const { db } = await startServer([{ big: Long.fromString('9007199254740993'), price: Decimal128.fromString('0.10') }, { big: 1, price: Decimal128.fromString('12345678901234567890.20') }, { big: 'no number' }])
    expect(await rowsOf(db, [{ $group: { _id: null, big: { $sum: '$big' }, price: { $sum: '$price' }, avg: { $avg: '$price' } } }])).toEqual([{ _id: null, big: 9_007_199_254_740_994n, price: Decimal128.fromString('12345678901234567890.30'), avg: Decimal128.fromString('6172839450617283945.15') }])
  })

  it('gives the sum of doubles that is nearest to the true one', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e10, max: 1e10 }), { minLength: 2, maxLength: 3 }), async (numbers) => {
      const { db } = await startServer([...numbers, ...numbers.map((number) => -number), 0.1].map((a) => ({ a: new Double(a) })))
      expect(await rowsOf(db, [{ $group: { _id: null, sum: { $sum: '$a' } } }])).toEqual([{ _id: null, sum: 0.1 }])
    }), { numRuns: 5 })
  })

  it('collects, distinguishes and ranks', async () => {
    const { db } = await startServer([{ a: 1 }, { a: Long.fromNumber(1) }, { a: 3 }, {}, { a: 2 }])
    const [row] = await rowsOf(db, [{ $group: { _id: null, all: { $push: '$a' }, set: { $addToSet: '$a' }, min: { $min: '$a' }, top: { $topN: { n: 2, sortBy: { a: -1 }, output: '$a' } }, first: { $firstN: { n: 2, input: '$a' } } } }])
    expect(row).toMatchObject({ all: [1, 1n, 3, 2], set: [1, 3, 2], min: 1, top: [3, 2], first: [1, 1n] })
  })

  it('unwinds arrays, with places, and keeps rows without one when told to', async () => {
    const { db } = await startServer([{ a: ['x', 'y'] }, { a: [] }, {}, { a: 'z' }])
    expect(await rowsOf(db, [{ $unwind: { path: '$a', includeArrayIndex: 'i' } }])).toEqual([{ _id: 1, a: 'x', i: 0 }, { _id: 1, a: 'y', i: 1 }, { _id: 4, a: 'z', i: null }])
    expect((await rowsOf(db, [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }])).map(({ _id }) => _id)).toEqual([1, 1, 2, 3, 4])
  })

  it('projects what is kept, left out and made', async () => {
    const { db } = await startServer([{ a: { b: 1, c: 2 }, d: [{ e: 1, f: 2 }] }])
    expect(await rowsOf(db, [{ $project: { 'a.b': 1, 'd.f': 1, made: { $literal: 1 }, list: ['$a.b', '$nothing'] } }])).toEqual([{ _id: 1, a: { b: 1 }, d: [{ f: 2 }], made: 1, list: [1, null] }])
    expect(await rowsOf(db, [{ $project: { _id: 0, 'a.b': 0 } }])).toEqual([{ a: { c: 2 }, d: [{ e: 1, f: 2 }] }])
    await expect(rowsOf(db, [{ $project: { a: 1, d: 0 } }])).rejects.toMatchObject({ code: 31325 })
  })

  it('leaves stored documents as they are', async () => {
    const { db } = await startServer([{ a: { b: 1 }, list: [1, 2] }])
    await rowsOf(db, [{ $set: { 'a.b': 2, list: [] } }, { $unset: 'a' }, { $unwind: { path: '$list', preserveNullAndEmptyArrays: true } }])
    expect(await db.collection('rows').findOne()).toEqual({ _id: 1, a: { b: 1 }, list: [1, 2] })
  })

  it('joins by equality, with variables, null with missing, lists by any element', async () => {
    const { db } = await startServer([{ k: 1 }, { k: [2, 3] }, {}, { k: 9 }])
    await db.collection<Document>('others').insertMany([{ _id: 1, key: Long.ONE, n: 5 }, { _id: 2, key: [2, 7], n: 1 }, { _id: 3, n: 1 }, { _id: 4, key: 1, n: 1 }] as Document[])
    const joined = await rowsOf(db, [{ $lookup: { from: 'others', localField: 'k', foreignField: 'key', let: { least: 0 }, pipeline: [{ $match: { $expr: { $gt: ['$n', '$$least'] } } }, { $sort: { n: 1, _id: 1 } }, { $project: { _id: 1 } }], as: 'found' } }])
    expect(joined.map(({ found }) => (found as Document[]).map(({ _id }) => _id))).toEqual([[4, 1], [2], [3], []])
  })

  it('starts from documents', async () => {
    const { db } = await startServer([{ a: 1 }, { a: 2 }])
    const rows = await db.aggregate([{ $documents: { $literal: [{ k: 2 }, { k: 3 }] } }, { $lookup: { from: 'rows', localField: 'k', foreignField: 'a', as: 'found' } }]).toArray()
    expect(rows).toEqual([{ k: 2, found: [{ _id: 2, a: 2 }] }, { k: 3, found: [] }])
  })

  it('runs several pipelines over the same rows', async () => {
    const { db } = await startServer([{ a: 1 }, { a: 2 }, { a: 2 }])
    expect(await rowsOf(db, [{ $facet: { count: [{ $count: 'n' }], by: [{ $sortByCount: '$a' }], none: [{ $match: { a: 7 } }, { $count: 'n' }] } }])).toEqual([{ count: [{ n: 3 }], by: [{ _id: 2, count: 2 }, { _id: 1, count: 1 }], none: [] }])
  })

  it.each<[string, Document, number]>([
    ['an unknown stage', { $foo: {} }, 40324],
    ['a stage that this server does not have', { $graphLookup: {} }, 238],
    ['two stages in one', { $limit: 1, $skip: 1 }, 40323],
    ['a limit of nothing', { $limit: 0 }, 2],
    ['an unknown accumulator', { $group: { _id: null, a: { $foo: 1 } } }, 15952],
    ['a group without _id', { $group: { a: { $sum: 1 } } }, 15952],
    ['a path without a dollar', { $unwind: 'a' }, 28667],
  ])('is refused for %s', async (_what, stage, code) => {
    const { db } = await startServer([{ a: 1 }])
    await expect(rowsOf(db, [stage])).rejects.toMatchObject({ code })
  })
})

it('answers keys among 20,000 documents in milliseconds', async () => {
  const { db } = await startServer()
  await db.collection('rows').insertMany(Array.from({ length: 20_000 }, (_, i) => ({ customer: i % 500, n: i })))
  await db.collection('rows').createIndex({ customer: 1 })
  const find = () => db.collection('rows').find({ customer: { $in: [1, 2, 3] } }).toArray()
  await find()
  const begin = performance.now()
  expect(await find()).toHaveLength(120)
  expect(performance.now() - begin).toBeLessThan(250)
})
