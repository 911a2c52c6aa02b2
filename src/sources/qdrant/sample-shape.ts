import type { KeyType } from '../../fetch/fetch.ts'
import type { ShapeField } from '../source.ts'
import { instantOfText } from '../../fetch/text-time.ts'

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

type Holder = Readonly<Record<string, unknown>>

/** The fields of sampled objects, in the order in which they are met. `indexes`: path → the declared type of an index. */
export function shapeFields(objects: readonly Holder[], indexes: ReadonlyMap<string, string>, prefix = ''): readonly ShapeField[] {
  const names = new Set(objects.flatMap((object) => Object.keys(object)))
  return [...names].map((name) => shapeField(name, objects.map((object) => (Object.hasOwn(object, name) ? object[name] : null)), { indexes, path: `${prefix}${name}` }))
}

function shapeField(name: string, values: readonly unknown[], { indexes, path }: { readonly indexes: ReadonlyMap<string, string>; readonly path: string }): ShapeField {
  const present = values.filter((value) => value !== null)
  const list = present.length > 0 && present.every(Array.isArray)
  const single = list ? present.flatMap((value) => (Array.isArray(value) ? value : [])).filter((value) => value !== null) : present
  const kinds = Map.groupBy(single, kindOf)
  const kind = joinKinds([...kinds.keys()])
  const shape = { name, nativeType: indexes.get(path) ?? kind, list, nullable: present.length < values.length, type: TYPES[kind], keyType: KEY_TYPES[kind] ?? null }
  const isMixed = kinds.size > 1 && kind === 'mixed'
  return {
    ...shape,
    ...(isMixed ? { mixed: Object.fromEntries([...kinds].map(([each, of]) => [each, of.length / single.length])) } : {}),
    ...(kind === 'object' ? { fields: shapeFields(single.filter(isRecord), indexes, `${path}${list ? '[]' : ''}.`) } : {}),
  }
}

type Kind = 'integer' | 'big integer' | 'float' | 'bool' | 'datetime' | 'day' | 'uuid' | 'keyword' | 'object' | 'array' | 'mixed' | 'nothing'

const TYPES: Readonly<Record<Kind, string>> = {
  integer: 'Int', 'big integer': 'BigInt', float: 'Float', bool: 'Boolean', datetime: 'DateTime', day: 'Date',
  uuid: 'UUID', keyword: 'String', object: 'object', array: 'JSON', mixed: 'JSON', nothing: 'JSON',
}
const KEY_TYPES: Readonly<Partial<Record<Kind, KeyType>>> = { integer: 'INT64', 'big integer': 'INT64', uuid: 'UUID', keyword: 'STRING' }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const DAY = /^\d{4}-\d\d-\d\d$/

function kindOf(value: unknown): Kind {
  switch (typeof value) {
    case 'bigint': return 'big integer'
    case 'number': return (value | 0) === value ? 'integer' : Number.isSafeInteger(value) ? 'big integer' : 'float'
    case 'boolean': return 'bool'
    case 'string': return kindOfText(value)
    default: return Array.isArray(value) ? 'array' : 'object'
  }
}

function kindOfText(text: string): Kind {
  if (UUID.test(text)) return 'uuid'
  if (instantOfText(text, { timeZone: 'UTC' }) === null) return 'keyword'
  return DAY.test(text) ? 'day' : 'datetime'
}

const NUMBERS: readonly Kind[] = ['integer', 'big integer', 'float']
const TEXTS: readonly Kind[] = ['keyword', 'uuid', 'datetime', 'day']

/** The narrowest kind that takes them all: numbers widen, texts of several forms are plain text. */
function joinKinds(kinds: readonly Kind[]): Kind {
  const [first] = kinds
  if (first === undefined) return 'nothing'
  if (kinds.length === 1) return first
  if (kinds.every((kind) => NUMBERS.includes(kind))) return kinds.includes('float') ? 'float' : 'big integer'
  if (kinds.every((kind) => kind === 'day' || kind === 'datetime')) return 'datetime'
  return kinds.every((kind) => TEXTS.includes(kind)) ? 'keyword' : 'mixed'
}
