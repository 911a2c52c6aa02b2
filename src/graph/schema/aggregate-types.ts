import type { Catalog, Entity, Field } from '../../catalog/model.ts'
import { isOrderable } from './operators.ts'
import { plainField, printBlock } from './print-type.ts'
import { aggregateName, averageName, extremesName, sumName } from './type-names.ts'

const SUMS: Readonly<Record<string, readonly [sum: string, average: string]>> = {
  Int: ['BigInt', 'Float'], BigInt: ['BigInt', 'Float'], Float: ['Float', 'Float'], Decimal: ['Decimal', 'Decimal'],
}

/** Numbers that count something: not keys, and not what links compare. */
export function summedFields(catalog: Catalog, entity: Entity): readonly Field[] {
  const keys = keyFields(catalog, entity)
  return [...entity.fields.values()].filter((field) => isOrderable(field) && SUMS[field.type.name] !== undefined && !keys.has(field.name))
}

function keyFields(catalog: Catalog, entity: Entity): ReadonlySet<string> {
  const local = [...entity.links.values()].flatMap(({ on }) => on.map((key) => key.local))
  const remote = [...catalog.entities.values()].flatMap(({ links }) => [...links.values()]).filter(({ to }) => to === entity.name).flatMap(({ on }) => on.map((key) => key.remote))
  return new Set([...entity.key, ...local, ...remote])
}

export const extremeFields = (entity: Entity): readonly Field[] => [...entity.fields.values()].filter(isOrderable)

export function printAggregate(catalog: Catalog, entity: Entity): readonly (string | null)[] {
  const { name } = entity
  const sums = summedFields(catalog, entity)
  const extremes = extremeFields(entity).map(({ name: field, type }) => plainField(`${field}: ${type.name}`))
  return [
    printBlock(`type ${aggregateName(name)}`, [
      plainField('count: Int!'),
      ...(sums.length > 0 ? [plainField(`sum: ${sumName(name)}!`), plainField(`avg: ${averageName(name)}!`)] : []),
      ...(extremes.length > 0 ? [plainField(`min: ${extremesName(name)}!`), plainField(`max: ${extremesName(name)}!`)] : []),
    ]),
    printBlock(`type ${sumName(name)}`, sums.map((field) => plainField(`${field.name}: ${SUMS[field.type.name]![0]}`))),
    printBlock(`type ${averageName(name)}`, sums.map((field) => plainField(`${field.name}: ${SUMS[field.type.name]![1]}`))),
    printBlock(`type ${extremesName(name)}`, extremes),
  ]
}
