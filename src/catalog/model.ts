import type { ObjectTypeDefinitionNode } from 'graphql'
import type { Place } from '../errors.ts'
import type { FieldPath, KeyType, Ordering, Predicate } from '../fetch/fetch.ts'

/**
 * The catalog: the project's SDL, checked and typed, as one immutable model. Everything a directive names has been
 * resolved here; later rooms never parse SDL.
 */
export interface Catalog {
  readonly sources: ReadonlyMap<string, SourceDeclaration>
  readonly entities: ReadonlyMap<string, Entity>
  readonly objects: ReadonlyMap<string, ObjectShape>
  readonly enums: ReadonlyMap<string, EnumShape>
  readonly scalars: ReadonlySet<string>
  /** IANA name; where stored text without a zone, and plain days, lie. */
  readonly timeZone: string
  /** sha-256 of the printed SDL and the settings above, hex. */
  readonly hash: string
  /** Types with `@view` or `@metrics`, which are compiled by rooms that build on this catalog; their directives' arguments have been checked. */
  readonly deferred: readonly DeferredType[]
  /** Every object type's SDL with its extensions merged in, for directives that other rooms read (`@allow`, `@cache`, `@cost`, …). */
  readonly definitions: ReadonlyMap<string, ObjectTypeDefinitionNode>
}

export interface DeferredType {
  readonly name: string
  readonly kind: 'view' | 'metrics'
  readonly definition: ObjectTypeDefinitionNode
  readonly place: Place
}

export interface SourceDeclaration {
  readonly name: string
  readonly kind: 'postgres' | 'mongodb' | 'qdrant' | 'slack'
  readonly description?: string | undefined
  readonly priority: number
}

/** Built-in scalars: `ID String Int Float Boolean BigInt Decimal DateTime Date JSON UUID`. */
export type ScalarName = 'ID' | 'String' | 'Int' | 'Float' | 'Boolean' | 'BigInt' | 'Decimal' | 'DateTime' | 'Date' | 'JSON' | 'UUID'

export type FieldType =
  | { readonly kind: 'scalar'; readonly name: ScalarName }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'object'; readonly name: string }

export interface EnumShape {
  readonly name: string
  readonly description?: string | undefined
  readonly values: readonly { readonly name: string; readonly stored: string; readonly description?: string | undefined; readonly deprecated?: string | undefined; readonly synonyms: readonly string[] }[]
}

/** A plain nested type: an embedded document, or an element of a list of them. */
export interface ObjectShape {
  readonly name: string
  readonly description?: string | undefined
  readonly fields: ReadonlyMap<string, Field>
}

/** How a field's value is made from its column. Exactly one form. */
export type Derive =
  | { readonly kind: 'path'; readonly path: readonly string[] }
  /** Capture group (0 the whole match) of the first match, or of all of them as a list of distinct texts. JavaScript regex, flag `u`. */
  | { readonly kind: 'regex'; readonly regex: string; readonly group: number; readonly all: boolean }
  | { readonly kind: 'cast'; readonly to: ScalarName }

export type StoredType = 'OBJECT_ID' | 'UUID' | 'INT64' | 'STRING' | 'DECIMAL' | 'DOUBLE' | 'DATE' | 'BOOLEAN'

export interface Field {
  readonly name: string
  readonly description?: string | undefined
  readonly type: FieldType
  readonly nonNull: boolean
  /** `[T]`: a list; `elementNonNull` as in `[T!]`. */
  readonly list: boolean
  readonly elementNonNull: boolean
  /** Stored name, or a path into a document or jsonb: at least one step. */
  readonly column: readonly string[]
  /** `@column(type:)`. */
  readonly storedType?: StoredType | undefined
  /** Text formats of a DateTime or Date stored as text, tried in order: tokens `YYYY MM DD Mon HH mm ss SSS Z`. */
  readonly formats?: readonly string[] | undefined
  readonly derive?: Derive | undefined
  /** `@score`: filled when the fetch searched by meaning, else null; never stored. */
  readonly score: boolean
  /** `@hidden`: usable in links and paths, not in the graph. */
  readonly hidden: boolean
  readonly deprecated?: string | undefined
  readonly synonyms: readonly string[]
  readonly place: Place
}

