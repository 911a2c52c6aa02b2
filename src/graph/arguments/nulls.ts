import { CrossgraphError } from '../../errors.ts'

/** A null anywhere in a filter is refused, so that a null variable never turns into "no filter". Throws QUERY_NULL_IN_FILTER. */
export function refuseNulls(value: unknown, name: string): void {
  if (value === null) throw new CrossgraphError('QUERY_NULL_IN_FILTER', `${name} is null in a filter; rows without a value are found by isNull`, { hint: 'Write {isNull: true}, or leave the condition out.' })
  if (Array.isArray(value)) for (const element of value) refuseNulls(element, name)
  else if (typeof value === 'object') for (const [inner, condition] of Object.entries(value)) refuseNulls(condition, inner)
}
