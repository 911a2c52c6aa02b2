import { canonicalKey } from '../../fetch/key.ts'
import { escapeRegex } from './text-pattern.ts'
import { Unpushable } from './unpushable.ts'

/** Bytes of one pattern; the server takes up to 32 kB. */
const MOST_BYTES = 20_000

/**
 * Patterns that match exactly the texts whose STRING_CI key is that of one of these: for each character its class of
 * letters, not the option `i`, which folds more (ſ is s). Several texts share a pattern.
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
  for (const text of new Set(texts.map(lower))) {
    const pattern = foldPattern(text)
    bytes += Buffer.byteLength(pattern)
    if (bytes > MOST_BYTES) close()
    alternatives.push(pattern)
  }
  close()
  return patterns
}

const lower = (text: string): string => canonicalKey('STRING_CI', text) ?? ''

function foldPattern(text: string): string {
  if (!text.isWellFormed()) throw new Unpushable('half of a surrogate pair')
  return [...text].map(foldCharacter).join('')
}

function foldCharacter(character: string): string {
  const letters = lettersOf().get(character)
  return letters === undefined ? escapeRegex(character) : `[${[character, ...letters].map(escapeRegex).join('')}]`
}

let known: ReadonlyMap<string, readonly string[]> | undefined
const LAST_CASED = 0x1e944

/** Lower case → the other letters that have it. */
function lettersOf(): ReadonlyMap<string, readonly string[]> {
  if (known !== undefined) return known
  const letters = new Map<string, string[]>()
  for (let code = 0; code < LAST_CASED; code++) {
    if (code >= 0xd800 && code < 0xe000) continue
    const letter = String.fromCodePoint(code)
    const small = lower(letter)
    if (small !== letter) letters.set(small, [...(letters.get(small) ?? []), letter])
  }
  known = letters
  return known
}
