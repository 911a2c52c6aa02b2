import { BSONRegExp } from 'bson'
import { checkExpression } from '../expressions/check-expression.ts'
import { CommandFailure } from '../failure.ts'
import { isDocument, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { readRegex } from './regex.ts'

type Variables = ReadonlySet<string>

const COMBINING = new Set(['$and', '$or', '$nor'])
const LIST_OPERANDS = new Set(['$in', '$nin', '$all'])
const FIELD_OPERATORS = new Set(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$exists', '$type', '$size', '$all', '$elemMatch', '$mod', '$not', '$regex', '$options'])

/**
 * A query as mingo takes it, checked as the server checks it: every operator known, operands of the right form, patterns
 * compiled, implicit equality spelled out.
 * @throws CommandFailure BadValue or FailedToParse, with the server's words.
 */
export function checkQuery(query: unknown, variables: Variables = new Set()): Document {
  if (!isDocument(query)) throw new CommandFailure('TypeMismatch', 'the match filter must be an expression in an object')
  const parts = Object.entries(query).flatMap(([name, operand]) => (name === '$comment' ? [] : [checkPart(name, operand, variables)]))
  const [only] = parts
  return parts.length === 1 ? only! : parts.length === 0 ? {} : { $and: parts }
}

function checkPart(name: string, operand: unknown, variables: Variables): Document {
  if (name === '$expr') return { $expr: checkExpression(operand, variables) }
  if (COMBINING.has(name)) return { [name]: checkParts(name, operand, variables) }
  if (name.startsWith('$')) throw new CommandFailure('BadValue', `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`)
  return checkField(name, operand)
}

function checkParts(name: string, operand: unknown, variables: Variables): readonly Document[] {
  if (!Array.isArray(operand) || operand.length === 0) throw new CommandFailure('BadValue', `${name} argument must be a non-empty array`)
  return operand.map((part) => checkQuery(part, variables))
}

function checkField(field: string, operand: unknown): Document {
  if (!isDocument(operand) || !hasOperators(operand)) return { [field]: { $eq: operand } }
  const conditions = Object.entries(operand).filter(([operator]) => operator !== '$options')
  if (Object.hasOwn(operand, '$options') && !Object.hasOwn(operand, '$regex')) throw new CommandFailure('BadValue', '$options needs a $regex')
  const checked = conditions.map(([operator, value]) => ({ [field]: checkOperator(operator, value, operand['$options']) }))
  return checked.length === 1 ? checked[0]! : { $and: checked }
}

function hasOperators(operand: Document): boolean {
  const names = Object.keys(operand)
  return names[0]?.startsWith('$') === true && names[0] !== '$ref' && names[0] !== '$id'
}

function checkOperator(operator: string, value: unknown, options: unknown): Document {
  if (!FIELD_OPERATORS.has(operator)) throw new CommandFailure('BadValue', `unknown operator: ${operator}`)
  if (operator === '$regex') return { $eq: readRegex(value, options) }
  if (operator === '$not') return { $not: checkNegated(value) }
  if (operator === '$elemMatch') return { $elemMatch: checkElement(value) }
  if (LIST_OPERANDS.has(operator)) return { [operator]: checkList(operator, value) }
  if (operator === '$ne' && value instanceof BSONRegExp) throw new CommandFailure('BadValue', "Can't have regex as arg to $ne.")
  if (operator === '$size' && !(Number(wholeNumber(value)) >= 0)) throw new CommandFailure('FailedToParse', `Failed to parse $size. Expected a non-negative number in: ${operator}: ${String(value)}`)
  return { [operator]: value }
}

function checkNegated(value: unknown): unknown {
  if (value instanceof BSONRegExp) return { $eq: value }
  if (!isDocument(value) || !hasOperators(value)) throw new CommandFailure('BadValue', '$not needs a regex or a document')
  const checked = checkField('element', value)
  const parts = (checked['$and'] as readonly Document[] | undefined) ?? [checked]
  return Object.assign({}, ...parts.map((part) => part['element']))
}

function checkElement(value: unknown): Document {
  if (!isDocument(value)) throw new CommandFailure('BadValue', '$elemMatch needs an Object')
  if (Object.keys(value).length === 0 || !hasOperators(value) || COMBINING.has(Object.keys(value)[0]!)) return checkQuery(value)
  return checkNegated(value) as Document
}

function checkList(operator: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new CommandFailure('BadValue', `${operator} needs an array`)
  return value.map((part: unknown) => (isDocument(part) && Object.hasOwn(part, '$elemMatch') ? { $elemMatch: checkElement(part['$elemMatch']) } : part))
}
