import { invariant } from '../../errors.ts'
import type { Literal } from '../../fetch/fetch.ts'
import type { Magnitude } from './parameter.ts'

/** What stands in a template where a literal stood: `$3` or `$3:long`, and `#3` for a literal of the catalog. */
export interface Mark { readonly constant: boolean; readonly index: number; readonly magnitude: Magnitude }

/** Reads a mark that stands where a literal stood. */
export function readMark(literal: Literal): Mark {
  const parts = typeof literal === 'string' ? /^([$#])(\d+)(?::(long|huge))?$/.exec(literal) : null
  invariant(parts !== null, 'a literal was not lifted')
  const magnitude = parts[3] === 'long' || parts[3] === 'huge' ? parts[3] : 'int'
  return { constant: parts[1] === '#', index: Number(parts[2]), magnitude }
}

export function writeMark({ constant, index, magnitude }: Mark): string {
  const mark = `${constant ? '#' : '$'}${index}`
  return magnitude === 'int' ? mark : `${mark}:${magnitude}`
}