/** Where an entity's rows lie, by the kind of its source. */
export type Stored =
  | { readonly kind: 'postgres'; readonly schema?: string | undefined; readonly table: string }
  | { readonly kind: 'mongodb'; readonly collection: string; /** Path of the array whose elements are the rows. */ readonly unwind?: readonly string[] | undefined }
  | { readonly kind: 'qdrant'; readonly collection: string; /** Named vector. */ readonly vector?: string | undefined; /** Payload field that is embedded when a text is searched or stored. */ readonly text?: string | undefined }
  | { readonly kind: 'slack'; readonly object: SlackObject }
export type SlackObject = 'USERS' | 'CHANNELS' | 'MESSAGES' | 'THREADS' | 'FILES'

export interface Entity {
  readonly name: string
  readonly description?: string | undefined
  readonly source: string
  readonly stored: Stored
  /** Root fields: `customer`, `customers`. */
  readonly singular: string
  readonly plural: string
  /** Field names, in order. */
  readonly key: readonly string[]
  readonly fields: ReadonlyMap<string, Field>
  readonly links: ReadonlyMap<string, Link>
  readonly synonyms: readonly string[]
  readonly place: Place
}

export interface LinkKey {
  /** Fields of the link's own entity and of its target; each may go through to-one links of its own source. */
  readonly local: FieldPath
  readonly remote: FieldPath
  readonly type: KeyType
}

export interface Link {
  readonly name: string
  readonly description?: string | undefined
  readonly from: string
  readonly to: string
  readonly many: boolean
  readonly nonNull: boolean
  readonly on: readonly LinkKey[]
  /** `businessref_{n}` ↔ `businessid_{n}`: the local key's text is taken apart by `from` and written as `to`. */
  readonly match?: { readonly from: string; readonly to: string } | undefined
  /** Always true of the linked rows. */
  readonly where?: Predicate | undefined
  /** Order of a to-many link when its caller names none. */
  readonly orderBy: readonly Ordering[]
  readonly crossSource: boolean
  readonly deprecated?: string | undefined
  readonly synonyms: readonly string[]
  readonly place: Place
}

/** The entity, or a bug. */
export function entityOf(catalog: Catalog, name: string): Entity {
  const entity = catalog.entities.get(name)
  if (entity === undefined) throw new Error(`invariant: no entity ${name}`)
  return entity
}

/** A path resolved step by step: to-one links of the same source, then embedded objects, then the field. */
export interface ResolvedPath {
  readonly links: readonly Link[]
  /** The entity that holds `fields[0]`. */
  readonly entity: Entity
  /** The field, or an embedded field and the fields below it; empty when the path ends with a link. */
  readonly fields: readonly Field[]
}

/** Resolves `customer.name`, `address.city`, `total`; throws an invariant for a path that the catalog has not checked. */
export function resolvePath(catalog: Catalog, entityName: string, path: FieldPath): ResolvedPath {
  let entity = entityOf(catalog, entityName)
  const links: Link[] = []
  const fields: Field[] = []
  let object: ObjectShape | undefined
  for (const step of path.split('.')) {
    const link = object === undefined && fields.length === 0 ? entity.links.get(step) : undefined
    if (link !== undefined) {
      links.push(link)
      entity = entityOf(catalog, link.to)
      continue
    }
    const holder: ReadonlyMap<string, Field> = object?.fields ?? entity.fields
    const field = holder.get(step)
    if (field === undefined) throw new Error(`invariant: ${entityName} has no path ${path}`)
    fields.push(field)
    object = field.type.kind === 'object' ? catalog.objects.get(field.type.name) : undefined
  }
  return { links, entity, fields }
}
