import type { Entity, Field, Link, ObjectShape } from '../../catalog/model.ts'
import { entityOf } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import { objectOf } from '../../fetch/field-type.ts'
import type { Predicate } from '../../fetch/fetch.ts'
import { walkPredicate } from '../../fetch/walk.ts'
import type { ArgumentContext, InputObject } from './argument-context.ts'
import { isInputObject } from './argument-context.ts'
import { allOf, ALWAYS, readConditions, readCount, readListConditions } from './conditions.ts'
import { checkKey } from './keys.ts'
import { refuseNulls } from './nulls.ts'

/**
 * A `where` argument as a Predicate; undefined when there is none. Throws QUERY_NULL_IN_FILTER for a null anywhere, and
 * QUERY_KEY for a key that the source cannot compare.
 */
export function readWhere(context: ArgumentContext, entity: Entity, where: unknown): Predicate | undefined {
  if (where === undefined) return undefined
  refuseNulls(where, 'where')
  return readObject(context, { holder: entity, prefix: '' }, where)
}

/** What the names of a filter belong to: an entity, or an embedded object below `prefix` (`address.`). */
interface Holder { readonly holder: Entity | ObjectShape; readonly prefix: string }

function readObject(context: ArgumentContext, at: Holder, where: unknown): Predicate {
  invariant(isInputObject(where), 'a filter is an object')
  return allOf(Object.entries(where).map(([name, condition]) => readMember(context, at, [name, condition])))
}

function readMember(context: ArgumentContext, at: Holder, [name, condition]: [string, unknown]): Predicate {
  if (name === 'not') return { kind: 'not', of: readObject(context, at, condition) }
  if (name === 'and' || name === 'or') {
    invariant(Array.isArray(condition), `${name} takes a list`)
    return { kind: name, of: condition.map((part) => readObject(context, at, part)) }
  }
  invariant(isInputObject(condition), `${name} takes conditions`)
  const link = 'links' in at.holder ? at.holder.links.get(name) : undefined
  return link === undefined ? readField(context, at, { field: fieldOf(at, name), condition }) : readLink(context, link, condition)
}

function fieldOf({ holder }: Holder, name: string): Field {
  const field = holder.fields.get(name)
  invariant(field !== undefined, `${holder.name} has no ${name} to filter by`)
  return field
}

function readField(context: ArgumentContext, at: Holder, { field, condition }: { readonly field: Field; readonly condition: InputObject }): Predicate {
  const path = `${at.prefix}${field.name}`
  if (field.type.kind === 'object') {
    const holder = objectOf(context.catalog, field.type)
    return field.list ? readQuantifiers(path, condition, (where) => readObject(context, { holder, prefix: '' }, where)) : readObject(context, { holder, prefix: `${path}.` }, condition)
  }
  if (field.list) return readListConditions(path, condition)
  const predicate = readConditions(path, condition)
  if (field.type.name === 'ID' && 'source' in at.holder) checkKeys(context, at.holder, predicate)
  return predicate
}

/** A key that cannot be converted is an error in a filter too, and not just a key that nothing has. */
function checkKeys(context: ArgumentContext, entity: Entity, conditions: Predicate): void {
  walkPredicate(conditions, (part) => {
    if (part.kind !== 'compare' && part.kind !== 'in') return
    for (const value of part.kind === 'in' ? part.values : [part.value]) checkKey(context, entity, { fields: [part.field], types: ['NATIVE'], key: [String(value)] })
  })
}

function readLink(context: ArgumentContext, link: Link, condition: InputObject): Predicate {
  const readLinked = (where: unknown): Predicate => readObject(context, { holder: entityOf(context.catalog, link.to), prefix: '' }, where)
  if (link.many) return readQuantifiers(link.name, condition, readLinked)
  return { kind: 'linked', link: link.name, quantifier: 'some', where: readLinked(condition) }
}

/** `{some: {…}, none: {…}, every: {…}, count: {…}}`; nothing at all holds. */
function readQuantifiers(link: string, condition: InputObject, readLinked: (where: unknown) => Predicate): Predicate {
  const parts = Object.entries(condition).map(([quantifier, operand]): Predicate => {
    if (quantifier === 'count') return readCount(operand, (op, value) => ({ kind: 'linkedCount', link, op, value }))
    invariant(quantifier === 'some' || quantifier === 'none' || quantifier === 'every', `no quantifier ${quantifier}`)
    return { kind: 'linked', link, quantifier, where: readLinked(operand) }
  })
  return parts.length === 0 ? ALWAYS : allOf(parts)
}
