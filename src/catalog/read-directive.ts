import { Kind } from 'graphql'
import type { ArgumentNode, ConstDirectiveNode, ConstValueNode, StringValueNode } from 'graphql'

interface Annotated { readonly directives?: readonly ConstDirectiveNode[] | undefined }

/** The (first) directive of a name. */
export const directiveOf = (node: Annotated, name: string): ConstDirectiveNode | undefined => node.directives?.find((directive) => directive.name.value === name)

export const hasDirective = (node: Annotated, name: string): boolean => directiveOf(node, name) !== undefined

export const argumentOf = (directive: ConstDirectiveNode | undefined, name: string): ConstValueNode | undefined =>
  directive?.arguments?.find((argument) => argument.name.value === name)?.value

export const argumentNode = (directive: ConstDirectiveNode, name: string): ArgumentNode | undefined => directive.arguments?.find((argument) => argument.name.value === name)

// The readers below give undefined for a value of another kind: `checkArguments` has reported it.

export const textOf = (value: ConstValueNode | undefined): string | undefined => (value?.kind === Kind.STRING ? value.value : undefined)

export const wordOf = (value: ConstValueNode | undefined): string | undefined => (value?.kind === Kind.ENUM ? value.value : undefined)

/** A list of texts, or one text for a list of one. */
export function textNodesOf(value: ConstValueNode | undefined): readonly StringValueNode[] {
  const values = value?.kind === Kind.LIST ? value.values : value === undefined ? [] : [value]
  return values.filter((element) => element.kind === Kind.STRING)
}

export const textsOf = (value: ConstValueNode | undefined): readonly string[] => textNodesOf(value).map((node) => node.value)

/** A part of an object value. */
export const partOf = (value: ConstValueNode | undefined, name: string): ConstValueNode | undefined =>
  value?.kind === Kind.OBJECT ? value.fields.find((field) => field.name.value === name)?.value : undefined

/** The words of `@synonyms`. */
export const synonymsOf = (node: Annotated): readonly string[] => textsOf(argumentOf(directiveOf(node, 'synonyms'), 'words'))

/** The reason of `@deprecated`. */
export function deprecationOf(node: Annotated): string | undefined {
  const directive = directiveOf(node, 'deprecated')
  return directive === undefined ? undefined : textOf(argumentOf(directive, 'reason')) ?? 'No longer supported'
}
