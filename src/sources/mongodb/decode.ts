import type { Catalog, Field, ObjectShape } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Column, FieldPath, Value } from '../../fetch/fetch.ts'
import { codecOf } from './codec-of.ts'
import { misfitOf } from './misfit.ts'
import type { Misfit } from './misfit.ts'
import { isDocument } from './plain-value.ts'

/** Reads one column's wire values: what the driver gives with `useBigInt64`, missing and null alike. */
export type Reader = (wire: unknown) => Value

export interface ReadingSite {
  readonly catalog: Catalog
  readonly source: string
  /** `Ticket.openedAt`, for errors. */
  readonly label: string
}

export function columnOf(field: FieldPath, read: Reader): Column {
  return { field, toValue: read, toJson: (wire) => jsonOf(read(wire)) }
}

/** The serialised GraphQL value: a bigint is a string, so that no digit is lost on the way. */
function jsonOf(value: Value): string {
  if (typeof value === 'bigint') return `"${value}"`
  return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner))
}

/** The reader of a declared field. `inList`: it is reached through a list, so its values are one. */
export function fieldReader(site: ReadingSite, field: Field, inList = field.list): Reader {
  const misfit = misfitOf(site.source, site.label, field.list ? `list of ${field.type.name}` : field.type.name)
  if (field.derive?.kind === 'regex') return regexReader(field.derive, misfit)
  const read = orNull(elementReader(site, field, misfit))
  if (!inList) return read
  return orNull((wire) => (Array.isArray(wire) ? wire.map(read) : misfit()))
}

const orNull = (read: Reader): Reader => (wire) => (wire === null || wire === undefined ? null : read(wire))

function elementReader(site: ReadingSite, field: Field, misfit: Misfit): Reader {
  if (field.type.kind === 'object') {
    const shape = site.catalog.objects.get(field.type.name)
    invariant(shape !== undefined, `no embedded type ${field.type.name}`)
    return objectReader(site, shape, misfit)
  }
  const { decode } = codecOf(site.catalog, field)
  return (wire) => decode(wire, misfit)
}

function objectReader(site: ReadingSite, shape: ObjectShape, misfit: Misfit): Reader {
  const fields = [...shape.fields.values()].map((field) => ({ field, steps: storedSteps(field), read: fieldReader({ ...site, label: `${site.label}.${field.name}` }, field) }))
  return (wire) => {
    if (!isDocument(wire)) return misfit()
    return Object.fromEntries(fields.map(({ field, steps, read }) => [field.name, read(atPath(wire, steps))]))
  }
}

/** Where a field lies in its document. */
export const storedSteps = (field: Field): readonly string[] => (field.derive?.kind === 'path' ? [...field.column, ...field.derive.path] : field.column)

/** As the server reads a path: an array on the way gives the array of its objects' values. */
function atPath(wire: unknown, steps: readonly string[]): unknown {
  const [step, ...rest] = steps
  if (step === undefined) return wire
  if (Array.isArray(wire)) return wire.filter(isDocument).map((element) => atPath(element, steps)).filter((value) => value !== undefined)
  return isDocument(wire) && Object.hasOwn(wire, step) ? atPath(wire[step], rest) : undefined
}

type RegexDerive = Extract<NonNullable<Field['derive']>, { kind: 'regex' }>

/** Texts found in a text: the first, or all of them, each once. A text without one has none. */
function regexReader({ regex, group, all }: RegexDerive, misfit: Misfit): Reader {
  const pattern = new RegExp(regex, 'gu')
  return orNull((wire) => {
    if (typeof wire !== 'string') return misfit()
    const found = [...wire.matchAll(pattern)].flatMap((match) => match[group] ?? [])
    return all ? [...new Set(found)] : firstOf(wire, pattern, group)
  })
}

/** The group of the first match, even where that group took no part in it. */
function firstOf(text: string, pattern: RegExp, group: number): string | null {
  const [first] = text.matchAll(pattern)
  return first?.[group] ?? null
}
