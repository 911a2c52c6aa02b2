import type { Catalog } from '../../catalog/model.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import type { Literal } from '../../fetch/fetch.ts'
import { parseInstant } from '../../fetch/instant.ts'
import type { SqlParameter } from './compilation.ts'
import type { Expression } from './expression.ts'
import { enumOf } from './expression.ts'

/** A literal as the store has it: an enum's stored text, an instant's microseconds, 1 and 0 for true and false. */
export function storedLiteral(catalog: Catalog, { type, field }: Expression, literal: Literal): Exclude<SqlParameter, null> {
  const shape = enumOf(catalog, field)
  if (shape !== null) {
    const value = shape.values.find(({ name }) => name === literal)
    invariant(value !== undefined, `${shape.name} has no value ${String(literal)}`)
    return value.stored
  }
  if (type === 'instant') return parseInstant(String(literal)) ?? reject(field.name, literal)
  if (type === 'boolean') return literal === true ? 1 : 0
  if (type === 'integer') return typeof literal === 'number' || typeof literal === 'bigint' ? literal : reject(field.name, literal)
  return String(literal)
}

function reject(field: string, literal: Literal): never {
  throw new CrossgraphError('SOURCE_VALUE', `${JSON.stringify(String(literal)).slice(0, 80)} is no value of ${field}`)
}

/** One JSON array for a list of any length: SQLite takes only so many parameters. */
export const jsonList = (values: readonly Exclude<SqlParameter, null>[]): string =>
  `[${values.map((value) => (typeof value === 'bigint' ? String(value) : JSON.stringify(value))).join(',')}]`
