import { resolvePath } from '../../catalog/model.ts'
import type { Catalog, Field, Link, ObjectShape } from '../../catalog/model.ts'
import { invariant } from '../../errors.ts'
import type { FieldPath } from '../../fetch/fetch.ts'
import type { Codec } from './codec.ts'
import { codecOf } from './codec-of.ts'
import { storedSteps } from './decode.ts'
import { choose, hasType, isPlainPath, pathExpression } from './expression.ts'
import type { Expression } from './expression.ts'
import { derivedText } from './regex-derive.ts'
import { INDEX_FIELD, INDEX_STEP } from './row-scope.ts'
import type { RowScope, Scope } from './row-scope.ts'
import { Unpushable } from './unpushable.ts'

/** A value that conditions, orders and measures speak of. */
export interface Operand {
  /** Its type, and how one value of it is stored. */
  readonly field: Field
  readonly codec: Codec
  /** Whether its values are lists: the field is one, or lies behind one. */
  readonly list: boolean
  /** As it is stored. */
  readonly stored: Expression
  /** Its dotted path, where queries can speak of it as it is stored; null below a list's element, and for what is computed. */
  readonly path: string | null
  /** Whether a row of the right form always has it. */
  readonly nonNull: boolean
}

/** @throws Unpushable for a path that this pipeline cannot reach. */
export function operandOf(scope: Scope, path: FieldPath): Operand {
  if (scope.kind === 'elements') return embeddedOperand(scope, path)
  const { links, fields, entity } = resolvePath(scope.catalog, scope.entity.name, path)
  invariant(fields.length > 0, `${path} is a field`)
  const base = joinPath(scope, links)
  const steps = fields.flatMap((field, i) => (i === fields.length - 1 ? storedSteps(field) : field.column))
  const isIndex = steps.at(-1) === INDEX_STEP && links.length === 0 && entity === scope.entity
  const whole = [...base, ...(isIndex ? [INDEX_FIELD] : steps)]
  return operandAt(scope.catalog, fields, { steps: whole, root: '$', nonNull: links.length === 0 && fields.every((field) => field.nonNull) })
}

/** The steps to the document behind to-one links. */
function joinPath(scope: RowScope, links: readonly Link[]): readonly string[] {
  return links.reduce<readonly string[]>((base, link) => [scope.joins.one(scope, base, link)], [])
}

function embeddedOperand(scope: Extract<Scope, { kind: 'elements' }>, path: FieldPath): Operand {
  const fields = fieldsWithin(scope.catalog, scope.object, path.split('.'))
  const steps = fields.flatMap((field, i) => (i === fields.length - 1 ? storedSteps(field) : field.column))
  return operandAt(scope.catalog, fields, { steps, root: scope.variable, nonNull: false })
}

function fieldsWithin(catalog: Catalog, object: ObjectShape, [first, ...rest]: readonly string[]): readonly Field[] {
  const field = object.fields.get(first ?? '')
  invariant(field !== undefined, `${object.name} has a field ${first}`)
  if (rest.length === 0) return [field]
  const inner = field.type.kind === 'object' ? catalog.objects.get(field.type.name) : undefined
  invariant(inner !== undefined, `${object.name}.${first} is an embedded object`)
  return [field, ...fieldsWithin(catalog, inner, rest)]
}

interface Place { readonly steps: readonly string[]; readonly root: string; readonly nonNull: boolean }

function operandAt(catalog: Catalog, fields: readonly Field[], { steps, root, nonNull }: Place): Operand {
  const field = fields.at(-1)!
  if (field.score) throw new Unpushable('a score is not stored')
  const codec = codecOf(catalog, field)
  const stored = pathExpression(root, steps)
  const isStoredAsIs = field.derive?.kind !== 'regex' && root === '$' && isPlainPath(steps)
  return { field, codec, list: fields.some((one) => one.list), stored, path: isStoredAsIs ? steps.join('.') : null, nonNull }
}

/** The value that compares: what is stored, or what is worked out of it. */
export function comparableOf({ field, codec, stored, list }: Operand): Expression {
  if (field.derive?.kind === 'regex') return derivedText(field.derive, stored)
  if (codec.comparable === undefined) return stored
  if (list) throw new Unpushable('elements that are not compared as they are stored')
  return codec.comparable(stored)
}

/** Whether queries may compare the stored value itself. */
export const isDirect = (operand: Operand): operand is Operand & { readonly path: string } => operand.path !== null && operand.codec.comparable === undefined && operand.codec.family !== 'opaque'

/** A list as it is, or an empty one where there is none. */
export const listOrEmpty = (value: Expression): Expression => choose(hasType(value, ['array']), value, [])
