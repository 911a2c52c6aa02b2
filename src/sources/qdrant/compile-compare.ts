import type { Catalog } from '../../catalog/model.ts'
import type { CompareOp, Literal, Predicate } from '../../fetch/fetch.ts'
import type { Condition, PointId } from './request.ts'
import type { RangeOp } from './condition.ts'
import type { Compiled } from './compile-predicate.ts'
import type { StoredField } from './stored-field.ts'
import { anyOf, inRange, isEmpty, matches, matchesAny, NEVER, noneOf } from './condition.ts'
import { matchKind, matchValue, rejectLiteral } from './match-kind.ts'
import { pointIdOf } from './point-id.ts'

type Compare = Extract<Predicate, { kind: 'compare' }>
interface In { readonly values: readonly Literal[]; readonly fold?: boolean; readonly negated: boolean }

/** `in` of more values than this, where each needs a range of its own, is left to the gateway. */
const MOST_RANGES = 100

export function compileCompare(catalog: Catalog, stored: StoredField, { op, value }: Compare): Compiled {
  if (stored.place === 'id') return compileId(stored, op, value)
  if (stored.field.list) return null
  switch (matchKind(catalog, stored.field)) {
    case 'text':
    case 'boolean': return compileMatch(catalog, stored, { op, value })
    case 'integer': return op === 'eq' || op === 'ne' ? compileMatch(catalog, stored, { op, value }) : compileIntegerRange(stored, op, value)
    case 'number': return compileRange(stored.key, op, Number(value))
    case 'instant': return compileRange(stored.key, op, String(value))
    case 'day': return compileRange(stored.key, op, `${String(value)}T00:00:00Z`)
    case 'none': return null
  }
}

export function compileIn(catalog: Catalog, stored: StoredField, { values, fold, negated }: In): Compiled {
  if (fold === true) return null
  if (stored.place === 'id') return negateIf(negated, hasId(values.map((value) => readId(stored, value))))
  if (stored.field.list) return null
  const kind = matchKind(catalog, stored.field)
  if (kind === 'none') return null
  const found = kind === 'text' || kind === 'integer' ? anyMatch(catalog, stored, values) : eachOf(catalog, stored, values)
  return found === null || !negated ? found : isNoneOf(stored.key, found)
}

const negateIf = (negated: boolean, condition: Condition): Condition => (negated ? noneOf([condition]) : condition)
/** What is null is not "not in" either. */
const isNoneOf = (key: string, condition: Condition): Condition => (condition === NEVER ? noneOf([isEmpty(key)]) : noneOf([condition, isEmpty(key)]))

/** Null when one of the values cannot be matched. */
export function anyMatch(catalog: Catalog, { field, key }: StoredField, values: readonly Literal[]): Compiled {
  const stored = values.map((value) => matchValue(catalog, field, value))
  return stored.includes(null) ? null : matchesAny(key, stored)
}

function eachOf(catalog: Catalog, stored: StoredField, values: readonly Literal[]): Compiled {
  const each = values.map((value) => compileCompare(catalog, stored, { kind: 'compare', field: '', op: 'eq', value })).filter((condition) => condition !== null)
  return values.length > MOST_RANGES || each.length < values.length ? null : anyOf(each)
}

function compileMatch(catalog: Catalog, { field, key }: StoredField, { op, value }: Pick<Compare, 'op' | 'value'>): Compiled {
  if (op !== 'eq' && op !== 'ne') return null
  const stored = matchValue(catalog, field, value)
  if (stored === null) return null
  return op === 'eq' ? matches(key, stored) : isNoneOf(key, matches(key, stored))
}

/** Ranges compare doubles: exact as long as the bound is below 2^53, however large the stored integer is. */
function compileIntegerRange({ field, key }: StoredField, op: RangeOp, value: Literal): Compiled {
  const bound = Number(value)
  if (Number.isNaN(bound)) return rejectLiteral(field, value)
  return Number.isSafeInteger(bound) ? inRange(key, { [op]: bound }) : null
}

function compileRange(key: string, op: CompareOp, bound: number | string): Condition {
  if (op === 'eq') return inRange(key, { gte: bound, lte: bound })
  if (op === 'ne') return anyOf([inRange(key, { lt: bound }), inRange(key, { gt: bound })])
  return inRange(key, { [op]: bound })
}

function compileId(stored: StoredField, op: CompareOp, value: Literal): Compiled {
  if (op !== 'eq' && op !== 'ne') return null
  return negateIf(op === 'ne', hasId([readId(stored, value)]))
}

/** Ids are never null. */
function hasId(ids: readonly (PointId | null)[]): Condition {
  const found = ids.filter((id) => id !== null)
  return found.length === 0 ? NEVER : { has_id: found }
}

/** @throws SOURCE_VALUE for a text that is no id at all: it must not turn into an empty answer. */
function readId({ field }: StoredField, literal: Literal): PointId | null {
  const id = pointIdOf(field, literal)
  return id === undefined ? rejectLiteral(field, literal) : id
}
