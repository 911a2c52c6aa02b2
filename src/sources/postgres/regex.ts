/**
 * JavaScript's regular expressions in PostgreSQL's. The two choose differently among several matches (first alternative
 * against longest match), so only those are translated for which both must agree: a sequence of single characters with
 * greedy repetition, groups without repetition, anchors, word boundaries.
 */
export interface TranslatedRegex {
  readonly pattern: string
  readonly groups: number
}

const ASCII_WORD = '[A-Za-z0-9_]'
const WORD_BOUNDARY = `(?:(?<!${ASCII_WORD})(?=${ASCII_WORD})|(?<=${ASCII_WORD})(?!${ASCII_WORD}))`
const NEWLINES = '\\n\\r\\u2028\\u2029'
const SPACES = '\\t\\n\\u000b\\f\\r \\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000\\ufeff'

const CLASSES: Readonly<Record<string, string>> = { d: '0-9', w: 'A-Za-z0-9_', s: SPACES }
const CONTROLS: ReadonlySet<string> = new Set(['t', 'n', 'r', 'f', 'v'])

/** One piece of a pattern: an assertion, a group's bracket, a class, an escape, a repetition, or a character. */
const PIECE = /(?<anchor>[\^$]|\\b)|(?<open>\((?:\?:|\?<[A-Za-z_]\w*>)?(?!\?))|(?<close>\))|(?<set>\[\^?(?:\\.|[^\]\\])+\])|(?<escape>\\.)|(?<repeat>(?:[*+?]|\{\d+(?:,\d*)?\})\??)|(?<any>\.)|(?<character>[^|()[\]{}*+?\\.^$])/suy

/** Null for a regular expression that PostgreSQL may read otherwise. */
export function translateRegex(source: string): TranslatedRegex | null {
  const pieces: string[] = []
  let groups = 0
  let mayRepeat = false
  PIECE.lastIndex = 0
  while (PIECE.lastIndex < source.length) {
    const found = PIECE.exec(source)?.groups
    if (found === undefined) return null
    if (found['open'] !== undefined && !found['open'].startsWith('(?:')) groups++
    const piece = found['repeat'] === undefined ? translatePiece(found) : translateRepeat(found['repeat'], mayRepeat)
    if (piece === null) return null
    pieces.push(piece)
    mayRepeat = isOneCharacter(found)
  }
  return { pattern: pieces.join(''), groups }
}

type Found = Readonly<Record<string, string | undefined>>

const isOneCharacter = ({ set, escape, any, character }: Found): boolean => (set ?? escape ?? any ?? character) !== undefined

/** Only greedy repetition, and only of one character. */
function translateRepeat(repeat: string, mayRepeat: boolean): string | null {
  return mayRepeat && (repeat === '?' || !repeat.endsWith('?')) ? repeat : null
}

function translatePiece({ anchor, open, close, set, escape, any, character }: Found): string | null {
  if (anchor !== undefined) return anchor === '\\b' ? WORD_BOUNDARY : anchor
  if (open !== undefined) return open === '(?:' ? '(?:' : '('
  if (close !== undefined) return close
  if (any !== undefined) return `[^${NEWLINES}]`
  if (set !== undefined) return translateSet(set)
  if (escape !== undefined) return translateEscape(escape[1]!)
  return character!
}

function translateEscape(letter: string): string | null {
  const known = CLASSES[letter]
  if (known !== undefined) return `[${known}]`
  const negated = CLASSES[letter.toLowerCase()]
  if (negated !== undefined) return `[^${negated}]`
  if (CONTROLS.has(letter)) return `\\${letter}`
  return /[A-Za-z0-9]/.test(letter) ? null : `\\${letter}`
}

/** Inside brackets PostgreSQL knows the same ranges; classes are written out, other escapes of letters are not known. */
function translateSet(set: string): string | null {
  let known = true
  const inner = set.slice(1, -1).replace(/\\(.)/gsu, (_, letter: string) => {
    const written = CLASSES[letter] ?? (CONTROLS.has(letter) || !/[A-Za-z0-9]/.test(letter) ? `\\${letter}` : undefined)
    known &&= written !== undefined
    return written ?? ''
  })
  return known && !/\[[.:=]/.test(inner) ? `[${inner}]` : null
}
