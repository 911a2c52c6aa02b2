import { Kind } from 'graphql'
import type { ConstDirectiveNode, ConstObjectFieldNode, FieldDefinitionNode } from 'graphql'
import type { KeyType } from '../fetch/fetch.ts'
import { hintFor } from '../nearest-name.ts'
import type { EntityDraft } from './compile-entities.ts'
import { compileMatch } from './compile-match.ts'
import { definitionOf, placeOf, report } from './compilation.ts'
import type { Compilation } from './compilation.ts'
import { resolveNamed, unwrapType } from './field-type.ts'
import { decideKeyType, endType } from './link-key-type.ts'
import type { EndType, LinkEnd } from './link-key-type.ts'
import type { Link, LinkKey, ObjectShape } from './model.ts'
import { argumentOf, deprecationOf, directiveOf, hasDirective, synonymsOf, textOf, wordOf } from './read-directive.ts'
import { walkPath } from './walk-path.ts'

/** Entities that are being given their links, and what paths need beside. */
export interface LinkContext {
  readonly compilation: Compilation
  readonly entities: ReadonlyMap<string, EntityDraft>
  readonly objects: ReadonlyMap<string, ObjectShape>
}

/** A link as it is written. */
interface WrittenLink {
  readonly from: EntityDraft
  readonly to: EntityDraft
  readonly node: FieldDefinitionNode
  readonly directive: ConstDirectiveNode
}

/** Gives every entity its links: first where each leads, since paths of others go through them, then its keys. */
export function compileLinks(context: LinkContext): void {
  const written = [...context.entities.values()].flatMap((from) => (definitionOf(context.compilation, from.name).fields ?? []).flatMap((node) => readLink(context, from, node) ?? []))
  for (const link of written) link.from.links.set(link.node.name.value, outlineLink(link))
  for (const link of written) {
    const outline = link.from.links.get(link.node.name.value)!
    link.from.links.set(outline.name, { ...outline, ...compileKeys(context, link) })
  }
}

function readLink({ compilation, entities }: LinkContext, from: EntityDraft, node: FieldDefinitionNode): WrittenLink | null {
  const directive = directiveOf(node, 'link')
  if (directive === undefined) return null
  const { problems } = compilation
  const { named } = unwrapType(node.type)
  for (const name of ['column', 'score']) {
    const other = directiveOf(node, name)
    if (other !== undefined) report(problems, other, { code: 'SCHEMA_DIRECTIVE_PLACE', message: `"${node.name.value}" is a link and has no @${name}` })
  }
  const type = resolveNamed(compilation, named)
  if (type === null || type.kind === 'view') return null
  if (type.kind !== 'entity') {
    report(problems, named, { code: 'SCHEMA_LINK_TARGET', message: `"${node.name.value}" is a link and must lead to a type with @entity, not to ${type.name}` })
    return null
  }
  const to = entities.get(type.name)
  return to === undefined ? null : { from, to, node, directive }
}

function outlineLink({ from, to, node }: WrittenLink): Link {
  const { list, nonNull } = unwrapType(node.type)
  return {
    name: node.name.value,
    description: node.description?.value,
    from: from.name, to: to.name,
    many: list, nonNull,
    on: [], orderBy: [],
    crossSource: from.source !== to.source,
    deprecated: deprecationOf(node),
    synonyms: synonymsOf(node),
    place: placeOf(node.name),
  }
}

function compileKeys(context: LinkContext, link: WrittenLink): Pick<Link, 'on' | 'match'> {
  const { problems } = context.compilation
  const on = argumentOf(link.directive, 'on')
  if (on?.kind !== Kind.OBJECT) return { on: [] }
  if (on.fields.length === 0) report(problems, on, { code: 'SCHEMA_LINK_KEYS', message: `The link "${link.node.name.value}" names no fields`, hint: 'on: {<a field of this type>: "<a field of the other>"}' })
  const match = compileMatch(problems, link.directive, on.fields.length)
  return { on: on.fields.flatMap((pair) => compileKey(context, link, pair) ?? []), match }
}

function compileKey(context: LinkContext, link: WrittenLink, pair: ConstObjectFieldNode): LinkKey | null {
  const local = localEnd(context, link, pair)
  const remote = remoteEnd(context, link, pair)
  if (local === null || remote === null) return null
  const type = keyType(context, link, { pair, local, remote })
  const path = textOf(pair.value)
  return type === null || path === undefined ? null : { local: pair.name.value, remote: path, type }
}

