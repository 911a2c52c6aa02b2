import type { FieldNode, FragmentDefinitionNode, GraphQLObjectType, GraphQLSchema, SelectionNode, SelectionSetNode } from 'graphql'
import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isAbstractType, Kind } from 'graphql'

/** The operation that a selection belongs to: what look-ahead needs of graphql-js's `GraphQLResolveInfo`. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly variableValues: Readonly<Record<string, unknown>>
}

/** Field nodes by response key, in the order of the response: several where fragments select one field twice. */
export type CollectedFields = ReadonlyMap<string, readonly FieldNode[]>

/** Merges the selections of field nodes on an object type: fragments and `@skip` and `@include` as graphql-js executes them. */
export function collectSubfields(operation: Operation, type: GraphQLObjectType, nodes: readonly FieldNode[]): CollectedFields {
  const fields = new Map<string, FieldNode[]>()
  const visited = new Set<string>()
  for (const { selectionSet } of nodes) if (selectionSet !== undefined) collect({ operation, type, fields, visited }, selectionSet)
  return fields
}

interface Collection {
  readonly operation: Operation
  readonly type: GraphQLObjectType
  readonly fields: Map<string, FieldNode[]>
  readonly visited: Set<string>
}

function collect(collection: Collection, { selections }: SelectionSetNode): void {
  for (const selection of selections) {
    if (!isIncluded(collection.operation, selection)) continue
    if (selection.kind === Kind.FIELD) addField(collection.fields, selection)
    else collectFragment(collection, selection)
  }
}

function collectFragment(collection: Collection, selection: Exclude<SelectionNode, FieldNode>): void {
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const condition = selection.typeCondition?.name.value
    if (condition === undefined || applies(collection, condition)) collect(collection, selection.selectionSet)
    return
  }
  const name = selection.name.value
  const fragment = collection.operation.fragments[name]
  if (fragment === undefined || collection.visited.has(name)) return
  collection.visited.add(name)
  if (applies(collection, fragment.typeCondition.name.value)) collect(collection, fragment.selectionSet)
}

function addField(fields: Map<string, FieldNode[]>, node: FieldNode): void {
  const key = node.alias?.value ?? node.name.value
  const nodes = fields.get(key)
  if (nodes === undefined) fields.set(key, [node])
  else nodes.push(node)
}

function isIncluded({ variableValues }: Operation, selection: SelectionNode): boolean {
  if (selection.directives === undefined || selection.directives.length === 0) return true
  if (getDirectiveValues(GraphQLSkipDirective, selection, variableValues)?.['if'] === true) return false
  return getDirectiveValues(GraphQLIncludeDirective, selection, variableValues)?.['if'] !== false
}

function applies({ operation: { schema }, type }: Collection, condition: string): boolean {
  if (condition === type.name) return true
  const abstract = schema.getType(condition)
  return isAbstractType(abstract) && schema.isSubType(abstract, type)
}
