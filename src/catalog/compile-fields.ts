import type { FieldDefinitionNode, ObjectTypeDefinitionNode } from 'graphql'
import { compileColumn } from './compile-column.ts'
import { placeOf, report } from './compilation.ts'
import type { Compilation } from './compilation.ts'
import { resolveNamed, unwrapType } from './field-type.ts'
import type { WrittenType } from './field-type.ts'
import type { Field, FieldType } from './model.ts'
import { deprecationOf, directiveOf, hasDirective, synonymsOf } from './read-directive.ts'
import { FILTER_WORDS } from './reserved-names.ts'

/** Directives of views and metrics, which have no meaning in rows. */
const VIEW_DIRECTIVES = ['from', 'typename', 'sum', 'avg', 'min', 'max', 'count', 'countDistinct', 'ratio', 'cumulative', 'previousPeriod', 'derived', 'dimension', 'additivity']

/** The stored fields of an entity or an embedded type; its links are compiled elsewhere. */
export function compileFields(compilation: Compilation, type: ObjectTypeDefinitionNode): Map<string, Field> {
  const fields = new Map<string, Field>()
  if ((type.fields ?? []).length === 0) report(compilation.problems, type.name, { code: 'SCHEMA_EMPTY_TYPE', message: `type ${type.name.value} has no fields` })
  for (const node of type.fields ?? []) {
    checkField(compilation, type, node)
    const field = hasDirective(node, 'link') ? null : compileField(compilation, node)
    if (field !== null) fields.set(field.name, field)
  }
  return fields
}

function checkField({ problems }: Compilation, type: ObjectTypeDefinitionNode, node: FieldDefinitionNode): void {
  const name = node.name.value
  if (FILTER_WORDS.includes(name)) report(problems, node.name, { code: 'SCHEMA_RESERVED_NAME', message: `"${name}" joins conditions in filters and cannot name a field`, hint: `Name it otherwise and add @column(name: "${name}").` })
  if (name.startsWith('__')) report(problems, node.name, { code: 'SCHEMA_RESERVED_NAME', message: 'Names that begin with __ belong to GraphQL' })
  for (const argument of node.arguments ?? []) report(problems, argument, { code: 'SCHEMA_UNSUPPORTED', message: `"${name}" takes no arguments here`, hint: 'Those of to-many links are generated.' })
  for (const directive of VIEW_DIRECTIVES) {
    const found = directiveOf(node, directive)
    if (found !== undefined) report(problems, found, { code: 'SCHEMA_DIRECTIVE_PLACE', message: `@${directive} belongs in a type with @view or @metrics, and ${type.name.value} has neither` })
  }
}

function compileField(compilation: Compilation, node: FieldDefinitionNode): Field | null {
  const written = unwrapType(node.type)
  const type = fieldType(compilation, node, written)
  if (type === null) return null
  return {
    name: node.name.value,
    description: node.description?.value,
    type,
    nonNull: written.nonNull,
    list: written.list,
    elementNonNull: written.elementNonNull,
    ...compileColumn(compilation.problems, node, { type, written }),
    score: hasDirective(node, 'score'),
    hidden: hasDirective(node, 'hidden'),
    deprecated: deprecationOf(node),
    synonyms: synonymsOf(node),
    place: placeOf(node.name),
  }
}

/** The type of a stored field: a scalar, an enum or an embedded object. */
function fieldType(compilation: Compilation, node: FieldDefinitionNode, written: WrittenType): FieldType | null {
  const { problems } = compilation
  if (written.nested) report(problems, node.type, { code: 'SCHEMA_FIELD_TYPE', message: `"${node.name.value}" is a list of lists`, hint: 'Use JSON, or a list of an embedded type.' })
  const type = resolveNamed(compilation, written.named)
  if (type === null || written.nested) return null
  if (type.kind === 'scalar' || type.kind === 'enum' || type.kind === 'object') return type
  const message = type.kind === 'metrics' ? `${type.name} is a type of metrics, which no field holds` : `"${node.name.value}" leads to ${type.name} and needs @link`
  report(problems, written.named, { code: 'SCHEMA_LINK_MISSING', message, hint: type.kind === 'metrics' ? undefined : '@link(on: {<a field of this type>: "<a field of the other>"})' })
  return null
}
