import type { Field } from '../../catalog/model.ts'
import type { CompareOp, Literal, Value } from '../../fetch/fetch.ts'
import { parseDay, parseInstant, printDay } from '../../fetch/instant.ts'
import { dayOfText, instantOfText } from '../../fetch/text-time.ts'
import type { Bound, Codec } from './codec.ts'
import type { Misfit } from './misfit.ts'
import { instantExpression } from './text-instant.ts'
import { Unpushable } from './unpushable.ts'

const DAY_MS = 86_400_000

/** Instants are stored to the millisecond; a literal between two of them equals none, and bounds from below. */
function instantBound(op: CompareOp, literal: Literal): Bound {
  const microseconds = parseInstant(String(literal))
  if (microseconds === null) throw new Unpushable('no instant')
  const below = ((microseconds % 1000n) + 1000n) % 1000n
  const value = new Date(Number((microseconds - below) / 1000n))
  if (below === 0n) return { op, value }
  if (op === 'eq' || op === 'ne') return op === 'ne'
  return { op: op === 'gt' || op === 'gte' ? 'gt' : 'lte', value }
}

function encodeInstant(literal: Literal): Date | undefined {
  const bound = instantBound('eq', literal)
  return typeof bound === 'object' ? (bound.value as Date) : undefined
}

const INSTANT: Codec = {
  family: 'instant',
  types: ['date'],
  encode: encodeInstant,
  bound: instantBound,
  decode: (wire, misfit) => (wire instanceof Date && !Number.isNaN(wire.getTime()) ? wire.toISOString() : misfit(typeof wire === 'string' ? 'A time stored as text is read by @column(formats:).' : undefined)),
}

/** Days are stored as their midnight in UTC; a stored date at another time of day is no day. */
function encodeDay(literal: Literal): Date {
  const days = parseDay(String(literal))
  if (days === null) throw new Unpushable('no day')
  return new Date(days * DAY_MS)
}

const DAY: Codec = {
  family: 'day',
  types: ['date'],
  encode: encodeDay,
  bound: (op, literal) => ({ op, value: encodeDay(literal) }),
  decode: (wire, misfit) => (wire instanceof Date && wire.getTime() % DAY_MS === 0 ? printDay(wire.getTime() / DAY_MS) : misfit()),
}

/** The codec of a DateTime or a Date. One kept as text compares by the instant it means. */
export function timeCodec(field: Field, timeZone: string): Codec {
  const isDay = field.type.name === 'Date'
  const base = isDay ? DAY : INSTANT
  if (field.storedType === 'INT64') return { ...base, family: 'opaque', decode: decodeEpoch }
  if (field.formats === undefined && field.storedType !== 'STRING') return base
  const how = { formats: field.formats, timeZone }
  const read = isDay ? dayOfText : instantOfText
  return {
    ...base,
    comparable: instantExpression(how, isDay),
    decode: (wire: unknown, misfit: Misfit): Value => (typeof wire === 'string' ? (read(wire, how) ?? misfit()) : base.decode(wire, misfit)),
  }
}

/** Milliseconds since 1970. */
function decodeEpoch(wire: unknown, misfit: Misfit): Value {
  const date = new Date(typeof wire === 'bigint' || typeof wire === 'number' ? Number(wire) : NaN)
  return Number.isNaN(date.getTime()) ? misfit() : date.toISOString()
}
