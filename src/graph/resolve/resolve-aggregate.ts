import type { Catalog } from '../../catalog/model.ts'
import type { Measure, Value } from '../../fetch/fetch.ts'
import { fieldAt, measureType } from '../../fetch/field-type.ts'
import { groupRows } from '../../residual/group.ts'
import { wireShape } from '../../residual/row-shape.ts'
import type { AggregateLevel } from '../levels/level.ts'
import type { GraphContext, Match } from './graph-context.ts'
import { reachFrom, readMatches } from './read-matches.ts'
import type { Row, RowNode } from './row-node.ts'
import { RowReader, readerOf } from './row-node.ts'

/** One group; null where no row was found, which has no group of its own under a parent. */
export interface AggregateNode {
  readonly level: AggregateLevel
  readonly group: { readonly reader: RowReader; readonly row: Row } | null
}

export async function resolveAggregate(context: GraphContext, level: AggregateLevel, node: RowNode | null): Promise<AggregateNode> {
  const match = await readMatches(context, level, reachFrom(context, level, node))
  if (level.inMemory) return { level, group: groupMatches(context.graph.catalog, level, match) }
  const [row] = match.found
  return { level, group: row === undefined ? null : { reader: readerOf(match.rows), row } }
}

/** The rows of several keys, each counted once. */
function groupMatches(catalog: Catalog, { entity, measures }: AggregateLevel, { rows, found }: Match): AggregateNode['group'] {
  if (found.length === 0) return null
  const groups = groupRows(catalog, { shape: wireShape(catalog, entity.name, rows.columns), rows: found }, { group: { by: [], measures }, keysOf: undefined })
  return { reader: new RowReader(groups), row: groups.rows[0] ?? [] }
}

/** A count is 0 over nothing, a sum too; the others are null. */
export function readMeasure({ graph: { catalog } }: GraphContext, { level, group }: AggregateNode, as: string): Value {
  const measure = level.measures.find((each) => each.as === as)
  if (measure === undefined) return null
  if (group === null) return emptyMeasure(catalog, level.entity.name, measure)
  const value = group.reader.value(group.row, as)
  return typeof value === 'bigint' && measure.aggregate === 'count' ? Number(value) : value
}

function emptyMeasure(catalog: Catalog, entity: string, measure: Measure): Value {
  if (measure.aggregate === 'count') return 0
  if (measure.aggregate !== 'sum' || measure.field === undefined) return null
  switch (measureType(measure, fieldAt(catalog, entity, measure.field).type).name) {
    case 'BigInt': return 0n
    case 'Decimal': return '0'
    default: return 0
  }
}
