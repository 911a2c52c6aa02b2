import { CrossgraphError } from '../../errors.ts'
import { MOST_LIMIT, MOST_PAGE } from '../arguments/page.ts'
import type { FetchPlan, ListLevel, ConnectionLevel } from '../levels/level.ts'
import { identify } from '../levels/fetch-of-level.ts'
import { COUNT } from '../levels/compile-aggregate.ts'
import type { GraphContext } from './graph-context.ts'
import { deriveFetch } from './graph-context.ts'
import type { Reach } from './read-matches.ts'
import { readMatches } from './read-matches.ts'
import { readerOf } from './row-node.ts'

type Counted = ListLevel | ConnectionLevel

/** Number of rows that the level's filter leaves, without regard to its page. */
export async function countRows(context: GraphContext, level: Counted, reach: Reach): Promise<number> {
  const plan = deriveFetch(context, level, { name: 'count', make: () => countPlan(level) })
  const { rows, found } = await readMatches(context, plan, reach)
  return found[0] === undefined ? 0 : Number(readerOf(rows).value(found[0], COUNT.as))
}

function countPlan({ fetch, via }: FetchPlan): FetchPlan {
  const { page: _, ...rest } = fetch
  return identify({ ...rest, fields: [], orderBy: [], group: { by: [], measures: [COUNT] } }, via)
}

/** A list without limit is never cut: it is whole, or it is this error with its size and the ways out. */
export function tooManyRows({ graph: { reading } }: GraphContext, { path, entity }: Counted, rows: number): CrossgraphError {
  const limit = reading.resultLimit
  const message = `${path.at(-1)} holds ${rows.toLocaleString('en')} rows of ${entity.name}, more than the ${limit.toLocaleString('en')} of a list without limit`
  const hint = `Give it a limit of up to ${MOST_LIMIT.toLocaleString('en')}, a narrower where, or take pages of its Connection with first of up to ${MOST_PAGE.toLocaleString('en')}.`
  return new CrossgraphError('LIMIT_ROWS', message, { hint, details: { rows, limit } })
}
