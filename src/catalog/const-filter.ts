import { Kind } from 'graphql'
import type { ConstObjectFieldNode, ConstObjectValueNode, ConstValueNode } from 'graphql'
import type { Predicate, Quantifier } from '../fetch/fetch.ts'
import { hintFor } from '../nearest-name.ts'
import { failFilter, NOTHING, readCounts } from './const-operand.ts'
import type { FilterScope } from './const-operand.ts'
import { compileOperator, operatorsOf } from './const-operators.ts'
import type { Entity, Field, Link, ObjectShape } from './model.ts'

/** The rows a condition speaks of: an entity, or an embedded type whose fields' paths begin with `prefix`. */
interface Holder {
  readonly shape: Entity | ObjectShape
  readonly prefix: string
}

/**
 * A `where` of the SDL (of links, measures, policies), which takes what the generated `where` argument takes:
 * `{status: {in: [PAID, SHIPPED]}, customer: {country: {eq: "DE"}}}`. Null when it is faulty; faults are in `scope.problems`.
 */
export function parseConstFilter(scope: FilterScope, entity: Entity, node: ConstValueNode): Predicate | null {
  const before = scope.problems.length
  const predicate = compileObject(scope, { shape: entity, prefix: '' }, node)
  return scope.problems.length === before ? predicate : null
}

const conjunction = (of: readonly Predicate[]): Predicate => (of.length === 1 ? of[0]! : { kind: 'and', of })

function compileObject(scope: FilterScope, holder: Holder, node: ConstValueNode): Predicate {
  if (node.kind === Kind.NULL) return failFilter(scope, node, { message: 'A condition cannot be null', hint: 'Use isNull: true on a field.' })
  if (node.kind !== Kind.OBJECT) return failFilter(scope, node, { message: 'A condition is an object such as {status: {eq: OPEN}}' })
  return conjunction(node.fields.map((field) => compileField(scope, holder, field)))
}

function compileField(scope: FilterScope, holder: Holder, { name, value }: ConstObjectFieldNode): Predicate {
  switch (name.value) {
    case 'and': case 'or': {
      const elements = value.kind === Kind.LIST ? value.values : [value]
      return { kind: name.value, of: elements.map((element) => compileObject(scope, holder, element)) }
    }
    case 'not': return { kind: 'not', of: compileObject(scope, holder, value) }
  }
  const field = holder.shape.fields.get(name.value)
  if (field !== undefined) return compileFieldCondition(scope, holder, { field, value })
  const link = 'links' in holder.shape ? holder.shape.links.get(name.value) : undefined
  if (link !== undefined) return compileLinkCondition(scope, { link, name, value })
  const names = [...holder.shape.fields.keys(), ...('links' in holder.shape ? holder.shape.links.keys() : [])]
  return failFilter(scope, name, { message: `${holder.shape.name} has no field "${name.value}"`, hint: hintFor(name.value, names) })
}

function compileFieldCondition(scope: FilterScope, holder: Holder, { field, value }: { readonly field: Field; readonly value: ConstValueNode }): Predicate {
  const path = `${holder.prefix}${field.name}`
  if (value.kind !== Kind.OBJECT) return failFilter(scope, value, { message: `The condition on "${field.name}" is an object such as {${operatorsOf(field)[0] ?? 'some'}: …}`, hint: value.kind === Kind.NULL ? 'Use {isNull: true}.' : undefined })
  if (field.type.kind !== 'object') return conjunction(value.fields.map((part) => compileOperator(scope, { field, path }, part)))
  const shape = scope.objects.get(field.type.name)
  if (shape === undefined) return NOTHING
  if (!field.list) return compileObject(scope, { shape, prefix: `${path}.` }, value)
  return compileQuantifiers(scope, path, { value, inner: (where) => compileObject(scope, { shape, prefix: '' }, where) })
}

function compileLinkCondition(scope: FilterScope, { link, name, value }: { readonly link: Link; readonly name: ConstObjectFieldNode['name']; readonly value: ConstValueNode }): Predicate {
  const target = scope.entities.get(link.to)
  if (target === undefined) return NOTHING
  if (link.crossSource && !scope.crossSource) return failFilter(scope, name, { message: `"${link.name}" leads to another source, and this condition must stay within one` })
  const inner = (where: ConstValueNode): Predicate => compileObject(scope, { shape: target, prefix: '' }, where)
  if (!link.many) return { kind: 'linked', link: link.name, quantifier: 'some', where: inner(value) }
  if (value.kind !== Kind.OBJECT) return failFilter(scope, value, { message: `The condition on "${link.name}" is an object such as {some: {…}}` })
  return compileQuantifiers(scope, link.name, { value, inner })
}

const QUANTIFIERS: readonly Quantifier[] = ['some', 'none', 'every']

function compileQuantifiers(scope: FilterScope, link: string, { value, inner }: { readonly value: ConstObjectValueNode; readonly inner: (where: ConstValueNode) => Predicate }): Predicate {
  return conjunction(value.fields.map((part) => {
    const quantifier = QUANTIFIERS.find((known) => known === part.name.value)
    if (quantifier !== undefined) return { kind: 'linked', link, quantifier, where: inner(part.value) }
    if (part.name.value === 'count') return conjunction(readCounts(scope, part.value).map(({ op, value: count }) => ({ kind: 'linkedCount', link, op, value: count })))
    return failFilter(scope, part.name, { message: `"${link}" leads to many and takes some, none, every, count, not "${part.name.value}"`, hint: hintFor(part.name.value, [...QUANTIFIERS, 'count']) })
  }))
}
