import { distance } from 'fastest-levenshtein'

/**
 * The candidate that a mistyped name most likely meant, or undefined when none is close. Letter case, `_` and `-` weigh
 * nothing: `created_at` finds `createdAt`.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name)
  const farthest = Math.max(1, Math.floor(wanted.length * 0.4))
  const near = [...candidates].map((candidate) => ({ candidate, far: distance(wanted, fold(candidate)), alike: sharedEnds(wanted, fold(candidate)) }))
  return near.filter(({ far }) => far <= farthest).toSorted((a, b) => a.far - b.far || b.alike - a.alike)[0]?.candidate
}

/** Letters that two words share at their beginning and end: among equally near names, `lke` is rather `like` than `lte`. */
function sharedEnds(left: string, right: string): number {
  const shorter = Math.min(left.length, right.length)
  let head = 0
  while (head < shorter && left[head] === right[head]) head++
  let tail = 0
  while (tail < shorter - head && left.at(-1 - tail) === right.at(-1 - tail)) tail++
  return head + tail
}

/** `Did you mean "x"?`, else the names there are (when few), else undefined: a problem's hint. */
export function hintFor(name: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates]
  const nearest = nearestName(name, all)
  if (nearest !== undefined) return `Did you mean "${nearest}"?`
  if (all.length > 0 && all.length <= 12) return `There ${all.length === 1 ? 'is' : 'are'}: ${all.join(', ')}.`
  return undefined
}

const fold = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '')
