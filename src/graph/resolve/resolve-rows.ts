import { CrossgraphError } from '../../errors.ts'
import type { ByKeyLevel, ListLevel, OneLevel, RowSelection } from '../levels/level.ts'
import type { GraphContext, Match } from './graph-context.ts'
import type { Reach } from './read-matches.ts'
import { reachFrom, readMatches } from './read-matches.ts'
import type { Row } from './row-node.ts'
import { readerOf, RowNode } from './row-node.ts'
import { keyRequest, loadKey } from './run-plan.ts'
import { sortMatches } from './sort-matches.ts'
import { countRows, tooManyRows } from './too-many-rows.ts'

/** Rows as the resolvers of their fields take them. */
export function nodesOf(selection: RowSelection, { rows, call }: Match, found: readonly Row[]): readonly RowNode[] {
  const set = { reader: readerOf(rows), selection, call }
  return found.map((row) => new RowNode(set, row))
}

export async function resolveByKey(context: GraphContext, level: ByKeyLevel): Promise<RowNode | null> {
  const match = await loadKey(context, level, keyRequest(level.key, { parent: null, path: level.path }))
  return nodesOf(level.rows, match, match.found.slice(0, 1))[0] ?? null
}

/** The linked row, the one with the lowest key where there are several. Throws SOURCE_LINK when there is none and there must be one. */
export async function resolveOne(context: GraphContext, level: OneLevel, node: RowNode): Promise<RowNode | null> {
  const match = await readMatches(context, level, reachFrom(context, level, node))
  const found = level.inMemory ? (await sortMatches(context, level, match)).map(({ row }) => row) : match.found
  const [first] = nodesOf(level.rows, match, found.slice(0, 1))
  if (first === undefined && level.link.nonNull) throw new CrossgraphError('SOURCE_LINK', `${level.link.from}.${level.link.name} must not be null, but there is no such ${level.entity.name}`)
  return first ?? null
}

/** Throws LIMIT_ROWS for a list without limit that holds more rows than it may. */
export async function resolveList(context: GraphContext, level: ListLevel, node: RowNode | null): Promise<readonly RowNode[]> {
  if (level.cut.limit === 0) return []
  const reach = reachFrom(context, level, node)
  const match = await readMatches(context, level, reach)
  const found = await cutInMemory(context, level, match)
  if (level.cut.limit === null && found.length > context.graph.reading.resultLimit) throw tooManyRows(context, level, await sizeOf(context, level, { reach, found }))
  return nodesOf(level.rows, match, found)
}

/** What the source has cut stays as it is. */
async function cutInMemory(context: GraphContext, level: ListLevel, match: Match): Promise<readonly Row[]> {
  if (!level.inMemory) return match.found
  const sorted = (await sortMatches(context, level, match)).map(({ row }) => row)
  return sorted.slice(level.cut.offset, level.cut.limit === null ? undefined : level.cut.offset + level.cut.limit)
}

/** Where the source has cut, at the root, only one row too many has come; else all have. */
async function sizeOf(context: GraphContext, level: ListLevel, { reach, found }: { readonly reach: Reach; readonly found: readonly Row[] }): Promise<number> {
  return reach.keys === null && !level.inMemory ? countRows(context, level, reach) : found.length + level.cut.offset
}
