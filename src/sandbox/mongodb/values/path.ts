import { isDocument } from './document.ts'

const INDEX = /^\d+$/

/**
 * The values a query condition on a dotted path speaks of: arrays on the way stand for each of their objects, or for one
 * element where the path names its place. `undefined` is among them where a row lacks the field.
 */
export function leavesAt(value: unknown, path: readonly string[], from = 0): unknown[] {
  if (from === path.length) return [value]
  const step = path[from]!
  if (isDocument(value)) return leavesAt(ownField(value, step), path, from + 1)
  if (!Array.isArray(value)) return [undefined]
  const named = INDEX.test(step) && Number(step) < value.length ? leavesAt(value[Number(step)], path, from + 1) : []
  const inner = value.filter(isDocument).flatMap((element) => leavesAt(element, path, from))
  return [...named, ...inner]
}

/** The value of `$a.b` in an expression: an array on the way gives the array of its objects' values. */
export function valueAt(value: unknown, path: readonly string[], from = 0): unknown {
  if (from === path.length) return value
  if (isDocument(value)) return valueAt(ownField(value, path[from]!), path, from + 1)
  if (!Array.isArray(value)) return undefined
  const values = value.filter(isDocument).map((element) => valueAt(element, path, from))
  return values.filter((inner) => inner !== undefined)
}

/** A copy with the value at the path; missing objects are made, an array on the way has it set in each element. */
export function withValueAt(holder: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (Array.isArray(holder)) return holder.map((element) => withValueAt(element, path, value))
  const base = isDocument(holder) ? holder : {}
  if (rest.length === 0 && value === undefined) return withoutPath(base, path)
  return { ...base, [step]: withValueAt(ownField(base, step), rest, value) }
}

export function withoutPath(holder: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path
  if (step === undefined) return holder
  if (Array.isArray(holder)) return holder.map((element) => withoutPath(element, path))
  if (!isDocument(holder) || !Object.hasOwn(holder, step)) return holder
  if (rest.length > 0) return { ...holder, [step]: withoutPath(holder[step], rest) }
  const { [step]: _, ...others } = holder
  return others
}

const ownField = (document: Record<string, unknown>, name: string): unknown => (Object.hasOwn(document, name) ? document[name] : undefined)
