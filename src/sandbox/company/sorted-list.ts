import { elementAt } from './random.ts'

/** How many elements at the head of a list pass a test that none after them passes. */
export function countWhile<T>(list: readonly T[], passes: (element: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (passes(elementAt(list, middle))) low = middle + 1
    else high = middle
  }
  return low
}