function localEnd({ compilation }: LinkContext, { from, node }: WrittenLink, { name }: ConstObjectFieldNode): LinkEnd | null {
  const { problems } = compilation
  const field = from.fields.get(name.value)
  if (field !== undefined) {
    if (field.list && unwrapType(node.type).list === false) {
      report(problems, name, { code: 'SCHEMA_LINK_KEYS', message: `"${name.value}" holds several keys, so the link leads to many rows`, hint: `Write ${node.name.value}: [${unwrapType(node.type).named.name.value}!]!` })
    }
    return { entity: from, field }
  }
  const written = writtenField(compilation, from.name, name.value)
  if (written === undefined) report(problems, name, { code: 'SCHEMA_UNKNOWN_FIELD', message: `${from.name} has no field "${name.value}"`, hint: hintFor(name.value, from.fields.keys()) })
  else if (hasDirective(written, 'link')) report(problems, name, { code: 'SCHEMA_LINK_KEYS', message: `"${name.value}" is a link, and a key is a field`, hint: hintFor(name.value, from.fields.keys()) })
  // What is left has a fault of its own, which was reported.
  return null
}

function remoteEnd({ compilation, entities, objects }: LinkContext, { to }: WrittenLink, { name, value }: ConstObjectFieldNode): LinkEnd | null {
  const { problems } = compilation
  const path = textOf(value)
  if (path === undefined) {
    report(problems, value, { code: 'SCHEMA_ARGUMENT_VALUE', message: `"${name.value}" takes the name of a field of ${to.name} in quotes` })
    return null
  }
  const walked = walkPath({ entities, objects }, to, path)
  if (walked.ok) return { entity: walked.entity, field: walked.field }
  const written = walked.missing === undefined ? undefined : writtenField(compilation, walked.missing.type, walked.missing.field)
  // A field that has a fault of its own was reported; a link to a view is none that a path can follow.
  const faultOfItsOwn = written !== undefined && !hasDirective(written, 'link')
  if (!faultOfItsOwn) report(problems, value, walked)
  return null
}

const writtenField = (compilation: Compilation, type: string, name: string): FieldDefinitionNode | undefined =>
  definitionOf(compilation, type).fields?.find((field) => field.name.value === name)

interface KeyEnds { readonly pair: ConstObjectFieldNode; readonly local: LinkEnd; readonly remote: LinkEnd }

function keyType({ compilation: { problems } }: LinkContext, { from, directive, node }: WrittenLink, { pair, local, remote }: KeyEnds): KeyType | null {
  for (const [end, place] of [[local, pair.name], [remote, pair.value]] as const) {
    if (endType(end) !== 'none') continue
    report(problems, place, { code: 'SCHEMA_LINK_KEYS', message: `"${end.field.name}" of ${end.entity.name} is a ${end.field.type.name} and cannot be a key`, hint: 'Keys are ID, Int, BigInt, String, UUID or Decimal.' })
    return null
  }
  const written = wordOf(argumentOf(directive, 'key'))
  if (isKeyType(written)) return written
  if (argumentOf(directive, 'match') !== undefined) return 'STRING'
  const decision = decideKeyType(local, remote)
  if (decision.ok) return decision.type
  const sides = `${describeEnd(local, endType(local))} and ${describeEnd(remote, endType(remote))}`
  const message = decision.reason === 'differ' ? `The keys of ${from.name}.${node.name.value} differ: ${sides}` : `The keys of ${from.name}.${node.name.value} cannot be told before the databases are seen: ${sides}`
  report(problems, pair.name, { code: 'SCHEMA_LINK_TYPES', message, hint: 'Say what both are compared as: @link(on: …, key: STRING), or INT64, UUID, OBJECT_ID, DECIMAL, STRING_CI.' })
  return null
}

const describeEnd = ({ entity, field }: LinkEnd, type: EndType): string => `${entity.name}.${field.name} is ${type === 'unknown' ? 'an ID of any type' : type}`

const KEY_TYPES: readonly KeyType[] = ['INT64', 'STRING', 'STRING_CI', 'UUID', 'OBJECT_ID', 'DECIMAL']
const isKeyType = (word: string | undefined): word is KeyType => KEY_TYPES.some((type) => type === word)
