import type { Field, FieldType } from '../../catalog/model.ts'

/** What an operator takes: one value of the field's type, a list of them, a flag, or conditions on a number. */
export type Operand = 'value' | 'values' | 'flag' | 'count'
export type Operators = Readonly<Record<string, Operand>>

const SET: Operators = { eq: 'value', ne: 'value', in: 'values', notIn: 'values' }
const RANGE: Operators = { gt: 'value', gte: 'value', lt: 'value', lte: 'value' }
const TEXT: Operators = { like: 'value', ilike: 'value', startsWith: 'value', endsWith: 'value', contains: 'value', icontains: 'value' }
const NULLS: Operators = { isNull: 'flag' }

/** Conditions on a number of rows or elements, which is never null. */
export const COUNT_OPERATORS: Operators = { ...SET, ...RANGE }
export const LIST_OPERATORS: Operators = { has: 'value', hasAny: 'values', hasAll: 'values', isEmpty: 'flag', count: 'count' }

/** The operators of a single value of this type; embedded objects have none of their own. */
export function operatorsOf(type: FieldType): Operators {
  if (type.kind === 'enum') return { ...SET, ...NULLS }
  switch (type.name) {
    case 'JSON': return NULLS
    case 'Boolean': return { eq: 'value', ne: 'value', ...NULLS }
    case 'String': return { ...SET, ...RANGE, ...NULLS, ...TEXT }
    default: return { ...SET, ...RANGE, ...NULLS }
  }
}

/** Whether the graph filters by this field at all: not by what is hidden or made up by a search. */
export const isFilterable = (field: Field): boolean => !field.hidden && !field.score && !(field.list && field.type.name === 'JSON')
/** Whether rows can be sorted by this field's own value. */
export const isOrderable = (field: Field): boolean => isFilterable(field) && !field.list && field.type.kind !== 'object' && field.type.name !== 'JSON'

/** `StringFilter`, `StringListFilter`, `OrderStatusFilter`. */
export const filterName = (type: FieldType, list: boolean): string => `${type.name}${list ? 'ListFilter' : 'Filter'}`
