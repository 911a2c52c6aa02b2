import pluralize from 'pluralize'
import { SCALARS } from '../catalog/directives.ts'
import { lowerFirst, OWN_ROOT_FIELDS, OWN_TYPES, TYPE_SUFFIXES, withTwins } from '../catalog/reserved-names.ts'
import { joinPath } from '../catalog/stored-path.ts'
import type { ShapeObject, SourceKind, SourceShape } from '../sources/source.ts'
import { draftFields } from './draft-fields.ts'
import type { FieldContext } from './draft-fields.ts'
import { draftLinks } from './draft-links.ts'
import type { DraftedObject } from './draft-links.ts'
import { enumName, NamePool, typeName, valueName } from './names.ts'
import type { EnumDraft, FieldDraft, SdlDraft, TypeDraft } from './sdl-draft.ts'

/** Names everything a source holds, so that no name stands twice and none is the graph's own. */
export function draftSdl(source: string, kind: SourceKind, shape: SourceShape): SdlDraft {
  const typeNames = new NamePool([...SCALARS, ...OWN_TYPES])
  const rootFields = new NamePool(OWN_ROOT_FIELDS)
  const enums = draftEnums(shape, typeNames)
  const context: FieldContext = { kind, typeNames, enums: new Map(enums.map(({ stored, draft }) => [stored, draft.name])) }
  const objects = shape.objects.map((object): DraftedObject => {
    const name = takeTypeName(typeNames, rootFields, kind === 'slack' ? `slack_${object.name}` : object.name.split('.').at(-1) ?? object.name)
    const keyed = { ...object, key: keyOf(object, context) }
    return { object: keyed, name, fields: draftFields(context, name, keyed), links: [] }
  })
  draftLinks(new Map(objects.filter(({ object }) => object.key.length > 0).map((drafted) => [drafted.object.name, drafted])))
  return { source, kind, enums: enums.map(({ draft }) => draft), types: objects.flatMap((drafted) => draftTypes(source, kind, drafted)) }
}

function draftEnums(shape: SourceShape, typeNames: NamePool): { readonly stored: string; readonly draft: EnumDraft }[] {
  return shape.enums.filter(({ values }) => values.length > 0).map(({ name, values, description }) => {
    const names = new NamePool()
    const draft = { name: typeNames.take(enumName(name.split('.').at(-1) ?? name)), description, values: values.map((stored) => ({ name: names.take(valueName(stored)), stored })) }
    return { stored: name, draft }
  })
}

/** A name whose generated types and root fields are free as well. */
function takeTypeName(typeNames: NamePool, rootFields: NamePool, stored: string): string {
  const wanted = typeName(stored)
  const generated = (name: string): readonly string[] => [name, ...TYPE_SUFFIXES.map((suffix) => `${name}${suffix}`)]
  let name = typeNames.take(wanted, generated)
  // Root fields of different types may meet where their types do not: `OrdersConnection` and the list of `Order`.
  while (rootFields.take(name, rootFieldsOf) !== name) name = typeNames.take(`${wanted}Row`, generated)
  return name
}

const rootFieldsOf = (name: string): readonly string[] => [...new Set([lowerFirst(name), ...withTwins(pluralOf(name))])]

/** One and many must differ: `news` has no plural. */
function pluralOf(name: string): string {
  const plural = pluralize(lowerFirst(name))
  return plural === lowerFirst(name) ? `${plural}List` : plural
}

/** The primary key, else unique columns that are never null; empty when there are none. */
function keyOf({ key, unique, fields }: ShapeObject, { enums }: FieldContext): readonly string[] {
  const canBeKey = (type: string): boolean => enums.has(type) || (type !== 'JSON' && SCALARS.some((scalar) => scalar === type))
  const usable = (set: readonly string[]): boolean => set.length > 0 && set.every((column) => {
    const field = fields.find(({ name }) => name === column)
    return field !== undefined && !field.list && canBeKey(field.type)
  })
  const neverNull = (set: readonly string[]): boolean => set.every((column) => fields.find(({ name }) => name === column)?.nullable === false)
  return usable(key) ? key : unique.find((set) => usable(set) && neverNull(set)) ?? []
}

function draftTypes(source: string, kind: SourceKind, { object, name, fields, links }: DraftedObject): TypeDraft[] {
  const commented = reasonToComment(object)
  const own: readonly FieldDraft[] = [...fields.fields.values()]
  const score: FieldDraft[] = kind === 'qdrant' ? [{ name: fields.names.take('score'), type: 'Float', column: [], score: true, keyType: 'none' }] : []
  const key = object.key.map((column) => fields.fields.get(column)?.name ?? column)
  const type: TypeDraft = { name, description: object.description, entity: entityArguments(source, { kind, object, name, key, own }), fields: [...own, ...score], links }
  return [type, ...fields.embedded].map((draft) => (commented === undefined ? draft : { ...draft, commented }))
}

function reasonToComment({ key, fields, kind, name }: ShapeObject): string | undefined {
  if (fields.length === 0) return `The ${kind} "${name}" is empty, so nothing is known of its fields.`
  return key.length > 0 ? undefined : `The ${kind} "${name}" has no primary key and no unique columns without NULL: name fields that tell its rows apart in key, and uncomment it.`
}

interface EntityDraftParts { readonly kind: SourceKind; readonly object: ShapeObject; readonly name: string; readonly key: readonly string[]; readonly own: readonly FieldDraft[] }

function entityArguments(source: string, { kind, object, name, key, own }: EntityDraftParts): readonly string[] {
  const text = JSON.stringify
  const plural = pluralOf(name) === pluralize(lowerFirst(name)) ? [] : [`plural: ${text(pluralOf(name))}`]
  return [`source: ${text(source)}`, ...place(kind, object, own), `key: ${key.length === 1 ? text(key[0]) : `[${key.map((field) => text(field)).join(', ')}]`}`, ...plural]
}

/** Names by which the text of a document is usually stored. */
const TEXT_NAMES = ['text', 'content', 'body', 'document', 'page_content', 'chunk', 'description']

function place(kind: SourceKind, object: ShapeObject, own: readonly FieldDraft[]): readonly string[] {
  switch (kind) {
    case 'postgres': return [`table: ${JSON.stringify(tableName(object.name))}`]
    case 'mongodb': return [`collection: ${JSON.stringify(object.name)}`]
    case 'slack': return [`slack: ${object.name}`]
    case 'qdrant': {
      const text = TEXT_NAMES.map((name) => own.find((field) => field.name === name && /^String!?$/.test(field.type))).find((field) => field !== undefined)
      return [`vectors: ${JSON.stringify(object.name)}`, ...(text === undefined ? [] : [`text: ${JSON.stringify(text.name)}`])]
    }
  }
}

/** `schema.table`, or a table of `public`; a dot beyond the first belongs to the table's own name. */
function tableName(name: string): string {
  const [schema = '', ...rest] = name.split('.')
  const table = rest.join('.')
  return schema === '' || table === '' ? joinPath([name]) : joinPath([schema, table])
}
