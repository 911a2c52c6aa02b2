import type { MatchHow } from '../fetch/fetch.ts'

/**
 * A test of texts against a pattern. Letter case folds one character at a time, as Unicode's simple folding has it, so
 * that ß is not ss. Each segment between two `%` is found from left to right, once: no pattern makes it slow.
 */
export function compileMatch(how: MatchHow, text: string, foldCase: boolean): (value: string) => boolean {
  if (how === 'like') return compileLike(text, foldCase)
  if (foldCase) return compileLike(likeOf(how, text), true)
  if (how === 'startsWith') return (value) => value.startsWith(text)
  return how === 'endsWith' ? (value) => value.endsWith(text) : (value) => value.includes(text)
}

function likeOf(how: Exclude<MatchHow, 'like'>, text: string): string {
  const literal = text.replace(/[\\%_]/g, '\\$&')
  return `${how === 'startsWith' ? '' : '%'}${literal}${how === 'endsWith' ? '' : '%'}`
}

const ATOMS = /\\([^])|%|_|[^]/gu

/** The pattern's segments between its `%`, as sources of regular expressions of a fixed number of characters. */
function segmentsOf(pattern: string): readonly string[] {
  const segments = ['']
  for (const [atom, escaped] of pattern.matchAll(ATOMS)) {
    if (escaped === undefined && atom === '%') segments.push('')
    else segments[segments.length - 1] += escaped === undefined && atom === '_' ? '[^]' : escapeRegex(escaped ?? atom)
  }
  return segments
}

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, (character) => `\\${character}`)

function compileLike(pattern: string, foldCase: boolean): (value: string) => boolean {
  const segments = segmentsOf(pattern)
  const flags = foldCase ? 'giu' : 'gu'
  if (segments.length === 1) {
    const whole = new RegExp(`^${segments[0]}$`, flags)
    return (value) => findFrom(whole, value, 0) !== null
  }
  const last = segments.length - 1
  const finders = segments.map((segment, place) => new RegExp(`${place === 0 ? '^' : ''}(?:${segment})${place === last ? '$' : ''}`, flags))
  return (value) => finders.reduce<number | null>((from, finder) => (from === null ? null : findFrom(finder, value, from)), 0) !== null
}

/** Where the first match at or after `from` ends; null for none. */
function findFrom(finder: RegExp, value: string, from: number): number | null {
  finder.lastIndex = from
  return finder.test(value) ? Math.max(finder.lastIndex, from) : null
}
