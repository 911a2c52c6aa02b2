import type { CompareOp, Group, Keyset, Literal, Page, Predicate } from '../../fetch/fetch.ts'
import { presenceOf } from './presence.ts'
import { writeMark } from './mark.ts'
import type { Magnitude } from './parameter.ts'

/** A number written into the text, or the mark of one that is a parameter. */
export type Amount = number | string | undefined

/** Limits that pages really have; a number in the text lets the planner use a generic plan, a parameter does not. */
const COMMON_LIMITS: ReadonlySet<number> = new Set([0, 1, 2, 3, 5, 6, 10, 11, 20, 21, 25, 26, 50, 51, 100, 101, 200, 201, 500, 501, 1000, 1001])

const NEVER = (field: string): Predicate => ({ kind: 'in', field, values: [] })
const WHOLE = /^[+-]?\d{10,}$/

/** Takes the literals out of predicates and places, leaving marks. */
export class Lifter {
  readonly literals: unknown[] = []
  readonly #constant: boolean
  readonly #start: number

  /** With `constant`, the marks are those of the catalog's own literals, counted from `start`. */
  constructor(constant = false, start = 0) {
    this.#constant = constant
    this.#start = start
  }

  limit(value: number | undefined): Amount {
    return value === undefined || COMMON_LIMITS.has(value) ? value : this.#mark(value, 'int')
  }

  offset(value: number | undefined): Amount {
    return value === undefined || value === 0 ? undefined : this.#mark(value, 'int')
  }

  page({ after, before, fromEnd }: Page): Page {
    return {
      ...(after === undefined ? {} : { after: this.#keyset(after) }),
      ...(before === undefined ? {} : { before: this.#keyset(before) }),
      ...(fromEnd === true ? { fromEnd } : {}),
    }
  }

  group({ by, measures }: Group): Group {
    return { by, measures: measures.map((measure) => (measure.where === undefined ? measure : { ...measure, where: this.predicate(measure.where) })) }
  }

  predicate(predicate: Predicate): Predicate {
    switch (predicate.kind) {
      case 'and':
      case 'or': return { kind: predicate.kind, of: predicate.of.map((part) => this.predicate(part)) }
      case 'not': return { kind: 'not', of: this.predicate(predicate.of) }
      case 'compare': return this.#compare(predicate)
      case 'in': return this.#in(predicate)
      case 'match': return isStorable(predicate.text) ? { ...predicate, text: this.#mark(predicate.text, 'int') } : NEVER(predicate.field)
      case 'list': return this.#list(predicate)
      case 'linked': return { ...predicate, where: this.predicate(predicate.where) }
      case 'linkedCount': return this.#linkedCount(predicate)
      case 'isNull':
      case 'listCount': return predicate
    }
  }

  /** No stored text holds a NUL: nothing equals such a literal, and what is greater than it is greater than the text before the NUL. */
  #compare(predicate: Extract<Predicate, { kind: 'compare' }>): Predicate {
    const { field, op, value } = predicate
    if (typeof value !== 'string' || isStorable(value)) return { ...predicate, value: this.#literal(value) }
    if (op === 'eq') return NEVER(field)
    if (op === 'ne') return { kind: 'not', of: NEVER(field) }
    const cut: CompareOp = op === 'gt' || op === 'gte' ? 'gt' : 'lte'
    return { kind: 'compare', field, op: cut, value: this.#literal(storableStart(value)) }
  }

  #in(predicate: Extract<Predicate, { kind: 'in' }>): Predicate {
    return { ...predicate, values: this.#literalList(predicate.values.filter(isStorable)) }
  }

  #list(predicate: Extract<Predicate, { kind: 'list' }>): Predicate {
    const values = predicate.values.filter(isStorable)
    if (predicate.how === 'hasAll' && values.length < predicate.values.length) return NEVER(predicate.field)
    return { ...predicate, values: this.#literalList(values) }
  }

  /** "More than none" and "none" are EXISTS, which stops at the first row. */
  #linkedCount(predicate: Extract<Predicate, { kind: 'linkedCount' }>): Predicate {
    const { link, op, value } = predicate
    const bound = presenceOf(op, value)
    if (bound === 'some') return { kind: 'linked', link, quantifier: 'some', where: { kind: 'and', of: [] } }
    if (bound === 'none') return { kind: 'linked', link, quantifier: 'none', where: { kind: 'and', of: [] } }
    return predicate
  }

  #keyset(keyset: Keyset): Keyset {
    return keyset.map((value) => (value === null ? null : this.#literal(typeof value === 'string' ? storableStart(value) : value)))
  }

  #literal(value: Literal): string {
    return this.#mark(value, magnitudeOf(value))
  }

  /** A whole list is one literal, and so one parameter: one statement for any number of values. */
  #literalList(values: readonly Literal[]): readonly Literal[] {
    if (values.length === 0) return []
    const magnitudes = values.map(magnitudeOf)
    return [this.#mark(values, magnitudes.includes('huge') ? 'huge' : magnitudes.includes('long') ? 'long' : 'int')]
  }

  #mark(value: unknown, magnitude: Magnitude): string {
    this.literals.push(value)
    return writeMark({ constant: this.#constant, index: this.#start + this.literals.length - 1, magnitude })
  }
}

function magnitudeOf(value: Literal): Magnitude {
  if (typeof value === 'boolean') return 'int'
  if (typeof value === 'string') return WHOLE.test(value) ? magnitudeOfDigits(value) : 'int'
  if (typeof value === 'bigint') return magnitudeOfWhole(value)
  return Number.isInteger(value) ? magnitudeOfWhole(BigInt(value)) : 'int'
}

/** A long text of digits is not turned into a number for this. */
const magnitudeOfDigits = (digits: string): Magnitude => (digits.length > 20 ? 'huge' : magnitudeOfWhole(BigInt(digits)))

function magnitudeOfWhole(value: bigint): Magnitude {
  if (BigInt.asIntN(32, value) === value) return 'int'
  return BigInt.asIntN(64, value) === value ? 'long' : 'huge'
}

/** Whether PostgreSQL's UTF-8 text can hold it: no NUL and no half of a surrogate pair. */
export function isStorable(value: Literal): boolean {
  return typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))
}

function storableStart(text: string): string {
  const end = text.indexOf('\0')
  return (end === -1 ? text : text.slice(0, end)).toWellFormed()
}
