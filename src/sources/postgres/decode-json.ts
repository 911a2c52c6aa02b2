import { DateTime } from 'luxon'
import type { Field, FieldType, ScalarName } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Value } from '../../fetch/fetch.ts'
import { parseDay, parseInstant, printInstant } from '../../fetch/instant.ts'
import { misfitAt } from './codec.ts'
import type { Site } from './codec.ts'
import { decoderOfValue } from './decode.ts'
import type { Decoder, Misfit } from './decode.ts'

/** Reading values out of JSON text: scalars at a path of jsonb, lists of them, embedded objects. */

/** One scalar, its wire being its JSON. Text is passed on as it is, escapes and all. */
export function jsonWireDecoder(site: Site): Decoder {
  const read = readerOf(site)
  const decode = decoderOfValue((text) => read(parseExactly(text)))
  if (site.field.type.name !== 'String') return decode
  return { toValue: decode.toValue, toJson: (wire) => (typeof wire === 'string' && wire.startsWith('"') ? wire : decode.toJson(wire)) }
}

export function arrayWireDecoder(site: Site): Decoder {
  const read = listReader(readerOf(site), misfitAt(site))
  return decoderOfValue((text) => read(parseExactly(text)))
}

/** An embedded object, or a list of them, under the names of the graph. */
export function objectDecoder(site: Site): Decoder {
  const read = fieldReader(site)
  return decoderOfValue((text) => read(parseExactly(text)))
}

type Reader = (json: unknown) => Value

/** A number that a double would change. */
class ExactNumber {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
}

function parseExactly(text: string): unknown {
  return JSON.parse(text, (_, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && String(value) !== context.source ? new ExactNumber(context.source) : value)
}

function listReader(read: Reader, misfit: Misfit): Reader {
  return (json) => (json === null ? null : Array.isArray(json) ? json.map(read) : misfit())
}

const fieldReader = (site: Site): Reader => (site.field.list ? listReader(readerOf(site), misfitAt(site)) : readerOf(site))

function readerOf(site: Site): Reader {
  const misfit = misfitAt(site)
  const read = readNonNull(site, misfit)
  return (json) => (json === null || json === undefined ? null : read(json))
}

function readNonNull(site: Site, misfit: Misfit): Reader {
  const { type } = site.field
  if (type.kind === 'object') return objectReader(site, type, misfit)
  if (type.kind === 'scalar') return scalarReader(site, type.name, misfit)
  const names = new Map(site.catalog.enums.get(type.name)?.values.map(({ stored, name }) => [stored, name]))
  return (json) => names.get(digitsOrText(json) ?? '') ?? misfit()
}

function objectReader(site: Site, type: FieldType, misfit: Misfit): Reader {
  const shape = site.catalog.objects.get(type.name)
  invariant(shape !== undefined, `no embedded type ${type.name}`)
  const fields = [...shape.fields.values()].map((field) => ({ name: field.name, path: field.column, read: fieldReader(siteWithin(site, field)) }))
  return (json) => {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return misfit()
    return Object.fromEntries(fields.map(({ name, path, read }) => [name, read(atPath(json, path))]))
  }
}

const siteWithin = (site: Site, field: Field): Site => ({ ...site, field, label: `${site.label}.${field.name}` })

function atPath(json: unknown, path: readonly string[]): unknown {
  return path.reduce((value, step) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[step] : undefined), json)
}

function scalarReader({ field, catalog }: Site, name: ScalarName, misfit: Misfit): Reader {
  switch (name) {
    case 'String': return (json) => (typeof json === 'string' ? json : misfit())
    case 'ID': return (json) => digitsOrText(json) ?? misfit()
    case 'Boolean': return (json) => (typeof json === 'boolean' ? json : misfit())
    case 'Int': return (json) => (typeof json === 'number' && Number.isInteger(json) && Math.abs(json) <= 2 ** 31 && json !== 2 ** 31 ? json : misfit())
    case 'Float': return (json) => (typeof json === 'number' ? json : json instanceof ExactNumber ? Number(json.digits) : misfit())
    case 'BigInt': return (json) => (/^-?\d+$/.test(digitsOrText(json) ?? '') ? BigInt(digitsOrText(json)!) : misfit())
    case 'Decimal': return (json) => (/^-?\d+(?:\.\d+)?$/.test(digitsOrText(json) ?? '') ? digitsOrText(json)! : misfit())
    case 'UUID': return (json) => (typeof json === 'string' ? json.toLowerCase() : misfit())
    case 'DateTime': return (json) => readInstant(json, field, catalog.timeZone) ?? misfit()
    case 'Date': return (json) => (typeof json === 'string' && parseDay(json) !== null ? json : (readInstant(json, field, 'UTC')?.slice(0, 10) ?? misfit()))
    case 'JSON': return plainJson
  }
}

/** An ID, and an exact number, may be stored as either. */
function digitsOrText(json: unknown): string | undefined {
  if (typeof json === 'string') return json
  if (typeof json === 'number') return String(json)
  return json instanceof ExactNumber ? json.digits : undefined
}

/** Tokens of `@column(formats:)` that luxon writes otherwise. */
const LUXON_TOKENS: readonly (readonly [string, string])[] = [['YYYY', 'yyyy'], ['DD', 'dd'], ['Mon', 'LLL'], ['Z', 'ZZ']]

function readInstant(json: unknown, field: Field, zone: string): string | null {
  if (typeof json !== 'string') return null
  const canonical = parseInstant(json)
  if (canonical !== null) return printInstant(canonical)
  const formats = field.formats ?? ["yyyy-MM-dd'T'HH:mm:ss", 'yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd']
  for (const format of formats) {
    const parsed = DateTime.fromFormat(json, LUXON_TOKENS.reduce((text, [ours, theirs]) => text.replace(ours, theirs), format), { zone, locale: 'en' })
    if (parsed.isValid) return parsed.toUTC().toISO()
  }
  return null
}

function plainJson(json: unknown): Value {
  if (json instanceof ExactNumber) return Number(json.digits)
  if (Array.isArray(json)) return json.map(plainJson)
  if (typeof json !== 'object' || json === null) return json as Value
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, plainJson(value)]))
}
