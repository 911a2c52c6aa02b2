import { escapeRegex } from './text-pattern.ts'
import { Unpushable } from './unpushable.ts'

/** Bytes of one pattern; the server takes up to 32 kB. */
const MOST_BYTES = 20_000

/**
 * Patterns that match exactly the texts whose lower case is one of these, as `canonicalKey` of STRING_CI writes it: for each
 * character its class of letters, not the option `i`, which folds more (ſ is s). Several texts share a pattern.
 */
export function foldPatterns(texts: readonly string[]): readonly string[] {
  const patterns: string[] = []
  let alternatives: string[] = []
  let bytes = 0
  const close = (): void => {
    if (alternatives.length > 0) patterns.push(`^(?:${alternatives.join('|')})(?![\\s\\S])`)
    alternatives = []
    bytes = 0
  }
  for (const text of new Set(texts.map((one) => one.toLowerCase()))) {
    const pattern = foldPattern(text)
    bytes += Buffer.byteLength(pattern)
    if (bytes > MOST_BYTES) close()
    alternatives.push(pattern)
  }
  close()
  return patterns
}

function foldPattern(text: string): string {
  if (!text.isWellFormed()) throw new Unpushable('half of a surrogate pair')
  // The one character whose lower case is two.
  return text.split('i\u0307').map((part) => [...part].map(foldCharacter).join('')).join('(?:[iI]\u0307|\u0130)')
}

function foldCharacter(character: string): string {
  const letters = lettersOf().get(character)
  return letters === undefined ? escapeRegex(character) : `[${[character, ...letters].map(escapeRegex).join('')}]`
}

let known: ReadonlyMap<string, readonly string[]> | undefined
const LAST_CASED = 0x1e944

/** Lower case → the other letters that have it. A Greek sigma at a word's end has a form of its own. */
function lettersOf(): ReadonlyMap<string, readonly string[]> {
  if (known !== undefined) return known
  const letters = new Map<string, string[]>()
  for (let code = 0; code < LAST_CASED; code++) {
    if (code >= 0xd800 && code < 0xe000) continue
    const letter = String.fromCodePoint(code)
    const lower = letter.toLowerCase()
    if (lower !== letter) letters.set(lower, [...(letters.get(lower) ?? []), letter])
  }
  letters.set('ς', [...(letters.get('ς') ?? []), 'Σ'])
  known = letters
  return known
}
