import { createHash } from 'node:crypto'
import { print } from 'graphql'
import type { Problem } from '../errors.ts'
import { checkArguments } from './check-arguments.ts'
import { checkDefinitions } from './check-definitions.ts'
import { checkNames } from './check-names.ts'
import { compileEntities } from './compile-entities.ts'
import { compileEnums } from './compile-enums.ts'
import { compileLinkConditions } from './compile-link-conditions.ts'
import { compileLinks } from './compile-links.ts'
import { compileObjects } from './compile-objects.ts'
import { placeOf } from './compilation.ts'
import type { CatalogSettings, Compilation, SchemaDraft } from './compilation.ts'
import { SCALARS } from './directives.ts'
import { dropDisabled } from './drop-disabled.ts'
import { roleOf } from './field-type.ts'
import type { Catalog, DeferredType, SourceDeclaration } from './model.ts'
import { mergeDefinitions, parseFiles } from './parse-files.ts'
import type { SchemaFile } from './parse-files.ts'

export interface CompiledCatalog {
  /** Null when there are errors. */
  readonly catalog: Catalog | null
  readonly problems: readonly Problem[]
}

/** The SDL of all files as one checked model, and all its problems in one run. Pure. */
export function compileCatalog(files: readonly SchemaFile[], settings: CatalogSettings): CompiledCatalog {
  const problems: Problem[] = []
  const parsed = parseFiles(files, problems)
  const draft = mergeDefinitions(parsed)
  const compilation: Compilation = { settings, draft, problems }

  checkDefinitions(parsed, problems)
  checkArguments(draft, problems)
  const enums = compileEnums(compilation)
  const objects = compileObjects(compilation)
  const entities = compileEntities(compilation)
  compileLinks({ compilation, entities, objects })
  compileLinkConditions({ compilation, entities, objects, enums })
  checkNames(compilation, entities)

  if (problems.some((problem) => problem.severity === 'error')) return { catalog: null, problems: inOrder(problems) }
  const catalog: Catalog = {
    sources: declareSources(settings),
    entities, objects, enums,
    scalars: new Set(SCALARS),
    timeZone: settings.timeZone,
    hash: hashOf(draft, settings),
    deferred: deferredTypes(draft),
    definitions: draft.objects,
  }
  return { catalog: dropDisabled(catalog, settings, problems), problems: inOrder(problems) }
}

/** By place, each once: several passes may look at one word. */
function inOrder(problems: readonly Problem[]): Problem[] {
  const once = new Map(problems.map((problem) => [JSON.stringify([problem.place, problem.code]), problem]))
  return [...once.values()].toSorted((a, b) =>
    (a.place?.file ?? '').localeCompare(b.place?.file ?? '') || (a.place?.line ?? 0) - (b.place?.line ?? 0) || (a.place?.column ?? 0) - (b.place?.column ?? 0))
}

function declareSources(settings: CatalogSettings): Map<string, SourceDeclaration> {
  const sources = new Map<string, SourceDeclaration>()
  for (const { name, kind, description, priority } of settings.sources.values()) {
    if (kind !== null) sources.set(name, { name, kind, description, priority })
  }
  return sources
}

function deferredTypes({ objects }: SchemaDraft): DeferredType[] {
  return [...objects.values()].flatMap((definition) => {
    const kind = roleOf(definition)
    return kind === 'view' || kind === 'metrics' ? [{ name: definition.name.value, kind, definition, place: placeOf(definition.name) }] : []
  })
}

/** The same for the same types, in whatever files and order they stand. */
function hashOf({ objects, enums }: SchemaDraft, settings: CatalogSettings): string {
  const types = [...objects.values(), ...enums.values()].map((node) => print(node)).toSorted()
  const sources = [...settings.sources.values()].map(({ name, kind, enabled, description, priority }) => [name, kind, enabled, description, priority]).toSorted()
  return createHash('sha256').update(JSON.stringify([types, sources, settings.timeZone])).digest('hex')
}
