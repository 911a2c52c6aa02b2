import { isObjectType, getNamedType } from 'graphql'
import { invariant } from '../../errors.ts'
import type { AggregateName, Fetch, Measure } from '../../fetch/fetch.ts'
import { readWhere } from '../arguments/where.ts'
import type { ManyField } from '../schema/graph-fields.ts'
import { collectSubfields } from './collect-fields.ts'
import { identify, isMerged, keysOfLink, restrictLink } from './fetch-of-level.ts'
import type { AggregateLevel } from './level.ts'
import type { Planning, SelectedField } from './planning.ts'
import { argumentsOf } from './planning.ts'

export const COUNT: Measure = { as: 'count', aggregate: 'count' }
/** `sum_total`: the name of a measure of a field. */
export const measureName = (aggregate: string, field: string): string => `${aggregate}_${field}`

/** One fetch of groups; where rows have several keys, of the rows that are grouped in the gateway. */
export function compileAggregate(planning: Planning, { entity, link }: ManyField, selected: SelectedField): AggregateLevel {
  const where = readWhere(planning.reading, entity, argumentsOf(planning, selected)['where'])
  const measures = selectMeasures(planning, selected)
  const inMemory = link !== null && isMerged(planning.reading.catalog, link)
  const wanted: Pick<Fetch, 'fields' | 'group'> = inMemory ? { fields: [...entity.key, ...fieldsOf(measures)] } : { fields: [], group: { by: [], measures } }
  const fetch: Fetch = { entity: entity.name, ...wanted, orderBy: [], ...(where === undefined ? {} : { where }), ...(link === null ? {} : { keys: keysOfLink(link) }) }
  return { kind: 'aggregate', entity, link, path: selected.path, ...identify(link === null ? fetch : restrictLink(fetch, link)), inMemory, measures }
}

const fieldsOf = (measures: readonly Measure[]): readonly string[] => measures.flatMap(({ field }) => field ?? [])

function selectMeasures({ operation }: Planning, { definition, nodes }: SelectedField): readonly Measure[] {
  const type = getNamedType(definition.type)
  invariant(isObjectType(type), 'an aggregate is an object')
  const measures = new Map<string, Measure>()
  for (const aggregateNodes of collectSubfields(operation, type, nodes).values()) {
    const aggregate = aggregateNodes[0]?.name.value ?? ''
    const inner = getNamedType(type.getFields()[aggregate]?.type)
    if (!isAggregate(aggregate) || !isObjectType(inner)) continue
    for (const [fieldNode] of collectSubfields(operation, inner, aggregateNodes).values()) {
      const field = fieldNode?.name.value ?? ''
      if (field !== '__typename') measures.set(measureName(aggregate, field), { as: measureName(aggregate, field), aggregate, field })
    }
  }
  // A count is nearly free, and a group without measures means something else: whether there are rows.
  return [COUNT, ...[...measures.values()].toSorted((a, b) => (a.as < b.as ? -1 : 1))]
}

const AGGREGATES: ReadonlySet<string> = new Set<AggregateName>(['sum', 'avg', 'min', 'max'])
const isAggregate = (name: string): name is AggregateName => AGGREGATES.has(name)
