import type { Json, JsonObject } from './json.ts'
import type { PayloadPath } from './payload-path.ts'
import { formatError } from './failure.ts'
import { isArray, isObject } from './json.ts'
import { readPath } from './payload-path.ts'
import { readArray, readObject, readString } from './read-body.ts'

/** What of a payload goes into the answer; null: no payload at all. */
export type PayloadSelector = (payload: JsonObject) => JsonObject | null

/** `true`, `false`, names to include, `{include: [...]}` or `{exclude: [...]}`. */
export function readPayloadSelector(value: Json | undefined, absent: boolean): PayloadSelector {
  if (value === undefined || value === null) return absent ? (payload) => payload : () => null
  if (typeof value === 'boolean') return value ? (payload) => payload : () => null
  if (isArray(value)) return includeOnly(readPaths(value))
  const selector = readObject(value, 'with_payload')
  if ('include' in selector) return includeOnly(readPaths(readArray(selector['include'], 'include')))
  if ('exclude' in selector) return excludeAll(readPaths(readArray(selector['exclude'], 'exclude')))
  throw formatError('data did not match any variant of untagged enum WithPayloadInterface')
}

type Names = readonly string[]

const readPaths = (paths: readonly Json[]): readonly Names[] => paths.map((path) => namesOf(readPath(readString(path, 'with_payload'))))

/** Arrays on the way are entered with or without `[]`. */
const namesOf = (path: PayloadPath): Names => path.flatMap((step) => ('name' in step ? [step.name] : []))

const includeOnly = (paths: readonly Names[]): PayloadSelector => (payload) => includeFrom(payload, paths)

function includeFrom(object: JsonObject, paths: readonly Names[]): JsonObject {
  const kept: Record<string, Json> = {}
  for (const [name, value] of Object.entries(object)) {
    const inner = below(name, paths)
    if (inner.some((path) => path.length === 0)) kept[name] = value
    else if (inner.length > 0) setDefined(kept, name, includeInside(value, inner))
  }
  return kept
}

function includeInside(value: Json, paths: readonly Names[]): Json | undefined {
  if (isArray(value)) return value.flatMap((element) => includeInside(element, paths) ?? [])
  return isObject(value) ? includeFrom(value, paths) : undefined
}

const excludeAll = (paths: readonly Names[]): PayloadSelector => (payload) => excludeFrom(payload, paths)

function excludeFrom(object: JsonObject, paths: readonly Names[]): JsonObject {
  const kept: Record<string, Json> = {}
  for (const [name, value] of Object.entries(object)) {
    const inner = below(name, paths)
    if (!inner.some((path) => path.length === 0)) kept[name] = excludeInside(value, inner)
  }
  return kept
}

function excludeInside(value: Json, paths: readonly Names[]): Json {
  if (isArray(value)) return value.map((element) => excludeInside(element, paths))
  return isObject(value) ? excludeFrom(value, paths) : value
}

const below = (name: string, paths: readonly Names[]): readonly Names[] => paths.filter(([first]) => first === name).map((path) => path.slice(1))

function setDefined(object: Record<string, Json>, name: string, value: Json | undefined): void {
  if (value !== undefined) object[name] = value
}
