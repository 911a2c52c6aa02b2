import { Decimal128, Double, Long, ObjectId } from 'mongodb'
import type { Document } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { evaluate } from './start.ts'

const decimal = (text: string): Decimal128 => Decimal128.fromString(text)

describe('an expression gives', () => {
  it.each<[string, unknown, Document, unknown]>([
    ['an int of ints', { $add: ['$a', 2] }, { a: 1 }, 3],
    ['a Long where ints overflow', { $multiply: ['$a', '$a'] }, { a: 2_147_483_647 }, 4_611_686_014_132_420_609n],
    ['a double where Longs overflow', { $add: ['$a', 1] }, { a: Long.MAX_VALUE }, 9_223_372_036_854_775_808],
    ['decimals with their last digits', { $add: ['$a', '$b'] }, { a: decimal('12.50'), b: decimal('0.50') }, decimal('13.00')],
    ['34 digits of a quotient', { $divide: ['$a', 3] }, { a: decimal('1') }, decimal('0.3333333333333333333333333333333333')],
    ['a double of a division of ints', { $divide: [1, 4] }, {}, 0.25],
    ['null of null', { $add: ['$a', 1] }, { a: null }, null],
    ['a Long of a text', { $toLong: '$a' }, { a: '9007199254740993' }, 9_007_199_254_740_993n],
    ['the decimal of a double with 15 digits', { $toDecimal: '$a' }, { a: new Double(0.1) }, decimal('0.100000000000000')],
    ['what a conversion falls back on', { $convert: { input: '$a', to: 'int', onError: 'none', onNull: 'null' } }, { a: 'x' }, 'none'],
    ['what a missing value falls back on', { $convert: { input: '$a', to: 'int', onError: 'none', onNull: 'null' } }, {}, 'null'],
    ['an id of its hex digits', { $toString: { $toObjectId: '$a' } }, { a: '0123456789abcdef01234567' }, '0123456789abcdef01234567'],
    ['missing for what is missing', { $type: '$a' }, {}, 'missing'],
    ['the order of types', { $map: { input: [['$a', 1], [1, 'x'], ['x', { b: 1 }]], as: 'pair', in: { $lt: [{ $arrayElemAt: ['$$pair', 0] }, { $arrayElemAt: ['$$pair', 1] }] } } }, {}, [true, true, true]],
    ['missing below null', { $lt: ['$a', null] }, {}, true],
    ['truth of every zero', { $map: { input: ['$a', '$b', '$c', '$d', ''], in: { $cond: ['$$this', 1, 0] } } }, { a: 0, b: new Double(0), c: Long.ZERO, d: decimal('0.00') }, [0, 0, 0, 0, 1]],
    ['the first branch that holds', { $switch: { branches: [{ case: { $eq: ['$a', 1] }, then: 'one' }, { case: true, then: 'other' }], default: 'none' } }, { a: 1 }, 'one'],
    ['a path through an array', '$a.b', { a: [{ b: 1 }, { c: 2 }, { b: 3 }, 4] }, [1, 3]],
    ['no inside of an id or a Long', { $ifNull: ['$a.id', '$b.low', 'nothing'] }, { a: new ObjectId(), b: Long.ONE }, 'nothing'],
    ['a place by equality of numbers', { $indexOfArray: ['$a', 2] }, { a: [1, Long.fromNumber(2)] }, 1],
    ['elements that pass', { $filter: { input: '$a', as: 'one', cond: { $gt: ['$$one', 1] } } }, { a: [1, 2, 3] }, [2, 3]],
    ['a sum of a fold', { $reduce: { input: '$a', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, { a: [1, 2, 3] }, 6],
    ['sets by value', { $setIntersection: ['$a', [1, 2]] }, { a: [new Double(1), 3] }, [1]],
    ['whether all are in', { $setIsSubset: [[1], '$a'] }, { a: [2, Long.ONE] }, true],
    ['the greatest of an array', { $max: '$a' }, { a: [1, 'x', 2] }, 'x'],
    ['all matches with places in code points', { $regexFindAll: { input: '$a', regex: '@([a-z]+)' } }, { a: '𝒳 @eva @max' }, [{ match: '@eva', idx: 2, captures: ['eva'] }, { match: '@max', idx: 7, captures: ['max'] }]],
    ['lower case of ASCII only', { $toLower: '$a' }, { a: 'AÉ' }, 'aÉ'],
    ['code points of a text', { $substrCP: ['$a', 1, 1] }, { a: 'a𝒳b' }, '𝒳'],
    ['a text of a literal dollar', { $concat: [{ $literal: '$a' }, '!'] }, { a: 'x' }, '$a!'],
    ['a time by its format', { $dateFromString: { dateString: '$a', format: '%d %b %Y %H:%M:%S' } }, { a: '03 Feb 2026 10:11:12' }, new Date('2026-02-03T10:11:12Z')],
    ['a time in a zone', { $dateFromString: { dateString: '$a', format: '%Y-%m-%d %H:%M', timezone: 'Europe/Berlin' } }, { a: '2026-07-01 12:00' }, new Date('2026-07-01T10:00:00Z')],
    ['a fallback for a day that is none', { $dateFromString: { dateString: '$a', format: '%Y-%m-%d', onError: null } }, { a: '2026-02-30' }, null],
    ['the start of a month in a zone', { $dateTrunc: { date: '$a', unit: 'month', timezone: 'America/New_York' } }, { a: new Date('2026-03-31T23:00:00Z') }, new Date('2026-03-01T05:00:00Z')],
    ['the start of a week', { $dateTrunc: { date: '$a', unit: 'week', startOfWeek: 'monday' } }, { a: new Date('2026-03-01T00:00:00Z') }, new Date('2026-02-23T00:00:00Z')],
    ['a day as text', { $dateToString: { date: '$a', format: '%Y-%m-%d %z', timezone: 'Asia/Tokyo' } }, { a: new Date('2026-01-01T20:00:00Z') }, '2026-01-02 +0900'],
  ])('%s', async (_what, expression, document, expected) => {
    expect(await evaluate(expression, document)).toEqual(expected)
  })

  it.each<[string, unknown, Document, number]>([
    ['arithmetic on a text', { $add: ['$a', 1] }, { a: 'x' }, 14],
    ['a number of a text that is none', { $toInt: '$a' }, { a: 'x' }, 241],
    ['a number out of range', { $toInt: '$a' }, { a: Long.MAX_VALUE }, 241],
    ['a time of a text that is none', { $dateFromString: { dateString: '$a', format: '%Y' } }, { a: 'soon' }, 241],
    ['a division by zero', { $divide: [1, '$a'] }, { a: 0 }, 2],
    ['an unknown zone', { $dateTrunc: { date: '$a', unit: 'day', timezone: 'Mars/Base' } }, { a: new Date(0) }, 5447000],
    ['two operators in one', { $add: [1, 2], $subtract: [1, 2] }, {}, 9],
    ['too many arguments', { $size: [1, 2] }, {}, 16020],
  ])('an error for %s', async (_what, expression, document, code) => {
    await expect(evaluate(expression, document)).rejects.toMatchObject({ code })
  })
})
