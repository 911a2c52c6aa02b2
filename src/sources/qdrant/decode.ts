import type { Catalog, Derive, Field, ObjectShape } from '../../catalog/model.ts'
import type { Column, FieldPath, Value } from '../../fetch/fetch.ts'
import type { DecodeScalar } from './decode-scalar.ts'
import type { PointId } from './request.ts'
import type { StoredField } from './stored-field.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import { castTo, scalarDecoder } from './decode-scalar.ts'

/** A point as the client hands it over: integers beyond 2^53 are bigint. */
export interface Point {
  readonly id: PointId
  readonly payload: Readonly<Record<string, unknown>>
  /** Only of a search. */
  readonly score: number | null
}

/** A column, and where its wire value lies in a point. */
export interface PointColumn extends Column {
  /** What must be asked for, as Qdrant writes paths; absent for id and score. */
  readonly payloadKey?: string
  readonly read: (point: Point) => unknown
}

type Decode = (wire: unknown) => Value

export function pointColumn(catalog: Catalog, path: FieldPath, { stored, source }: { readonly stored: StoredField; readonly source: string }): PointColumn {
  const toValue = errorsAt(source, path, fieldDecoder(catalog, stored))
  const column = { field: path, toValue, toJson: (wire: unknown) => jsonOf(toValue(wire), stored.field) }
  switch (stored.place) {
    case 'id': return { ...column, read: ({ id }) => id }
    case 'score': return { ...column, read: ({ score }) => score }
    case 'payload': return { ...column, payloadKey: stored.key, read: ({ payload }) => valueAt(payload, stored.path) }
  }
}

/** A count; its wire value is the number. */
export const countColumn = (as: string): PointColumn => ({ field: as, toValue: Number, toJson: String, read: () => null })

/** `Decimal`, `BigInt` and `ID` are text in JSON, so that no digit is lost; within a JSON value numbers stay numbers. */
function jsonOf(value: Value, { type }: Field): string {
  const print = type.name === 'JSON' ? rawNumber : String
  return JSON.stringify(value, (_name, inner: unknown) => (typeof inner === 'bigint' ? print(inner) : inner))
}

/** Node has had `JSON.rawJSON` since version 21; the types of the language do not know it yet. */
const rawNumber = (value: bigint): unknown => (JSON as unknown as { rawJSON(text: string): unknown }).rawJSON(String(value))

function valueAt(holder: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, step) => (isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined), holder)
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

class Misfit extends Error {
  readonly type: string
  constructor(type: string) {
    super(`no ${type}`)
    this.type = type
  }
}

/** The one place that turns a value that does not fit into an error; it names the field, never the value. */
function errorsAt(source: string, path: FieldPath, decode: Decode): Decode {
  return (wire) => {
    try {
      return decode(wire)
    } catch (error) {
      if (!(error instanceof Misfit)) throw error
      throw new CrossgraphError('SOURCE_VALUE', `${path} holds a value that is no ${error.type}`, { source, details: { field: path } })
    }
  }
}

function fieldDecoder(catalog: Catalog, { field, place }: StoredField): Decode {
  if (place === 'id') return orNull(field, idDecoder(catalog, field))
  return valueDecoder(catalog, field)
}

/** An id is a number or a UUID, whichever; an `ID` without a stored type takes both. */
function idDecoder(catalog: Catalog, field: Field): DecodeScalar {
  if ((field.type.name === 'ID' || field.type.name === 'String') && field.storedType === undefined) return String
  return singleDecoder(catalog, field)
}

/** Lists hold elements of the declared type; null elements stay null. */
function valueDecoder(catalog: Catalog, field: Field): Decode {
  if (field.derive?.kind === 'regex') return orNull(field, regexDecoder(field.derive))
  const single = singleDecoder(catalog, field)
  if (!field.list) return orNull(field, single)
  const element = orNull(field, single)
  return orNull(field, (wire) => (Array.isArray(wire) ? wire.map(element) : undefined))
}

function orNull(field: Field, decode: DecodeScalar): Decode {
  return (wire) => {
    if (wire === null || wire === undefined) return null
    const value = decode(wire)
    if (value === undefined) throw new Misfit(field.list ? `list of ${field.type.name}` : field.type.name)
    return value
  }
}

function singleDecoder(catalog: Catalog, field: Field): DecodeScalar {
  const { type, derive, storedType } = field
  if (type.kind === 'enum') return enumDecoder(catalog, type.name)
  if (type.kind === 'object') return objectDecoder(catalog, catalog.objects.get(type.name))
  const decode = scalarDecoder(catalog, field, type.name)
  if (derive?.kind === 'cast') return (wire) => decode(castTo(derive.to, wire))
  const isWritten = storedType === 'STRING' && type.name !== 'ID'
  return isWritten ? (wire) => (typeof wire === 'string' ? decode(castTo(type.name, wire)) : undefined) : decode
}

function enumDecoder(catalog: Catalog, name: string): DecodeScalar {
  const names = new Map<unknown, string>(catalog.enums.get(name)?.values.map((value) => [value.stored, value.name]))
  return (wire) => names.get(wire)
}

function objectDecoder(catalog: Catalog, object: ObjectShape | undefined): DecodeScalar {
  invariant(object !== undefined, 'an embedded type is in the catalog')
  const fields = [...object.fields.values()].map((field) => ({ field, decode: valueDecoder(catalog, field) }))
  return (wire) => (isRecord(wire) ? Object.fromEntries(fields.map(({ field, decode }) => [field.name, decode(valueAt(wire, field.column))])) : undefined)
}

function regexDecoder({ regex, group, all }: Extract<Derive, { kind: 'regex' }>): DecodeScalar {
  const pattern = new RegExp(regex, 'gu')
  return (wire) => {
    if (typeof wire !== 'string') return undefined
    const found = [...wire.matchAll(pattern)].flatMap((match) => match[group] ?? [])
    return all ? [...new Set(found)] : found[0] ?? null
  }
}
