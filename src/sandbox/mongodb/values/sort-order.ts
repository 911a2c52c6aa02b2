import { CommandFailure } from '../failure.ts'
import { compareValues } from './compare.ts'
import { isDocument, wholeNumber } from './document.ts'
import type { Document } from './document.ts'
import { leavesAt } from './path.ts'

/**
 * The comparator of a sort specification. Missing and null are one place; of an array the least element counts upwards,
 * the greatest downwards, an empty one comes before null.
 * @throws CommandFailure for a direction other than 1 and -1.
 */
export function compareBy(spec: Document): (left: unknown, right: unknown) => number {
  const parts = Object.entries(spec).map(([path, direction]) => ({ key: sortKey(path.split('.'), directionOf(path, direction)), sign: directionOf(path, direction) }))
  return (left, right) => {
    for (const { key, sign } of parts) {
      const order = compareValues(key(left), key(right))
      if (order !== 0) return sign * order
    }
    return 0
  }
}

/** Sorts stably, each key worked out once. */
export function sortDocuments(documents: readonly unknown[], spec: Document): unknown[] {
  const parts = Object.entries(spec).map(([path, direction]) => ({ key: sortKey(path.split('.'), directionOf(path, direction)), sign: directionOf(path, direction) }))
  const keyed = documents.map((document) => ({ document, keys: parts.map((part) => part.key(document)) }))
  keyed.sort((left, right) => {
    for (let i = 0; i < parts.length; i++) {
      const order = compareValues(left.keys[i], right.keys[i])
      if (order !== 0) return parts[i]!.sign * order
    }
    return 0
  })
  return keyed.map(({ document }) => document)
}

function directionOf(path: string, direction: unknown): 1 | -1 {
  const number = wholeNumber(direction)
  if (number === 1 || number === -1) return number
  const meta = isDocument(direction) ? 'a $meta sort is not supported by this server' : `$sort key ordering must be 1 (for ascending) or -1 (for descending): ${path}`
  throw new CommandFailure('BadValue', meta)
}

const sortKey = (path: readonly string[], sign: 1 | -1) => (document: unknown): unknown => {
  const single = path.length === 1 && isDocument(document) ? document[path[0]!] : undefined
  if (path.length === 1 && !Array.isArray(single)) return single ?? null
  const leaves = leavesAt(document, path).flatMap((leaf) => (Array.isArray(leaf) ? (leaf.length === 0 ? [undefined] : leaf) : [leaf ?? null]))
  if (leaves.length === 0) return null
  return leaves.reduce((best, leaf) => (sign * compareValues(leaf, best) < 0 ? leaf : best))
}
