import type { Catalog, Link } from '../catalog/model.ts'
import type { Literal, Predicate } from '../fetch/fetch.ts'
import { fieldAt } from '../fetch/field-type.ts'
import { negate } from '../fetch/negate.ts'
import type { Question } from './link-question.ts'

/** Values for each of the fields; an element of those that are lists. */
export interface KeyValues {
  readonly entity: string
  readonly fields: readonly string[]
  readonly values: readonly (readonly Literal[])[]
  /** Texts of another letter case are meant, too. */
  readonly fold: readonly boolean[]
}

export const valuesOfLink = (link: Link, values: KeyValues['values'], fold: readonly boolean[] = []): KeyValues => ({ entity: link.from, fields: link.on.map(({ local }) => local), values, fold })

/** Rows that have one of the values (`in`), or none of them, as those have for which a field is NULL (`out`). */
export function keyCondition(catalog: Catalog, side: Question['side'], keys: KeyValues): Predicate {
  const among = amongValues(catalog, keys)
  if (side === 'in') return among
  const missing = keys.fields.filter((field) => isNullable(catalog, keys.entity, field)).map((field): Predicate => ({ kind: 'isNull', field }))
  return keys.values.length === 0 ? { kind: 'and', of: [] } : missing.length === 0 ? negate(among) : { kind: 'or', of: [...missing, negate(among)] }
}

function amongValues(catalog: Catalog, { entity, fields, values, fold }: KeyValues): Predicate {
  if (values.length === 0) return { kind: 'or', of: [] }
  const isOneOf = (place: number, some: readonly Literal[]): Predicate => {
    const field = fields[place]!
    const folded = fold[place] === true ? { fold: true } : {}
    return fieldAt(catalog, entity, field).list ? { kind: 'list', field, how: 'hasAny', values: some, ...folded } : { kind: 'in', field, values: some, ...folded }
  }
  if (fields.length === 1) return isOneOf(0, values.map(([value]) => value!))
  return { kind: 'or', of: values.map((tuple): Predicate => ({ kind: 'and', of: tuple.map((value, place) => isOneOf(place, [value])) })) }
}

/** Behind a link every field may be missing. */
export const isNullable = (catalog: Catalog, entity: string, field: string): boolean => field.includes('.') || !fieldAt(catalog, entity, field).nonNull
