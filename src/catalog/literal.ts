import { Kind, print } from 'graphql'
import type { ConstValueNode } from 'graphql'
import { DateTime } from 'luxon'
import type { Literal } from '../fetch/fetch.ts'
import type { EnumShape, FieldType, ScalarName } from './model.ts'

/** What a literal's meaning rests on. */
export interface LiteralScope {
  readonly enums: ReadonlyMap<string, EnumShape>
  readonly timeZone: string
}

/** A value as written in the SDL, in the canonical form of its type; or what the type takes. */
export type ReadLiteral = { readonly ok: true; readonly value: Literal } | { readonly ok: false; readonly expected: string; readonly names?: readonly string[] }

/** Reads `PAID`, `3`, `"2026-10-01"` as a value of a type; null is none and never gets here. */
export function readLiteral(scope: LiteralScope, type: FieldType, node: ConstValueNode): ReadLiteral {
  if (type.kind === 'object') return { ok: false, expected: `an object ${type.name}` }
  if (type.kind === 'enum') {
    const names = scope.enums.get(type.name)?.values.map((value) => value.name) ?? []
    return node.kind === Kind.ENUM && names.includes(node.value) ? { ok: true, value: node.value } : { ok: false, expected: `one of ${names.join(', ')}`, names }
  }
  const value = SCALAR_READERS[type.name](node, scope)
  return value === null ? { ok: false, expected: EXPECTED[type.name] } : { ok: true, value }
}

const EXPECTED: Readonly<Record<ScalarName, string>> = {
  ID: 'a text in quotes or a whole number', String: 'a text in quotes', UUID: 'a UUID in quotes', Boolean: 'true or false', JSON: 'nothing: JSON has no order and no equality',
  Int: 'a whole number of 32 bits', BigInt: 'a whole number of 64 bits', Float: 'a number', Decimal: 'a number, or its digits in quotes',
  Date: 'a day such as "2026-10-01"', DateTime: 'an instant such as "2026-10-01T00:00:00Z", or a day',
}

type ScalarReader = (node: ConstValueNode, scope: LiteralScope) => Literal | null

const SCALAR_READERS: Readonly<Record<ScalarName, ScalarReader>> = {
  ID: (node) => (node.kind === Kind.STRING || node.kind === Kind.INT ? node.value : null),
  String: (node) => (node.kind === Kind.STRING ? node.value : null),
  UUID: (node) => (node.kind === Kind.STRING && UUID.test(node.value) ? node.value.toLowerCase() : null),
  Boolean: (node) => (node.kind === Kind.BOOLEAN ? node.value : null),
  JSON: () => null,
  Int: (node) => (node.kind === Kind.INT && BigInt.asIntN(32, BigInt(node.value)) === BigInt(node.value) ? Number(node.value) : null),
  BigInt: (node) => readBigInt(digitsOf(node)),
  Float: (node) => (node.kind === Kind.INT || node.kind === Kind.FLOAT ? Number(node.value) : null),
  Decimal: (node) => readDecimal(digitsOf(node)),
  Date: (node) => (node.kind === Kind.STRING && DAY.test(node.value) && DateTime.fromISO(node.value).isValid ? node.value : null),
  DateTime: (node, scope) => (node.kind === Kind.STRING ? readInstant(node.value, scope.timeZone) : null),
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const DAY = /^\d{4}-\d\d-\d\d$/
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(?:\.(\d{1,6}))?)?(Z|[+-]\d\d:\d\d)?$/

const digitsOf = (node: ConstValueNode): string => (node.kind === Kind.STRING ? node.value : print(node))

function readBigInt(text: string): bigint | null {
  if (!/^-?\d{1,19}$/.test(text)) return null
  const value = BigInt(text)
  return BigInt.asIntN(64, value) === value ? value : null
}

const readDecimal = (text: string): string | null => (/^-?\d+(\.\d+)?$/.test(text) ? text : null)

/** In UTC, to the microsecond. A day is its first instant, and text without a zone lies, in the project's zone. */
function readInstant(text: string, timeZone: string): string | null {
  const parts = INSTANT.exec(text)
  if (parts === null && !DAY.test(text)) return null
  const instant = DateTime.fromISO(text, { zone: timeZone })
  if (!instant.isValid) return null
  const micros = (parts?.[2] ?? '').slice(3).padEnd(3, '0')
  const iso = instant.toUTC().toISO()
  return micros === '000' ? iso : `${iso.slice(0, -1)}${micros}Z`
}
