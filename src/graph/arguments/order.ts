import type { Catalog, Entity, Link, ObjectShape } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { Ordering } from '../../fetch/fetch.ts'
import { objectOf } from '../../fetch/field-type.ts'
import { isInputObject } from './argument-context.ts'

/** An `orderBy` argument, completed by the key; `otherwise` is the order of a list whose caller names none. */
export function readOrder(catalog: Catalog, entity: Entity, { orderBy, otherwise }: { readonly orderBy: unknown; readonly otherwise: readonly Ordering[] }): readonly Ordering[] {
  const elements = Array.isArray(orderBy) ? orderBy : []
  return completeOrder(entity, elements.length === 0 ? otherwise : elements.map((element) => readElement(catalog, entity, element)))
}

/** The key is the last tiebreak, in the direction of the last element, so that one index on both serves pages. */
export function completeOrder(entity: Entity, orderBy: readonly Ordering[]): readonly Ordering[] {
  const direction = orderBy.at(-1)?.direction ?? 'asc'
  const deciding = orderBy.filter((ordering, index) => orderBy.findIndex((earlier) => isSameValue(earlier, ordering)) === index)
  const there = new Set(orderBy.filter(({ count }) => count !== true).map(({ field }) => field))
  return [...deciding, ...entity.key.filter((field) => !there.has(field)).map((field): Ordering => ({ field, direction, nulls: 'last' }))]
}

/** What an earlier element has ordered, a later one cannot. */
const isSameValue = (a: Ordering, b: Ordering): boolean => a.field === b.field && (a.count ?? false) === (b.count ?? false)

/** `{customer: {name: DESC}}`, `{orders: {count: ASC}}`: one name at each level. */
function readElement(catalog: Catalog, holder: Entity | ObjectShape, element: unknown, prefix = ''): Ordering {
  const [name, value] = onlyMember(element)
  const field = `${prefix}${name}`
  if (typeof value === 'string') return { field, ...readDirection(value) }
  const link = 'links' in holder ? holder.links.get(name) : undefined
  if (link === undefined ? holder.fields.get(name)?.list : link.many) return { field, count: true, ...readDirection(String(onlyMember(value)[1])) }
  return readElement(catalog, holderBehind(catalog, holder, { name, link }), value, `${field}.`)
}

function holderBehind(catalog: Catalog, holder: Entity | ObjectShape, { name, link }: { readonly name: string; readonly link: Link | undefined }): Entity | ObjectShape {
  if (link !== undefined) return entityOf(catalog, link.to)
  const field = holder.fields.get(name)
  invariant(field !== undefined, `${holder.name} has no ${name} to sort by`)
  return objectOf(catalog, field.type)
}

function onlyMember(element: unknown): [string, unknown] {
  invariant(isInputObject(element), 'an element of orderBy is an object')
  const [member, ...others] = Object.entries(element)
  invariant(member !== undefined && others.length === 0, '@oneOf leaves exactly one member')
  return member
}

/** `DESC`, `ASC_NULLS_FIRST`. */
function readDirection(text: string): Pick<Ordering, 'direction' | 'nulls'> {
  return { direction: text.startsWith('DESC') ? 'desc' : 'asc', nulls: text.endsWith('NULLS_FIRST') ? 'first' : 'last' }
}
