import { Kind } from 'graphql'
import type { ConstObjectFieldNode, ConstValueNode } from 'graphql'
import type { Problem } from '../errors.ts'
import type { Ordering } from '../fetch/fetch.ts'
import { hintFor } from '../nearest-name.ts'
import { report } from './compilation.ts'
import type { Entity, ObjectShape } from './model.ts'

const DIRECTIONS: Readonly<Record<string, Pick<Ordering, 'direction' | 'nulls'>>> = {
  ASC: { direction: 'asc', nulls: 'last' }, ASC_NULLS_FIRST: { direction: 'asc', nulls: 'first' }, ASC_NULLS_LAST: { direction: 'asc', nulls: 'last' },
  DESC: { direction: 'desc', nulls: 'last' }, DESC_NULLS_FIRST: { direction: 'desc', nulls: 'first' }, DESC_NULLS_LAST: { direction: 'desc', nulls: 'last' },
}

export interface OrderScope {
  readonly problems: Problem[]
  readonly entities: ReadonlyMap<string, Entity>
  readonly objects: ReadonlyMap<string, ObjectShape>
}

/** An `orderBy` of the SDL: `[{placedAt: DESC}, {customer: {name: ASC}}, {items: {count: DESC}}]`. Faults are in `scope.problems`. */
export function parseConstOrder(scope: OrderScope, entity: Entity, node: ConstValueNode): readonly Ordering[] {
  const elements = node.kind === Kind.LIST ? node.values : [node]
  return elements.flatMap((element) => compileElement(scope, { shape: entity, prefix: '' }, element) ?? [])
}

interface Holder { readonly shape: Entity | ObjectShape; readonly prefix: string }

function fail(scope: OrderScope, node: ConstValueNode | ConstObjectFieldNode['name'], finding: { readonly message: string; readonly hint?: string | undefined }): null {
  report(scope.problems, node, { code: 'SCHEMA_ORDER', ...finding })
  return null
}

function compileElement(scope: OrderScope, holder: Holder, node: ConstValueNode): Ordering | null {
  if (node.kind !== Kind.OBJECT || node.fields.length !== 1) return fail(scope, node, { message: 'One element of an order names one field, such as {placedAt: DESC}' })
  const { name, value } = node.fields[0]!
  const path = `${holder.prefix}${name.value}`
  const link = 'links' in holder.shape ? holder.shape.links.get(name.value) : undefined
  if (link !== undefined) {
    const target = scope.entities.get(link.to)
    if (link.crossSource) return fail(scope, name, { message: `"${name.value}" leads to another source, and an order stays within one` })
    if (link.many) return compileCount(scope, path, value)
    return target === undefined ? null : compileElement(scope, { shape: target, prefix: `${path}.` }, value)
  }
  const field = holder.shape.fields.get(name.value)
  if (field === undefined) return fail(scope, name, { message: `${holder.shape.name} has no field "${name.value}"`, hint: hintFor(name.value, holder.shape.fields.keys()) })
  if (field.type.kind === 'object') {
    const shape = scope.objects.get(field.type.name)
    if (field.list) return compileCount(scope, path, value)
    return shape === undefined ? null : compileElement(scope, { shape, prefix: `${path}.` }, value)
  }
  if (field.list || field.type.name === 'JSON') return fail(scope, name, { message: `"${name.value}" has no order` })
  const direction = readDirection(scope, value)
  return direction === null ? null : { field: path, ...direction }
}

function compileCount(scope: OrderScope, path: string, node: ConstValueNode): Ordering | null {
  const [part, ...more] = node.kind === Kind.OBJECT ? node.fields : []
  if (part?.name.value !== 'count' || more.length > 0) return fail(scope, node, { message: `"${path}" leads to many, which are ordered by their number`, hint: `Write {${path}: {count: DESC}}.` })
  const direction = readDirection(scope, part.value)
  return direction === null ? null : { field: path, count: true, ...direction }
}

function readDirection(scope: OrderScope, node: ConstValueNode): Pick<Ordering, 'direction' | 'nulls'> | null {
  const direction = node.kind === Kind.ENUM ? DIRECTIONS[node.value] : undefined
  const word = node.kind === Kind.ENUM || node.kind === Kind.STRING ? node.value : ''
  return direction ?? fail(scope, node, { message: 'An order is ASC or DESC, with _NULLS_FIRST or _NULLS_LAST', hint: hintFor(word, Object.keys(DIRECTIONS)) })
}
