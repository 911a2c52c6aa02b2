import { checkExpression } from '../expressions/check-expression.ts'
import { CommandFailure } from '../failure.ts'
import { isDocument, isTrue } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { isNumeric } from '../values/number.ts'

/** A projection taken apart: either fields are left out, or fields are kept and made. */
export interface CheckedProjection {
  readonly excluded: readonly (readonly string[])[]
  readonly included: readonly (readonly string[])[]
  readonly computed: readonly { readonly path: readonly string[]; readonly expression: unknown }[]
}

/** @throws CommandFailure where fields are both kept and left out (but for `_id`). */
export function checkProjection(spec: unknown, variables: ReadonlySet<string>): CheckedProjection {
  if (!isDocument(spec)) throw new CommandFailure('BadValue', 'projection must be an object')
  const leaves = [...leavesOf(spec, [])]
  const isId = (path: readonly string[]): boolean => path.length === 1 && path[0] === '_id'
  const flagged = leaves.filter(({ value }) => isFlag(value))
  const excluded = flagged.filter(({ value }) => !isTrue(value)).map(({ path }) => path)
  const included = flagged.filter(({ value }) => isTrue(value)).map(({ path }) => path)
  const computed = leaves.filter(({ value }) => !isFlag(value)).map(({ path, value }) => ({ path, expression: checkExpression(value, variables) }))
  const shapes = included.some((path) => !isId(path)) || computed.length > 0 || (included.length > 0 && excluded.length === 0)
  if (!shapes) return { excluded, included: [], computed: [] }
  if (excluded.some((path) => !isId(path))) throw new CommandFailure('Location31325', 'Cannot do exclusion in inclusion projection')
  const keepsId = !leaves.some(({ path }) => isId(path))
  return { excluded: [], included: keepsId ? [['_id'], ...included] : included, computed }
}

const isFlag = (value: unknown): boolean => typeof value === 'boolean' || isNumeric(value)

function* leavesOf(spec: Document, above: readonly string[]): Generator<{ readonly path: readonly string[]; readonly value: unknown }> {
  for (const [name, value] of Object.entries(spec)) {
    if (name.startsWith('$')) throw new CommandFailure('Location16410', `FieldPath field names may not start with '$'. Consider using $getField or $setField. Got '${name}'`)
    const path = [...above, ...name.split('.')]
    const nested = isDocument(value) && Object.keys(value).length > 0 && !Object.keys(value)[0]!.startsWith('$')
    if (nested) yield* leavesOf(value, path)
    else yield { path, value }
  }
}
