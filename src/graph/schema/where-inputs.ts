import type { Catalog, Entity, Field, FieldType, ObjectShape } from '../../catalog/model.ts'
import type { Operand, Operators } from './operators.ts'
import { COUNT_OPERATORS, filterName, isFilterable, LIST_OPERATORS, operatorsOf } from './operators.ts'
import type { PrintedField } from './print-type.ts'
import { plainField, printBlock } from './print-type.ts'
import { listWhereName, whereName } from './type-names.ts'

const COUNT_FILTER = printBlock('input CountFilter', printOperators(COUNT_OPERATORS, { kind: 'scalar', name: 'Int' }))

/** The `where` inputs of all entities and embedded objects, and the filters of the types they use. */
export function printWhereInputs(catalog: Catalog): readonly (string | null)[] {
  const holders = [...catalog.entities.values(), ...catalog.objects.values()]
  return [
    COUNT_FILTER,
    ...printFilters(holders),
    ...holders.flatMap((holder) => [printWhere(holder), printListWhere(holder.name)]),
  ]
}

/** One filter input for each type, and for lists of it, that some field has. */
function printFilters(holders: readonly (Entity | ObjectShape)[]): readonly (string | null)[] {
  const fields = holders.flatMap((holder) => [...holder.fields.values()]).filter((field) => isFilterable(field) && field.type.kind !== 'object')
  const byName = new Map(fields.map((field) => [filterName(field.type, field.list), field]))
  return [...byName].map(([name, { type, list }]) => printBlock(`input ${name}`, printOperators(list ? LIST_OPERATORS : operatorsOf(type), type)))
}

function printOperators(operators: Operators, type: FieldType): readonly PrintedField[] {
  return Object.entries(operators).map(([operator, operand]) => plainField(`${operator}: ${operandType(operand, type)}`))
}

/** Elements of lists may be null for the type's sake only: a null is refused by name later, with a hint that a validator cannot give. */
function operandType(operand: Operand, type: FieldType): string {
  switch (operand) {
    case 'value': return type.name
    case 'values': return `[${type.name}]`
    case 'flag': return 'Boolean'
    case 'count': return 'CountFilter'
  }
}

function printWhere(holder: Entity | ObjectShape): string | null {
  const name = whereName(holder.name)
  const links = 'links' in holder ? [...holder.links.values()] : []
  return printBlock(`input ${name}`, [
    plainField(`and: [${name}!]`), plainField(`or: [${name}!]`), plainField(`not: ${name}`),
    ...[...holder.fields.values()].filter((field) => isFilterable(field) && isReachable(holder, field)).map(printCondition),
    ...links.map((link) => ({ ...link, text: `${link.name}: ${link.many ? listWhereName(link.to) : whereName(link.to)}` })),
  ])
}

/** Lists of objects inside objects have no quantifier of their own in the fetch language. */
const isReachable = (holder: Entity | ObjectShape, field: Field): boolean => 'links' in holder || !(field.list && field.type.kind === 'object')

function printCondition(field: Field): PrintedField {
  const filter = field.type.kind !== 'object' ? filterName(field.type, field.list) : field.list ? listWhereName(field.type.name) : whereName(field.type.name)
  return { ...field, text: `${field.name}: ${filter}` }
}

function printListWhere(type: string): string | null {
  const where = whereName(type)
  return printBlock(`input ${listWhereName(type)}`, [...['some', 'none', 'every'].map((quantifier) => plainField(`${quantifier}: ${where}`)), plainField('count: CountFilter')])
}
