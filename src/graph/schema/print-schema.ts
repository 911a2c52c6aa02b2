import type { Catalog } from '../../catalog/model.ts'
import { SCALAR_DEFINITIONS } from '../scalars/scalars.ts'
import { printAggregate } from './aggregate-types.ts'
import { PAGE_INFO, printConnection, SEARCH_INPUT } from './connection-types.ts'
import { printDeclaredTypes, printEntityType, printRootFields } from './entity-types.ts'
import { printOrderInputs } from './order-inputs.ts'
import { printWhereInputs } from './where-inputs.ts'

/** The SDL of the whole graph over a catalog without name clashes (`findNameClashes`). Pure. */
export function printGraphSchema(catalog: Catalog): string {
  const entities = [...catalog.entities.values()]
  const blocks = [
    SCALAR_DEFINITIONS,
    printRootFields(catalog),
    ...entities.map((entity) => printEntityType(catalog, entity)),
    ...printDeclaredTypes(catalog),
    PAGE_INFO,
    SEARCH_INPUT,
    ...printWhereInputs(catalog),
    ...printOrderInputs(catalog),
    ...entities.flatMap(printConnection),
    ...entities.flatMap((entity) => printAggregate(catalog, entity)),
  ]
  return `${blocks.filter((block) => block !== null).join('\n\n')}\n`
}
