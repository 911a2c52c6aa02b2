import type { EntityDraft } from './compile-entities.ts'
import { definitionOf, report } from './compilation.ts'
import type { Compilation } from './compilation.ts'
import { OWN_ROOT_FIELDS, OWN_TYPES, TYPE_SUFFIXES, withTwins } from './reserved-names.ts'

/** Names that the generated schema would define twice. */
export function checkNames(compilation: Compilation, entities: ReadonlyMap<string, EntityDraft>): void {
  checkTypeNames(compilation, entities)
  checkRootFields(compilation, entities)
  for (const entity of entities.values()) checkTwins(compilation, entity)
}

function checkTypeNames({ draft, problems }: Compilation, entities: ReadonlyMap<string, EntityDraft>): void {
  for (const node of [...draft.objects.values(), ...draft.enums.values()]) {
    const name = node.name.value
    if (OWN_TYPES.has(name)) report(problems, node.name, { code: 'SCHEMA_RESERVED_NAME', message: `"${name}" is a type of the graph itself` })
    if (name.startsWith('__')) report(problems, node.name, { code: 'SCHEMA_RESERVED_NAME', message: 'Names that begin with __ belong to GraphQL' })
    const suffix = TYPE_SUFFIXES.find((end) => name.endsWith(end) && entities.has(name.slice(0, -end.length)))
    if (suffix !== undefined) report(problems, node.name, { code: 'SCHEMA_RESERVED_NAME', message: `"${name}" is generated for ${name.slice(0, -suffix.length)}` })
  }
}

function checkRootFields(compilation: Compilation, entities: ReadonlyMap<string, EntityDraft>): void {
  const owners = new Map(OWN_ROOT_FIELDS.map((field) => [field, 'the graph itself']))
  for (const entity of entities.values()) {
    for (const field of new Set([entity.singular, ...withTwins(entity.plural)])) {
      const owner = owners.get(field)
      if (owner === undefined) owners.set(field, entity.name)
      else report(compilation.problems, definitionOf(compilation, entity.name).name, { code: 'SCHEMA_DUPLICATE', message: `The root field "${field}" of ${entity.name} belongs to ${owner}`, hint: 'Rename the type, or set @entity(plural:).' })
    }
  }
}

/** To-many links have twins in their own type. */
function checkTwins(compilation: Compilation, entity: EntityDraft): void {
  const written = new Map((definitionOf(compilation, entity.name).fields ?? []).map((field) => [field.name.value, field]))
  for (const link of entity.links.values()) {
    if (!link.many) continue
    for (const twin of withTwins(link.name).slice(1)) {
      const other = written.get(twin)
      if (other !== undefined) report(compilation.problems, other.name, { code: 'SCHEMA_DUPLICATE', message: `"${twin}" is generated for the link "${link.name}"` })
    }
  }
}
