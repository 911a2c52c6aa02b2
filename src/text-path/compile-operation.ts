import type { DocumentNode, FieldNode, FragmentDefinitionNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { getOperationAST, getVariableValues, Kind, OperationTypeNode } from 'graphql'
import type { Level } from '../graph/levels/level.ts'
import { planningOf } from '../graph/levels/plan-root.ts'
import type { Planning } from '../graph/levels/planning.ts'
import type { Graph } from '../graph/resolve/graph-context.ts'
import { compileText } from './compile-text.ts'
import type { Selected } from './list-selected.ts'
import { listSelected } from './list-selected.ts'
import { NotPrintable } from './not-printable.ts'
import type { TextLevel, TextRows } from './text-level.ts'

/** One operation with its variables, made ready once. */
export interface CompiledOperation {
  readonly operation: OperationDefinitionNode
  readonly fragments: readonly FragmentDefinitionNode[]
  /** In the order of the response. */
  readonly fields: readonly RootField[]
  /** Of the root fields that have one, by response key: the ordinary path need not plan them again. */
  readonly levels: ReadonlyMap<string, Level>
  /** Whether a connection stands below some row. */
  readonly hasConnections: boolean
}

export type RootField =
  | { readonly kind: 'typename'; readonly as: string; readonly head: string; readonly text: string }
  | { readonly kind: 'text'; readonly as: string; readonly head: string; readonly nodes: readonly FieldNode[]; readonly text: TextLevel }
  | { readonly kind: 'ordinary'; readonly as: string; readonly head: string; readonly nodes: readonly FieldNode[] }

export interface OperationRequest {
  readonly document: DocumentNode
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | undefined
}

/** Null where no root field can be printed: then the ordinary path runs the operation as it is. */
export function compileOperation(schema: GraphQLSchema, graph: Graph, { document, operationName, variables }: OperationRequest): CompiledOperation | null {
  const operation = getOperationAST(document, operationName)
  const type = schema.getQueryType()
  if (operation?.operation !== OperationTypeNode.QUERY || !type) return null
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {})
  if (coerced === undefined) return null
  const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  const planning = planningOf(graph, { schema, fragments: Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment])), variableValues: coerced })
  const levels = new Map<string, Level>()
  const fields = listSelected(planning, { type, nodes: [asField(operation)] }).map((selected) => compileRoot({ planning, graph, levels }, selected))
  const texts = fields.flatMap((field) => (field.kind === 'text' ? [field.text] : []))
  return texts.length === 0 ? null : { operation, fragments, fields, levels, hasConnections: texts.some(hasConnectionBelow) }
}

const hasConnectionBelow = (text: TextLevel): boolean => rowsOf(text).some(({ levels }) => levels.some((level) => level.kind === 'connection' || hasConnectionBelow(level)))

function rowsOf(text: TextLevel): readonly TextRows[] {
  if (text.kind === 'aggregate') return []
  if (text.kind !== 'connection') return [text.rows]
  return text.parts.flatMap((part) => (part.kind === 'nodes' ? [part.rows] : part.kind === 'edges' ? part.parts.flatMap((member) => (member.kind === 'node' ? [member.rows] : [])) : []))
}

/** Look-ahead takes a selection from a field; an operation's is that of a field which is called nothing. */
const asField = ({ selectionSet }: OperationDefinitionNode): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '' }, selectionSet })

interface Compiling { readonly planning: Planning; readonly graph: Graph; readonly levels: Map<string, Level> }

function compileRoot({ planning, graph, levels }: Compiling, { as, name, head, definition, nodes }: Selected): RootField {
  if (name === '__typename') return { kind: 'typename', as, head, text: JSON.stringify(planning.operation.schema.getQueryType()?.name) }
  const field = graph.fields.get('Query')?.get(name)
  if (field === undefined || field.kind === 'value' || definition === null) return { kind: 'ordinary', as, head, nodes }
  const level = planning.compileLevel(planning, field, { as, nodes, definition, path: [as] })
  levels.set(as, level)
  try {
    return { kind: 'text', as, head, nodes, text: compileText(planning, { level, definition, nodes }) }
  } catch (error) {
    if (!(error instanceof NotPrintable)) throw error
    return { kind: 'ordinary', as, head, nodes }
  }
}
