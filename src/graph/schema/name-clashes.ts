import type { Catalog, Entity, ObjectShape } from '../../catalog/model.ts'
import type { Problem } from '../../errors.ts'
import { filterName } from './operators.ts'
import { generatedNames } from './type-names.ts'

const OWN_TYPES = ['Search', 'Direction', 'CountFilter', 'CountOrderBy']
const CONNECTIVES = ['and', 'or', 'not']

/**
 * Names of the project that the generated inputs need for themselves. Twice-given root fields, twins of links and the
 * types of connections were found when the catalog was compiled.
 */
export function findNameClashes(catalog: Catalog): readonly Problem[] {
  const holders = [...catalog.entities.values(), ...catalog.objects.values()]
  return [...findTypeClashes(catalog, holders), ...holders.flatMap(findConnectives)]
}

function findTypeClashes(catalog: Catalog, holders: readonly (Entity | ObjectShape)[]): readonly Problem[] {
  const generated = new Map<string, string>(OWN_TYPES.map((name) => [name, 'every graph']))
  for (const holder of holders) {
    for (const name of generatedNames(holder.name)) generated.set(name, holder.name)
    for (const { type, list } of holder.fields.values()) generated.set(filterName(type, list), `fields of type ${type.name}`)
  }
  return [...catalog.entities.keys(), ...catalog.objects.keys(), ...catalog.enums.keys()].flatMap((name): readonly Problem[] => {
    const owner = generated.get(name)
    if (owner === undefined) return []
    return [{ ...CLASH, message: `The type ${name} has the name of a type that is generated for ${owner}`, hint: `Rename the type ${name}.`, place: catalog.entities.get(name)?.place }]
  })
}

function findConnectives(holder: Entity | ObjectShape): readonly Problem[] {
  const links = 'links' in holder ? [...holder.links.values()] : []
  return [...holder.fields.values(), ...links].filter(({ name }) => CONNECTIVES.includes(name)).map(({ name, place }): Problem => ({
    ...CLASH, message: `${holder.name}.${name} has the name of a connective of filters`, hint: `Rename the field; @column(name: "${name}") keeps what is stored.`, place,
  }))
}

const CLASH = { code: 'SCHEMA_NAME_CLASH', severity: 'error' } as const
