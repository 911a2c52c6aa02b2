import type { Json, JsonObject } from './json.ts'
import { formatError } from './failure.ts'
import { isArray, isObject } from './json.ts'

/** A name, a position, or `[]`: all elements. */
type PathStep = { readonly name: string } | { readonly index: number } | { readonly all: true }
export type PayloadPath = readonly PathStep[]

const STEP = /(?:^|\.)(?:([\p{L}\p{N}_-]+)|"([^"]+)")|\[(\d*)\]/uy

/** `a.b[].c`, `a[0]`, `a."odd name"`. */
export function readPath(text: string): PayloadPath {
  const steps: PathStep[] = []
  STEP.lastIndex = 0
  for (let at = 0; at < text.length; at = STEP.lastIndex) {
    const [match, plain, quoted, index] = STEP.exec(text) ?? []
    if (match === undefined || (at === 0 && index !== undefined)) throw formatError(`Invalid json path: \`${text}\``)
    const name = plain ?? quoted
    steps.push(name !== undefined ? { name } : index === '' ? { all: true } : { index: Number(index) })
  }
  if (steps.length === 0) throw formatError('Invalid json path: ``')
  return steps
}

/** All values at the path: none where it leads nowhere. Arrays on the way are entered by `[]` only, one at its end is one value. */
export function valuesAt(payload: JsonObject, path: PayloadPath): readonly Json[] {
  let values: readonly Json[] = [payload]
  for (const step of path) values = values.flatMap((value) => stepInto(value, step))
  return values
}

function stepInto(value: Json, step: PathStep): readonly Json[] {
  if ('name' in step) return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]!] : []
  if (!isArray(value)) return []
  return 'all' in step ? value : value.slice(step.index, step.index + 1)
}

/** The single values: an array at the end of a path counts as its elements. */
export const scalarsAt = (payload: JsonObject, path: PayloadPath): readonly Json[] => valuesAt(payload, path).flatMap((value) => (isArray(value) ? value : [value]))
