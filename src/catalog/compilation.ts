import { getLocation } from 'graphql'
import type { ASTNode, EnumTypeDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'
import { invariant } from '../errors.ts'
import type { Place, Problem } from '../errors.ts'
import type { SourceDeclaration } from './model.ts'

/** What the catalog needs of the configuration; a `Config` is one. A source whose kind is not known (null) was reported where it stands. */
export interface CatalogSettings {
  readonly sources: ReadonlyMap<string, SourceSetting>
  readonly timeZone: string
  /** False when the list of sources could not be read: then an unknown source is no problem of the schema. */
  readonly readable?: boolean
}
export interface SourceSetting {
  readonly name: string
  readonly kind: SourceDeclaration['kind'] | null
  readonly enabled: boolean
  readonly description?: string | undefined
  readonly priority: number
}

/** The project's types with their extensions merged in, before anything in them was understood. */
export interface SchemaDraft {
  readonly objects: ReadonlyMap<string, ObjectTypeDefinitionNode>
  readonly enums: ReadonlyMap<string, EnumTypeDefinitionNode>
  /** Names that files with a syntax error seem to define; nothing is said of their uses. */
  readonly lost: ReadonlySet<string>
}

/** What every pass of the compiler works with. */
export interface Compilation {
  readonly settings: CatalogSettings
  readonly draft: SchemaDraft
  readonly problems: Problem[]
}

/** The SDL of a type that the draft has. */
export function definitionOf({ draft }: Compilation, name: string): ObjectTypeDefinitionNode {
  const definition = draft.objects.get(name)
  invariant(definition !== undefined, `no type ${name}`)
  return definition
}

/** Notes an error at a node of the SDL. */
export function report(problems: Problem[], node: ASTNode, finding: { readonly code: string; readonly message: string; readonly hint?: string | undefined }): void {
  const { code, message, hint } = finding
  problems.push({ code, severity: 'error', message, hint, place: placeOf(node) })
}

/** Where a node's first letter stands. */
export function placeOf(node: ASTNode): Place {
  invariant(node.loc !== undefined, `a ${node.kind} without a location`)
  return placeAt(node.loc.source, node.loc.start)
}

export function placeAt(source: Parameters<typeof getLocation>[0], offset: number): Place {
  const { line, column } = getLocation(source, offset)
  return { file: source.name, line, column }
}
