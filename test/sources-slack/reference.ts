import type { CompareOp, Literal, Ordering, Predicate } from '../../src/fetch/fetch.ts'
import { compareText } from '../../src/fetch/value.ts'

/** Rows in memory, answered without SQL: what the store must agree with. */
export interface Row {
  /** Absent: NULL. Instants are their canonical text, which sorts as they do. */
  readonly fields: Readonly<Record<string, Literal | readonly Literal[] | null>>
  /** To-one links give at most one row. */
  readonly links: Readonly<Record<string, () => readonly Row[]>>
}

type Truth = boolean | null

export const keeps = (row: Row, predicate: Predicate | undefined): boolean => predicate === undefined || truth(row, predicate) === true

export function truth(row: Row, predicate: Predicate): Truth {
  switch (predicate.kind) {
    case 'and': return all(predicate.of.map((part) => truth(row, part)))
    case 'or': return negate(all(predicate.of.map((part) => negate(truth(row, part)))))
    case 'not': return negate(truth(row, predicate.of))
    case 'isNull': return valueAt(row, predicate.field) === null
    case 'linked': return linked(setOf(row, predicate.link), predicate)
    case 'linkedCount': return HOLDS[predicate.op](setOf(row, predicate.link).length - predicate.value)
    default: return known(valueAt(row, predicate.field), predicate)
  }
}

function known(value: Literal | readonly Literal[] | null, predicate: Extract<Predicate, { readonly field: string }>): Truth {
  if (value === null) return null
  const list = Array.isArray(value) ? value : []
  switch (predicate.kind) {
    case 'compare': return HOLDS[predicate.op](compare(value as Literal, predicate.value))
    case 'in': return predicate.values.some((other) => (predicate.fold === true ? String(other).toLowerCase() === String(value).toLowerCase() : other === value))
    case 'list': return predicate.how === 'hasAny' ? predicate.values.some((other) => isAmong(list, other, predicate.fold)) : predicate.values.every((other) => isAmong(list, other, predicate.fold))
    case 'listCount': return HOLDS[predicate.op](list.length - predicate.value)
    case 'match': return matches(String(value), predicate)
    default: throw new Error(`no ${predicate.kind} on a value`)
  }
}

function isAmong(list: readonly Literal[], wanted: Literal, fold = false): boolean {
  return fold ? list.some((value) => String(value).toLowerCase() === String(wanted).toLowerCase()) : list.includes(wanted)
}

function matches(value: string, { how, text, foldCase }: Extract<Predicate, { readonly kind: 'match' }>): boolean {
  const fold = (all: string): string => (foldCase ? [...all].map((letter) => letter.toLowerCase()).join('') : all)
  const [left, right] = [fold(value), fold(text)]
  if (how === 'startsWith') return left.startsWith(right)
  if (how === 'endsWith') return left.endsWith(right)
  return how === 'contains' ? left.includes(right) : like([...left], [...right])
}

function like([letter, ...letters]: readonly string[], [sign, ...signs]: readonly string[]): boolean {
  if (sign === undefined) return letter === undefined
  if (sign === '%') return like([letter, ...letters].filter((one) => one !== undefined), signs) || (letter !== undefined && like(letters, [sign, ...signs]))
  if (letter === undefined) return false
  if (sign === '\\' && signs[0] !== undefined) return signs[0] === letter && like(letters, signs.slice(1))
  return (sign === '_' || sign === letter) && like(letters, signs)
}

function linked(rows: readonly Row[], { quantifier, where }: Extract<Predicate, { readonly kind: 'linked' }>): boolean {
  if (quantifier === 'every') return rows.every((row) => keeps(row, where))
  return rows.some((row) => keeps(row, where)) === (quantifier === 'some')
}

const setOf = (row: Row, link: string): readonly Row[] => {
  const set = row.links[link]
  if (set === undefined) throw new Error(`no link ${link}`)
  return set()
}

export function valueAt(row: Row, path: string): Literal | readonly Literal[] | null {
  const [step = '', ...rest] = path.split('.')
  if (rest.length === 0) return row.fields[step] ?? null
  const [target] = setOf(row, step)
  return target === undefined ? null : valueAt(target, rest.join('.'))
}

const all = (truths: readonly Truth[]): Truth => (truths.includes(false) ? false : truths.includes(null) ? null : true)
const negate = (value: Truth): Truth => (value === null ? null : !value)
const HOLDS: Readonly<Record<CompareOp, (sign: number) => boolean>> = {
  eq: (sign) => sign === 0, ne: (sign) => sign !== 0, gt: (sign) => sign > 0, gte: (sign) => sign >= 0, lt: (sign) => sign < 0, lte: (sign) => sign <= 0,
}
const compare = (a: Literal, b: Literal): number => (typeof a === 'string' ? compareText(a, String(b)) : Number(a) - Number(b))

/** Negative, zero or positive, as `orderBy` has it. */
export function compareRows(orderBy: readonly Ordering[]): (a: Row, b: Row) => number {
  const orderValue = (row: Row, { field, count }: Ordering): Literal | null => {
    if (count === true) return setOf(row, field).length
    const value = valueAt(row, field)
    return typeof value === 'object' ? null : value
  }
  return (a, b) => {
    for (const ordering of orderBy) {
      const [left, right] = [orderValue(a, ordering), orderValue(b, ordering)]
      if (left === null && right === null) continue
      if (left === null || right === null) return (left === null) === (ordering.nulls === 'first') ? -1 : 1
      const sign = compare(left, right)
      if (sign !== 0) return ordering.direction === 'asc' ? sign : -sign
    }
    return 0
  }
}
