import { GraphQLError, Kind, parse, Source } from 'graphql'
import type { DefinitionNode, EnumTypeDefinitionNode, EnumTypeExtensionNode, ObjectTypeDefinitionNode, ObjectTypeExtensionNode } from 'graphql'
import type { Problem } from '../errors.ts'
import type { SchemaDraft } from './compilation.ts'
import { placeAt, report } from './compilation.ts'
import { SCALARS } from './directives.ts'
import { hintFor } from '../nearest-name.ts'

export interface SchemaFile {
  /** Relative to the project. */
  readonly file: string
  readonly text: string
}

export interface ParsedFiles {
  readonly definitions: readonly DefinitionNode[]
  /** Names that files with a syntax error seem to define. */
  readonly lost: ReadonlySet<string>
}

/** Parses each file by itself, so that a broken one hides nothing of the others. */
export function parseFiles(files: readonly SchemaFile[], problems: Problem[]): ParsedFiles {
  const lost = new Set<string>()
  const definitions = files.flatMap(({ file, text }) => {
    try {
      // A file without definitions (comments only) is no document for the parser.
      return text.replaceAll(/#.*$/gm, '').trim() === '' ? [] : parse(new Source(text, file)).definitions
    } catch (error) {
      problems.push(syntaxProblem(error))
      for (const [, name] of text.matchAll(/\b(?:type|enum|scalar|interface|union|input)\s+(\w+)/g)) lost.add(name!)
      return []
    }
  })
  return { definitions: definitions.filter((definition) => isUsable(definition, problems)), lost }
}

function syntaxProblem(error: unknown): Problem {
  if (!(error instanceof GraphQLError) || error.source === undefined) throw error
  const message = error.message.replace(/^Syntax Error: /, '')
  return { code: 'SCHEMA_SYNTAX', severity: 'error', message: `This is not valid GraphQL: ${message}`, place: placeAt(error.source, error.positions?.[0] ?? 0) }
}

/** Object types and enums are the language; a scalar of ours may be declared again for an editor's sake. */
function isUsable(definition: DefinitionNode, problems: Problem[]): boolean {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION: case Kind.OBJECT_TYPE_EXTENSION: case Kind.ENUM_TYPE_DEFINITION: case Kind.ENUM_TYPE_EXTENSION: return true
    case Kind.SCALAR_TYPE_DEFINITION:
      if (!SCALARS.some((scalar) => scalar === definition.name.value)) {
        report(problems, definition.name, { code: 'SCHEMA_UNKNOWN_SCALAR', message: `There is no scalar "${definition.name.value}"`, hint: hintFor(definition.name.value, SCALARS) })
      }
      return false
    default:
      report(problems, definition, { code: 'SCHEMA_UNSUPPORTED', message: `A schema file holds "type", "enum" and their extensions, not ${describe(definition)}`, hint: 'Filters, orders and root fields are generated.' })
      return false
  }
}

const describe = ({ kind }: DefinitionNode): string => `"${kind.replace(/(Type)?(Definition|Extension)$/, '').replace(/^Input.*/, 'input').toLowerCase()}"`

/** One definition a type: extensions add their fields, values and directives to it. */
export function mergeDefinitions({ definitions, lost }: ParsedFiles): SchemaDraft {
  const objects = new Map<string, ObjectTypeDefinitionNode>()
  const enums = new Map<string, EnumTypeDefinitionNode>()
  for (const definition of definitions) {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION && !objects.has(definition.name.value)) objects.set(definition.name.value, definition)
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && !enums.has(definition.name.value)) enums.set(definition.name.value, definition)
  }
  for (const extension of definitions) {
    if (extension.kind === Kind.OBJECT_TYPE_EXTENSION) extendObject(objects, extension)
    if (extension.kind === Kind.ENUM_TYPE_EXTENSION) extendEnum(enums, extension)
  }
  return { objects, enums, lost }
}

function extendObject(objects: Map<string, ObjectTypeDefinitionNode>, { name, fields = [], directives = [] }: ObjectTypeExtensionNode): void {
  const base = objects.get(name.value)
  if (base === undefined) return
  objects.set(name.value, { ...base, fields: [...(base.fields ?? []), ...fields], directives: [...(base.directives ?? []), ...directives] })
}

function extendEnum(enums: Map<string, EnumTypeDefinitionNode>, { name, values = [], directives = [] }: EnumTypeExtensionNode): void {
  const base = enums.get(name.value)
  if (base === undefined) return
  enums.set(name.value, { ...base, values: [...(base.values ?? []), ...values], directives: [...(base.directives ?? []), ...directives] })
}
