import { Kind } from 'graphql'
import type { ASTNode, DefinitionNode, DirectiveNode, GraphQLError } from 'graphql'
import { specifiedSDLRules } from 'graphql/validation/specifiedRules.js'
import { validateSDL } from 'graphql/validation/validate.js'
import { invariant } from '../errors.ts'
import type { Problem } from '../errors.ts'
import { hintFor } from '../nearest-name.ts'
import { report } from './compilation.ts'
import { DIRECTIVE_SCHEMA } from './directives.ts'
import type { ParsedFiles } from './parse-files.ts'

/** graphql-js' own rules for SDL that matter here, each with the code of what it finds. Types are resolved by our passes, which know more of them. */
const CODES: Readonly<Record<string, string>> = {
  UniqueTypeNamesRule: 'SCHEMA_DUPLICATE',
  UniqueFieldDefinitionNamesRule: 'SCHEMA_DUPLICATE',
  UniqueEnumValueNamesRule: 'SCHEMA_DUPLICATE',
  UniqueDirectivesPerLocationRule: 'SCHEMA_DUPLICATE',
  UniqueArgumentNamesRule: 'SCHEMA_DUPLICATE',
  UniqueInputFieldNamesRule: 'SCHEMA_DUPLICATE',
  PossibleTypeExtensionsRule: 'SCHEMA_UNKNOWN_TYPE',
  KnownDirectivesRule: 'SCHEMA_UNKNOWN_DIRECTIVE',
  KnownArgumentNamesOnDirectivesRule: 'SCHEMA_UNKNOWN_ARGUMENT',
  ProvidedRequiredArgumentsOnDirectivesRule: 'SCHEMA_REQUIRED_ARGUMENT',
}

/** Checks names, places and arguments' names of everything in the files. */
export function checkDefinitions({ definitions, lost }: ParsedFiles, problems: Problem[]): void {
  const document = { kind: Kind.DOCUMENT, definitions: definitions.filter((definition) => !extendsLost(definition, lost)) } as const
  for (const rule of specifiedSDLRules) {
    const code = CODES[rule.name]
    if (code === undefined) continue
    // The directives' own argument types are no types of the project: an entity may be called Order.
    const known = /Directive/.test(rule.name) ? DIRECTIVE_SCHEMA : undefined
    for (const error of validateSDL(document, known, [rule])) reportError(problems, code, error)
  }
}

/** An extension of a type that a broken file defines. */
const extendsLost = (definition: DefinitionNode, lost: ReadonlySet<string>): boolean =>
  definition.kind === Kind.OBJECT_TYPE_EXTENSION || definition.kind === Kind.ENUM_TYPE_EXTENSION ? lost.has(definition.name.value) : false

function reportError(problems: Problem[], code: string, error: GraphQLError): void {
  // Of two equal names, the second is the faulty one.
  const node = error.nodes?.at(-1)
  invariant(node !== undefined, `graphql's "${error.message}" names no place`)
  const [message = '', suggestion] = error.message.replace(/\.$/, '').split(/\.? Did you mean /)
  const isMisplaced = code === 'SCHEMA_UNKNOWN_DIRECTIVE' && message.includes('may not be used')
  const found = isMisplaced ? 'SCHEMA_DIRECTIVE_PLACE' : code
  report(problems, node, { code: found, message, hint: suggestion === undefined ? ownHint(found, node) : `Did you mean ${suggestion}` })
}

function ownHint(code: string, node: ASTNode): string | undefined {
  if (node.kind === Kind.DIRECTIVE && code === 'SCHEMA_UNKNOWN_DIRECTIVE') return hintFor(`@${node.name.value}`, directiveNames)
  if (node.kind === Kind.DIRECTIVE && code === 'SCHEMA_REQUIRED_ARGUMENT') return usageOf(node)
  return undefined
}

const directiveNames = DIRECTIVE_SCHEMA.getDirectives().map(({ name }) => `@${name}`)

function usageOf({ name }: DirectiveNode): string | undefined {
  const required = DIRECTIVE_SCHEMA.getDirective(name.value)?.args.filter((argument) => String(argument.type).endsWith('!')) ?? []
  return `It is written @${name.value}(${required.map((argument) => `${argument.name}: …`).join(', ')}).`
}
