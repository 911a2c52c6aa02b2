import { distance } from 'fastest-levenshtein'

/**
 * The candidate that a mistyped name most likely meant, or undefined when none is close. Letter case, `_` and `-` weigh
 * nothing: `created_at` finds `createdAt`.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const wanted = fold(name)
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(wanted.length * 0.4)) + 1
  for (const candidate of candidates) {
    const d = distance(wanted, fold(candidate))
    if (d < bestDistance) [best, bestDistance] = [candidate, d]
  }
  return best
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
