import type { Json, JsonObject } from './json.ts'
import { readInstant } from './datetime.ts'
import { formatError, notInSandbox } from './failure.ts'
import { isArray } from './json.ts'
import { readArray, readCount, readObject, readString } from './read-body.ts'

/** A condition on one field: what it says of a value, and of a field that is not there. */
export interface FieldTest { readonly value: (value: Json) => boolean; readonly absent: boolean }
type ValueTest = (value: Json) => boolean

const KINDS = ['match', 'range', 'values_count', 'geo_bounding_box', 'geo_radius', 'geo_polygon'] as const

export function readFieldTest(condition: JsonObject): FieldTest {
  const kinds = KINDS.filter((kind) => condition[kind] !== undefined && condition[kind] !== null)
  if (kinds.length !== 1) throw formatError('data did not match any variant of untagged enum Condition')
  switch (kinds[0]) {
    case 'match': return ofElements(readMatch(readObject(condition['match'], 'match')))
    case 'range': return ofElements(readRange(readObject(condition['range'], 'range')))
    case 'values_count': return readValuesCount(readObject(condition['values_count'], 'values_count'))
    default: throw notInSandbox('a geo condition')
  }
}

/** A list passes when one of its elements does. */
const ofElements = (test: ValueTest): FieldTest => ({ value: (value) => (isArray(value) ? value.some(test) : test(value)), absent: false })

function readMatch(match: JsonObject): ValueTest {
  if ('value' in match) return isOneOf([match['value']!])
  if ('any' in match) return isOneOf(readVariants(match['any']))
  if ('except' in match) return isNoneOf(readVariants(match['except']))
  if ('text' in match) return containsText(readString(match['text'], 'text'))
  throw formatError('data did not match any variant of untagged enum Match')
}

/** Texts, integers and booleans equal values of their own type only; a float never equals. */
function isOneOf(wanted: readonly Json[]): ValueTest {
  const values = new Set(wanted.map(readMatchable))
  return (value) => values.has(value) && isMatchable(value)
}

function isNoneOf(values: readonly Json[]): ValueTest {
  const unwanted = isOneOf(values)
  return (value) => value !== null && !unwanted(value)
}

function readVariants(value: Json | undefined): readonly Json[] {
  const values = readArray(value, 'match')
  if (values.some((one) => typeof one === 'boolean') || new Set(values.map((one) => typeof one === 'string')).size > 1) {
    throw formatError('data did not match any variant of untagged enum AnyVariants')
  }
  return values
}

function readMatchable(value: Json): Json {
  if (!isMatchable(value)) throw formatError('data did not match any variant of untagged enum ValueVariants')
  return value
}

const isMatchable = (value: Json): boolean =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isSafeInteger(value) || (typeof value === 'bigint' && BigInt.asIntN(64, value) === value)

/** As without a full-text index: a substring, letter for letter. */
const containsText = (text: string): ValueTest => (value) => typeof value === 'string' && value.includes(text)

interface Bounds<T> { readonly gt: T | null; readonly gte: T | null; readonly lt: T | null; readonly lte: T | null }

function readRange(range: JsonObject): ValueTest {
  if (Object.values(range).some((bound) => typeof bound === 'string')) {
    const within = inBounds(readBounds(range, (bound) => (typeof bound === 'string' ? readInstant(bound) : null)))
    return (value) => {
      const instant = typeof value === 'string' ? readInstant(value) : null
      return instant !== null && within(instant)
    }
  }
  const within = inBounds(readBounds(range, numberOf))
  return (value) => {
    const number = numberOf(value)
    return number !== null && within(number)
  }
}

/** Numbers compare as doubles, also integers beyond 2^53. */
const numberOf = (value: Json): number | null => (typeof value === 'number' || typeof value === 'bigint' ? Number(value) : null)

function readBounds<T>(range: JsonObject, read: (bound: Json) => T | null): Bounds<T> {
  const bound = (name: string): T | null => {
    const value = range[name]
    if (value === undefined || value === null) return null
    const found = read(value)
    if (found === null) throw formatError('data did not match any variant of untagged enum RangeInterface')
    return found
  }
  return { gt: bound('gt'), gte: bound('gte'), lt: bound('lt'), lte: bound('lte') }
}

const inBounds = <T extends number | bigint>({ gt, gte, lt, lte }: Bounds<T>) => (value: T): boolean =>
  (gt === null || value > gt) && (gte === null || value >= gte) && (lt === null || value < lt) && (lte === null || value <= lte)

/** How many elements: an absent field and null have none, a single value is one. */
function readValuesCount(condition: JsonObject): FieldTest {
  const within = inBounds(readBounds(condition, (bound) => readCount(bound, 'values_count', 0)))
  return { value: (value) => within(value === null ? 0 : isArray(value) ? value.length : 1), absent: within(0) }
}
