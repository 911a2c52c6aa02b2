import { Decimal128, Long, ObjectId } from 'mongodb'
import type { MongoCall } from './compile-fetch.ts'

/** Operators whose operands are a user's values. */
const VALUES = new Set(['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$in', '$nin', '$all', '$regex'])

/** `db.tickets.aggregate([…])`, literals as `$1`, `$2` in the order of their places. */
export function printCall({ collection, pipeline }: Pick<MongoCall, 'collection' | 'pipeline'>): string {
  let parameters = 0
  const show = (value: unknown, isOperand: boolean): unknown => {
    if (isOperand && isLiteral(value)) return `$${++parameters}`
    if (Array.isArray(value)) return value.map((part: unknown) => show(part, false))
    if (typeof value !== 'object' || value === null || isDriverValue(value)) return value
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, name === '$literal' ? `$${++parameters}` : show(part, VALUES.has(name))]))
  }
  return `db${collection === null ? '' : `.${collection}`}.aggregate(${JSON.stringify(show(pipeline, false))})`
}

const isDriverValue = (value: object): boolean => value instanceof Date || value instanceof ObjectId || value instanceof Decimal128 || value instanceof Long || '_bsontype' in value

/** In an expression the operand of `$eq` is a list of expressions, whose literals say so themselves; null is no user's. */
function isLiteral(value: unknown): boolean {
  if (value === null) return false
  if (Array.isArray(value)) return !value.some(isExpression)
  return typeof value !== 'object' || isDriverValue(value)
}

const isExpression = (part: unknown): boolean => (typeof part === 'string' && part.startsWith('$')) || (typeof part === 'object' && part !== null && !isDriverValue(part))
