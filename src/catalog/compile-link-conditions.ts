import { definitionOf, report } from './compilation.ts'
import type { LinkContext } from './compile-links.ts'
import { parseConstFilter } from './const-filter.ts'
import { parseConstOrder } from './const-order.ts'
import type { EnumShape } from './model.ts'
import { argumentOf, directiveOf } from './read-directive.ts'

/** Gives links their `where` and `orderBy`, which may go through links of the target: so after all links are there. */
export function compileLinkConditions({ compilation, entities, objects, enums }: LinkContext & { readonly enums: ReadonlyMap<string, EnumShape> }): void {
  const scope = { problems: compilation.problems, timeZone: compilation.settings.timeZone, crossSource: false, entities, objects, enums }
  for (const entity of entities.values()) {
    for (const link of entity.links.values()) {
      const target = entities.get(link.to)
      const directive = directiveOf(definitionOf(compilation, entity.name).fields?.find((field) => field.name.value === link.name) ?? {}, 'link')
      const where = argumentOf(directive, 'where')
      const orderBy = argumentOf(directive, 'orderBy')
      if (target === undefined || (where === undefined && orderBy === undefined)) continue
      if (orderBy !== undefined && !link.many) report(compilation.problems, orderBy, { code: 'SCHEMA_ORDER', message: `"${link.name}" leads to one row and has no order` })
      entity.links.set(link.name, {
        ...link,
        where: where === undefined ? undefined : parseConstFilter(scope, target, where) ?? undefined,
        orderBy: orderBy === undefined ? [] : parseConstOrder(scope, target, orderBy),
      })
    }
  }
}
