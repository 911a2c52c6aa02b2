import { SCALARS } from '../catalog/directives.ts'
import { joinPath } from '../catalog/stored-path.ts'
import { FILTER_WORDS } from '../catalog/reserved-names.ts'
import type { ShapeField, ShapeObject, SourceKind } from '../sources/source.ts'
import { fieldName, NamePool, typeName } from './names.ts'
import type { FieldDraft, TypeDraft } from './sdl-draft.ts'

/** What drafting a type's fields rests on. */
export interface FieldContext {
  readonly kind: SourceKind
  readonly typeNames: NamePool
  /** Enums of the source that became enums of the graph: stored name → name. */
  readonly enums: ReadonlyMap<string, string>
}

export interface DraftedFields {
  /** By stored name. */
  readonly fields: ReadonlyMap<string, FieldDraft>
  /** Types of what is embedded, outer ones first. */
  readonly embedded: readonly TypeDraft[]
  readonly names: NamePool
}

/** The stored columns of an object as fields, with types for what is embedded in them. */
export function draftFields(context: FieldContext, typeOf: string, { fields, key }: Pick<ShapeObject, 'fields' | 'key'>): DraftedFields {
  const names = new NamePool(FILTER_WORDS)
  const embedded: TypeDraft[] = []
  const first = fields.filter((field, i) => fields.findIndex(({ name }) => name === field.name) === i)
  const drafts = first.map((field): [string, FieldDraft] => {
    const isKey = key.includes(field.name)
    const inner = embeds(field) ? draftEmbedded(context, typeOf, field) : []
    embedded.push(...inner)
    const base = inner[0]?.name ?? scalarOf(context, field, isKey && key.length === 1)
    return [field.name, draftField(context, { field, base, name: names.take(fieldName(field.name)), isKey })]
  })
  return { fields: new Map(drafts), embedded, names }
}

const embeds = (field: ShapeField): boolean => field.type === 'object' && (field.fields ?? []).length > 0

function draftEmbedded(context: FieldContext, typeOf: string, field: ShapeField): readonly TypeDraft[] {
  const name = context.typeNames.take(`${typeOf}${typeName(field.name)}`)
  const { fields, embedded } = draftFields(context, name, { fields: field.fields ?? [], key: [] })
  return [{ name, fields: [...fields.values()], links: [] }, ...embedded]
}

function scalarOf({ enums }: FieldContext, { type }: ShapeField, isSoleKey: boolean): string {
  const name = enums.get(type) ?? SCALARS.find((scalar) => scalar === type) ?? 'JSON'
  return isSoleKey && ['Int', 'BigInt', 'String', 'UUID'].includes(name) ? 'ID' : name
}

interface Drafting { readonly field: ShapeField; readonly base: string; readonly name: string; readonly isKey: boolean }

function draftField({ kind }: FieldContext, { field, base, name, isKey }: Drafting): FieldDraft {
  const storedType = base === 'ID' && kind !== 'postgres' && field.keyType !== null && field.keyType !== 'STRING' ? field.keyType : undefined
  const stored = joinPath([field.name])
  return {
    name,
    description: field.description,
    type: `${field.list ? `[${base}!]` : base}${field.nullable && !isKey ? '' : '!'}`,
    column: [...(stored === name ? [] : [`name: ${JSON.stringify(stored)}`]), ...(storedType === undefined ? [] : [`type: ${storedType}`])],
    remark: field.mixed === undefined ? undefined : `Mixed types: ${mixture(field.mixed)}. Values that are no ${base} are errors.`,
    // A database has no foreign keys over lists.
    keyType: field.list ? 'none' : declaredKeyType(kind, base, storedType),
  }
}

const mixture = (mixed: Readonly<Record<string, number>>): string =>
  Object.entries(mixed).toSorted(([, a], [, b]) => b - a).map(([type, share]) => `${type} ${Math.round(share * 100)} %`).join(', ')

function declaredKeyType(kind: SourceKind, base: string, storedType: string | undefined): FieldDraft['keyType'] {
  if (storedType === 'OBJECT_ID' || storedType === 'INT64' || storedType === 'UUID' || storedType === 'DECIMAL') return storedType
  switch (base) {
    case 'Int': case 'BigInt': return 'INT64'
    case 'String': return 'STRING'
    case 'UUID': return 'UUID'
    case 'Decimal': return 'DECIMAL'
    case 'ID': return kind === 'postgres' ? 'unknown' : 'STRING'
    default: return 'none'
  }
}
