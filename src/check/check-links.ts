import { hasDirective, argumentOf, directiveOf } from '../catalog/read-directive.ts'
import { entityOf, resolvePath } from '../catalog/model.ts'
import type { Catalog, Entity, Field, Link, LinkKey } from '../catalog/model.ts'
import type { Problem } from '../errors.ts'
import type { KeyType } from '../fetch/fetch.ts'
import type { ShapeObject } from '../sources/source.ts'
import { isUnique } from './check-keys.ts'
import { liveField, objectOf } from './live-source.ts'
import type { LiveSource } from './live-source.ts'

/** Below so many rows a scan is as quick as an index. */
const SMALL_TABLE = 1_000

export interface LinkCheck {
  readonly catalog: Catalog
  /** Those that answered. */
  readonly sources: ReadonlyMap<string, LiveSource>
}

/** One end of a link's key in the live database. */
interface LiveEnd {
  readonly entity: Entity
  readonly field: Field
  readonly object: ShapeObject
}

/** Compares a link's keys with the columns that hold them: their types, the index that serves it, and whether one row is one. */
export function checkLink(check: LinkCheck, link: Link): Problem[] {
  return [...link.on.flatMap((key) => checkKeyTypes(check, link, key)), ...checkRemote(check, link)]
}

function liveEnd({ catalog, sources }: LinkCheck, entityName: string, path: string): LiveEnd | null {
  const { entity, fields } = resolvePath(catalog, entityName, path)
  const source = sources.get(entity.source)
  const object = source === undefined ? undefined : objectOf(entity, source)
  const field = fields.at(-1)
  return object === undefined || field === undefined ? null : { entity, field, object }
}

/** The KeyType of the stored values; null when the source cannot tell. */
function liveKeyType({ field, object }: LiveEnd): KeyType | null {
  if (field.derive?.kind === 'regex') return 'STRING'
  return field.derive === undefined ? liveField(object, field)?.keyType ?? null : null
}

function checkKeyTypes(check: LinkCheck, link: Link, key: LinkKey): Problem[] {
  // A written `key:` (or `match:`) says that both sides are converted.
  if (isConverted(check.catalog, link)) return []
  const ends = [liveEnd(check, link.from, key.local), liveEnd(check, link.to, key.remote)].filter((end) => end !== null)
  const types = ends.flatMap((end) => liveKeyType(end) ?? [])
  const expected = key.type === 'NATIVE' ? types[0] : key.type
  if (types.every((type) => type === expected)) return []
  const sides = ends.map((end) => `${end.entity.name}.${end.field.name} is ${liveKeyType(end) ?? 'not known'}`).join(' and ')
  return [{
    code: 'SCHEMA_LINK_TYPES', severity: 'error', place: link.place,
    message: `The keys of ${link.from}.${link.name} differ in the databases: ${sides}${key.type === 'NATIVE' ? '' : `, compared as ${key.type}`}`,
    hint: 'Say what both are compared as: @link(on: …, key: STRING), or INT64, UUID, OBJECT_ID, DECIMAL, STRING_CI.',
  }]
}

function isConverted(catalog: Catalog, link: Link): boolean {
  const written = catalog.definitions.get(link.from)?.fields?.find(({ name }) => name.value === link.name)
  if (written === undefined || !hasDirective(written, 'link')) return false
  const directive = directiveOf(written, 'link')
  return argumentOf(directive, 'key') !== undefined || argumentOf(directive, 'match') !== undefined
}

/** What is searched is the remote side. */
function checkRemote(check: LinkCheck, link: Link): Problem[] {
  const ends = link.on.map((key) => liveEnd(check, link.to, key.remote))
  const [first] = ends
  if (first == null || ends.some((end) => end?.object !== first.object)) return []
  const columns = ends.flatMap((end) => end?.field.column.join('.') ?? [])
  const direct = link.on.every((key) => entityOf(check.catalog, link.to).fields.has(key.remote))
  return [...checkIndex(link, first, columns), ...(direct ? checkOne(link, first, columns) : [])]
}

function checkIndex(link: Link, { object, field }: LiveEnd, columns: readonly string[]): Problem[] {
  // Slack's store has the indexes it needs, and a text is searched through whatever is taken out of it.
  if (object.kind === 'slack' || object.kind === 'view' || field.derive !== undefined) return []
  const indexes = [object.key, ...object.unique, ...object.indexes]
  if (indexes.some((index) => index[0] !== undefined && columns.includes(index[0]))) return []
  return [{
    code: 'SCHEMA_INDEX_MISSING', severity: object.rows < SMALL_TABLE ? 'info' : 'warning', place: link.place,
    message: `No index of "${object.name}" begins with ${columns.map((column) => `"${column}"`).join(' or ')}, which ${link.from}.${link.name} searches`,
    hint: `Add one: ${indexStatement(object, columns)}`,
  }]
}

function indexStatement({ kind, name }: ShapeObject, columns: readonly string[]): string {
  switch (kind) {
    case 'collection': return `db.${name}.createIndex({${columns.map((column) => `"${column}": 1`).join(', ')}})`
    case 'vectors': return `a payload index on ${columns.join(', ')}`
    default: return `create index on ${name} (${columns.join(', ')})`
  }
}

function checkOne(link: Link, { object }: LiveEnd, columns: readonly string[]): Problem[] {
  if (link.many || isUnique(object, columns)) return []
  return [{
    code: 'SCHEMA_LINK_NOT_UNIQUE', severity: 'warning', place: link.place,
    message: `${link.from}.${link.name} leads to one row, and nothing keeps ${columns.join(', ')} unique in "${object.name}": of several, the lowest key is taken`,
    hint: `Make it [${link.to}!]!, or add a unique index.`,
  }]
}
