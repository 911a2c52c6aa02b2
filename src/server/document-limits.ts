import { GraphQLError, Kind, type ASTNode, type FragmentDefinitionNode, type SelectionSetNode, type ValidationContext, type ASTVisitor, type ValidationRule } from 'graphql'

/** What one document may ask for, whatever it would cost. Tokens are counted by the parser itself. */
export interface DocumentLimits {
  readonly tokens: number
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
}

interface Size { readonly depth: number; readonly aliases: number; readonly fields: number }
const NOTHING: Size = { depth: 0, aliases: 0, fields: 0 }
const INTROSPECTION = new Set(['__schema', '__type', '__typename'])

/**
 * A validation rule that measures each operation with its fragments spread out, in time linear in the document's size
 * (each fragment is measured once). Introspection fields are not measured: their depth is bounded by graphql-js.
 */
export function limitDocument(limits: DocumentLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => {
    const measure = createMeasure(context)
    return {
      OperationDefinition(operation) {
        const size = measure(operation.selectionSet)
        const report = (code: string, message: string): void => context.reportError(tooLarge(code, message, operation))
        if (size.depth > limits.depth) report('LIMIT_DEPTH', `The document is ${size.depth} levels deep; the most is ${limits.depth}.`)
        if (size.aliases > limits.aliases) report('LIMIT_ALIASES', `The document has ${size.aliases} aliases; the most is ${limits.aliases}.`)
        const roots = size.fields
        if (roots > limits.rootFields) report('LIMIT_ROOT_FIELDS', `The document has ${roots} root fields; the most is ${limits.rootFields}.`)
      },
    }
  }
}

function tooLarge(code: string, message: string, node: ASTNode): GraphQLError {
  return new GraphQLError(message, { nodes: node, extensions: { limit: code, hint: 'Split the document into several requests.' } })
}

/** Depth, aliases and top-level fields of a selection; cyclic fragments count as nothing (another rule refuses them). */
function createMeasure(context: ValidationContext): (set: SelectionSetNode) => Size {
  const known = new Map<string, Size>()
  const ofFragment = (fragment: FragmentDefinitionNode | null | undefined): Size => {
    if (fragment === null || fragment === undefined) return NOTHING
    const name = fragment.name.value
    const seen = known.get(name)
    if (seen !== undefined) return seen
    known.set(name, NOTHING)
    const size = ofSet(fragment.selectionSet)
    known.set(name, size)
    return size
  }
  const ofSet = (set: SelectionSetNode): Size => {
    let { depth, aliases, fields } = NOTHING
    const add = (size: Size): void => {
      depth = Math.max(depth, size.depth)
      aliases += size.aliases
      fields += size.fields
    }
    for (const node of set.selections) {
      if (node.kind === Kind.FRAGMENT_SPREAD) add(ofFragment(context.getFragment(node.name.value)))
      else if (node.kind === Kind.INLINE_FRAGMENT) add(ofSet(node.selectionSet))
      else if (!INTROSPECTION.has(node.name.value)) {
        const below = node.selectionSet === undefined ? NOTHING : ofSet(node.selectionSet)
        add({ depth: below.depth + 1, aliases: below.aliases + (node.alias === undefined ? 0 : 1), fields: 1 })
      }
    }
    return { depth, aliases, fields }
  }
  return ofSet
}
