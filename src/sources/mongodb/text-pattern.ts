import type { Predicate } from '../../fetch/fetch.ts'
import { Unpushable } from './unpushable.ts'

type Match = Extract<Predicate, { kind: 'match' }>

/** What a pattern may hold before the gateway does better: the server tries places of each `%` one after the other. */
const MOST_CHARACTERS = 500
const MOST_WILDCARDS = 3

const ANY = '[\\s\\S]'
const END = '(?![\\s\\S])'
const ATOMS = /\\([^])|%|_|[^]/gu

/**
 * A text condition as a regular expression that PCRE2 and JavaScript (`u`) read alike: literals escaped, no class that
 * depends on options. `i` folds one character at a time.
 * @throws Unpushable for a pattern that is too long, or could be slow.
 */
export function textPattern({ how, text, foldCase }: Match): { readonly pattern: string; readonly options: string } {
  if (text.length > MOST_CHARACTERS || !text.isWellFormed()) throw new Unpushable('a text that is too long or not well-formed')
  const options = foldCase ? 'i' : ''
  switch (how) {
    case 'contains': return { pattern: escapeRegex(text), options }
    case 'startsWith': return { pattern: `^${escapeRegex(text)}`, options }
    case 'endsWith': return { pattern: `${escapeRegex(text)}${END}`, options }
    case 'like': return { pattern: likePattern(text), options }
  }
}

/** One element of a pattern, as its source; null for `%`. */
type Atom = string | null

/** `%` at an end leaves that end open; those within match as little as they can. */
function likePattern(text: string): string {
  const atoms = [...text.matchAll(ATOMS)].map(([atom, escaped]): Atom => (escaped !== undefined || (atom !== '%' && atom !== '_') ? escapeRegex(escaped ?? atom) : atom === '_' ? ANY : null))
  const first = atoms.findIndex((atom) => atom !== null)
  const last = atoms.findLastIndex((atom) => atom !== null)
  if (first < 0) return atoms.length === 0 ? `^${END}` : ''
  const inner = atoms.slice(first, last + 1)
  if (inner.filter((atom) => atom === null).length > MOST_WILDCARDS) throw new Unpushable('a pattern with many wildcards')
  const body = inner.map((atom) => atom ?? `${ANY}*?`).join('')
  return `${first === 0 ? '^' : ''}${body}${last === atoms.length - 1 ? END : ''}`
}

/** Each character for itself; NUL, which no pattern may hold, by its code. */
export const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('\0', '\\x00')
