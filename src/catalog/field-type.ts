import { Kind } from 'graphql'
import type { NamedTypeNode, ObjectTypeDefinitionNode, TypeNode } from 'graphql'
import { hintFor } from '../nearest-name.ts'
import { report } from './compilation.ts'
import type { Compilation, SchemaDraft } from './compilation.ts'
import { SCALARS } from './directives.ts'
import type { FieldType } from './model.ts'
import { hasDirective } from './read-directive.ts'

/** What a type of the SDL is for; deferred ones are compiled by other rooms. */
export type TypeRole = 'entity' | 'view' | 'metrics' | 'object'

export function roleOf(node: ObjectTypeDefinitionNode): TypeRole {
  for (const role of ['entity', 'view', 'metrics'] as const) if (hasDirective(node, role)) return role
  return 'object'
}

/** A field's written type taken apart. */
export interface WrittenType {
  readonly named: NamedTypeNode
  readonly nonNull: boolean
  readonly list: boolean
  readonly elementNonNull: boolean
  /** `[[T]]`, which nothing stores. */
  readonly nested: boolean
}

export function unwrapType(type: TypeNode): WrittenType {
  const outer = type.kind === Kind.NON_NULL_TYPE ? type.type : type
  const nonNull = type.kind === Kind.NON_NULL_TYPE
  if (outer.kind === Kind.NAMED_TYPE) return { named: outer, nonNull, list: false, elementNonNull: false, nested: false }
  const element = unwrapType(outer.type)
  return { named: element.named, nonNull, list: true, elementNonNull: element.nonNull, nested: element.list }
}

/** What a name in a field's type stands for. Null for an unknown one, which is reported unless a broken file seems to define it. */
export type NamedType = FieldType | { readonly kind: 'entity' | 'view' | 'metrics'; readonly name: string }

export function resolveNamed({ draft, problems }: Compilation, node: NamedTypeNode): NamedType | null {
  const name = node.name.value
  const scalar = SCALARS.find((known) => known === name)
  if (scalar !== undefined) return { kind: 'scalar', name: scalar }
  if (draft.enums.has(name)) return { kind: 'enum', name }
  const object = draft.objects.get(name)
  if (object !== undefined) return { kind: roleOf(object), name }
  if (!draft.lost.has(name)) report(problems, node, { code: 'SCHEMA_UNKNOWN_TYPE', message: `There is no type "${name}"`, hint: hintFor(name, typeNames(draft)) })
  return null
}

const typeNames = ({ objects, enums }: SchemaDraft): string[] => [...SCALARS, ...enums.keys(), ...objects.keys()]
