import type { Catalog } from '../../catalog/model.ts'
import type { Problem } from '../../errors.ts'
import { filterName } from './operators.ts'
import { generatedNames } from './type-names.ts'

const OWN_TYPES = ['Search', 'Direction', 'CountFilter', 'CountOrderBy']

/**
 * Types of the project with names that generated types need. Root fields, twins of links and connectives that are there
 * twice were found when the catalog was compiled.
 */
export function findNameClashes(catalog: Catalog): readonly Problem[] {
  const holders = [...catalog.entities.values(), ...catalog.objects.values()]
  const generated = new Map<string, string>(OWN_TYPES.map((name) => [name, 'every graph']))
  for (const holder of holders) {
    for (const name of generatedNames(holder.name)) generated.set(name, holder.name)
    for (const { type, list } of holder.fields.values()) generated.set(filterName(type, list), `fields of type ${type.name}`)
  }
  return [...catalog.entities.keys(), ...catalog.objects.keys(), ...catalog.enums.keys()].flatMap((name): readonly Problem[] => {
    const owner = generated.get(name)
    if (owner === undefined) return []
    return [{ code: 'SCHEMA_NAME_CLASH', severity: 'error', message: `The type ${name} has the name of a type that is generated for ${owner}`, hint: `Rename the type ${name}.`, place: catalog.entities.get(name)?.place }]
  })
}
