import type { ConstDirectiveNode, ObjectTypeDefinitionNode } from 'graphql'
import pluralize from 'pluralize'
import { hintFor } from '../nearest-name.ts'
import { compileFields } from './compile-fields.ts'
import { compileStored } from './compile-stored.ts'
import { placeOf, report } from './compilation.ts'
import type { Compilation, SourceSetting } from './compilation.ts'
import { roleOf } from './field-type.ts'
import type { Entity, Field, Link, Stored } from './model.ts'
import { argumentOf, directiveOf, synonymsOf, textNodesOf, textOf } from './read-directive.ts'
import { lowerFirst } from './reserved-names.ts'
import { joinPath } from './stored-path.ts'

/** An entity whose links are still to come. */
export interface EntityDraft extends Entity {
  readonly links: Map<string, Link>
}

/** Every entity that can be told, with its fields. What is left out was reported. */
export function compileEntities(compilation: Compilation): Map<string, EntityDraft> {
  const entities = new Map<string, EntityDraft>()
  for (const node of compilation.draft.objects.values()) {
    if (roleOf(node) !== 'entity') continue
    const entity = compileEntity(compilation, node)
    if (entity !== null) entities.set(entity.name, entity)
  }
  return entities
}

function compileEntity(compilation: Compilation, node: ObjectTypeDefinitionNode): EntityDraft | null {
  const { problems } = compilation
  const directive = directiveOf(node, 'entity')!
  checkRoles(compilation, node)
  const fields = compileFields(compilation, node)
  const source = compileSource(compilation, directive)
  checkScores(compilation, node, source)
  const key = compileKey(compilation, { directive, node, fields })
  if (source === null || source.kind === null) return null
  const stored = compileStored(problems, directive, source.kind)
  if (stored === null) return null
  const singular = lowerFirst(node.name.value)
  return {
    name: node.name.value,
    description: node.description?.value,
    source: source.name,
    stored: withTextColumn(compilation, { directive, fields, stored, node }),
    singular,
    plural: compilePlural(compilation, directive, singular),
    key, fields,
    links: new Map(),
    synonyms: synonymsOf(node),
    place: placeOf(node.name),
  }
}

function checkRoles({ problems }: Compilation, node: ObjectTypeDefinitionNode): void {
  for (const name of ['view', 'metrics', 'materialize']) {
    const other = directiveOf(node, name)
    if (other !== undefined) report(problems, other, { code: 'SCHEMA_DIRECTIVE_PLACE', message: `${node.name.value} is an entity and cannot have @${name}` })
  }
}

function compileSource({ settings, problems }: Compilation, directive: ConstDirectiveNode): SourceSetting | null {
  const value = argumentOf(directive, 'source')
  const name = textOf(value)
  if (value === undefined || name === undefined) return null
  const source = settings.sources.get(name)
  if (source === undefined && settings.readable !== false) {
    report(problems, value, { code: 'SCHEMA_UNKNOWN_SOURCE', message: `crossgraph.yaml has no source "${name}"`, hint: hintFor(name, settings.sources.keys()) })
  }
  return source ?? null
}

interface EntityParts { readonly directive: ConstDirectiveNode; readonly node: ObjectTypeDefinitionNode; readonly fields: ReadonlyMap<string, Field> }

/** The key's fields must tell every row from every other. */
function compileKey({ problems }: Compilation, { directive, node, fields }: EntityParts): readonly string[] {
  const value = argumentOf(directive, 'key')
  const names = textNodesOf(value)
  if (value !== undefined && names.length === 0) report(problems, value, { code: 'SCHEMA_KEY', message: `The key of ${node.name.value} names no field` })
  const seen = new Set<string>()
  for (const name of names) {
    const field = fields.get(name.value)
    if (field !== undefined) {
      const fault = seen.has(name.value) ? 'stands twice in the key' : keyFault(field)
      if (fault !== null) report(problems, name, { code: 'SCHEMA_KEY', message: `"${name.value}" ${fault}`, hint: fault.includes('null') ? `Write ${name.value}: ${field.type.name}!` : undefined })
    } else if (!(node.fields ?? []).some((written) => written.name.value === name.value)) {
      report(problems, name, { code: 'SCHEMA_UNKNOWN_FIELD', message: `${node.name.value} has no field "${name.value}"`, hint: hintFor(name.value, fields.keys()) })
    } else if (node.fields?.some((written) => written.name.value === name.value && directiveOf(written, 'link') !== undefined)) {
      report(problems, name, { code: 'SCHEMA_KEY', message: `"${name.value}" is a link, and a key is made of fields` })
    }
    seen.add(name.value)
  }
  return names.map((name) => name.value)
}

function keyFault(field: Field): string | null {
  if (field.list) return 'is a list and cannot be a key'
  if (field.type.kind === 'object' || field.type.name === 'JSON') return `is a ${field.type.name} and cannot be a key`
  if (field.score) return 'is a score and cannot be a key'
  return field.nonNull ? null : 'is a key and may not be null'
}

/** `text:` names a field; what is stored is its payload's name. */
function withTextColumn({ problems }: Compilation, { directive, fields, stored, node }: EntityParts & { readonly stored: Stored }): Stored {
  if (stored.kind !== 'qdrant' || stored.text === undefined) return stored
  const field = fields.get(stored.text)
  const value = argumentOf(directive, 'text')!
  if (field === undefined) report(problems, value, { code: 'SCHEMA_UNKNOWN_FIELD', message: `${node.name.value} has no field "${stored.text}"`, hint: hintFor(stored.text, fields.keys()) })
  else if (field.type.name !== 'String' || field.list) report(problems, value, { code: 'SCHEMA_FIELD_TYPE', message: `"${stored.text}" must be a String, for it is what is searched by meaning` })
  return { ...stored, text: field === undefined ? undefined : joinPath(field.column) }
}

function checkScores({ problems }: Compilation, node: ObjectTypeDefinitionNode, source: SourceSetting | null): void {
  for (const field of node.fields ?? []) {
    const directive = directiveOf(field, 'score')
    if (directive === undefined) continue
    const isFloat = field.type.kind === 'NamedType' && field.type.name.value === 'Float'
    if (!isFloat) report(problems, field.type, { code: 'SCHEMA_SCORE', message: `"${field.name.value}" is a score and must be Float`, hint: 'It is null when the query did not search by meaning.' })
    if (source !== null && source.kind !== null && source.kind !== 'qdrant') report(problems, directive, { code: 'SCHEMA_SCORE', message: `"${source.name}" does not search by meaning, so ${node.name.value} has no score` })
  }
}

/** `Customer` → `customers`, unless `plural:` says otherwise. */
function compilePlural({ problems }: Compilation, directive: ConstDirectiveNode, singular: string): string {
  const value = argumentOf(directive, 'plural')
  const written = textOf(value)
  const plural = written ?? pluralize(singular)
  if (!/^[_A-Za-z]\w*$/.test(plural)) report(problems, value ?? directive, { code: 'SCHEMA_PLURAL', message: `"${plural}" is no GraphQL name` })
  if (plural === singular) report(problems, value ?? directive, { code: 'SCHEMA_PLURAL', message: `One and many are both "${singular}"`, hint: `Add plural: "${singular}List", or another name.` })
  return plural
}
