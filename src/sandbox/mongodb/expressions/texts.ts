import { BSONRegExp } from 'bson'
import { toRegExp } from '../query/regex.ts'
import { CommandFailure } from '../failure.ts'
import { isNullish, wholeNumber } from '../values/document.ts'
import type { Document } from '../values/document.ts'
import { compareText } from '../values/compare.ts'
import { asText, ofArguments, ofMany, ofNamed, unlessNull } from './operator.ts'
import type { ExpressionOperators } from './operator.ts'

/** The server's letters of `$toLower` and `$toUpper` are those of ASCII. */
const lowerAscii = (text: string): string => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
const upperAscii = (text: string): string => text.replace(/[a-z]/g, (letter) => letter.toUpperCase())

interface Found {
  readonly match: string
  readonly idx: number
  readonly captures: readonly (string | null)[]
}

/** Places are counted in code points. A match of nothing moves on by one. */
function findAll({ input, regex, options }: Document, most: number): readonly Found[] | null {
  if (isNullish(regex) || isNullish(input)) return null
  const text = asText('$regexMatch', input)
  const pattern = regex instanceof BSONRegExp ? toRegExp(regex.pattern, regex.options + String(options ?? '')) : toRegExp(asText('$regexMatch', regex), String(options ?? ''))
  const found: Found[] = []
  for (const match of text.matchAll(new RegExp(pattern, `${pattern.flags}g`))) {
    found.push({ match: match[0], idx: [...text.slice(0, match.index)].length, captures: match.slice(1).map((capture) => capture ?? null) })
    if (found.length === most) break
  }
  return found
}

const $concat = ofMany((values) => (values.some(isNullish) ? null : values.map((value) => asText('$concat', value)).join('')))

const $substrCP = ofArguments(3, (text, start, length) => {
  if (isNullish(text)) return ''
  const [from, count] = [wholeNumber(start), wholeNumber(length)]
  if (from === undefined || count === undefined || from < 0) throw new CommandFailure('TypeMismatch', '$substrCP: starting index and length must be integers')
  return [...String(text)].slice(from, count < 0 ? undefined : from + count).join('')
})

const $indexOfCP = ofMany(([text, part, start, end]) => {
  if (isNullish(text)) return null
  const points = [...asText('$indexOfCP', text)]
  const from = wholeNumber(start) ?? 0
  const at = points.slice(from, wholeNumber(end)).join('').indexOf(asText('$indexOfCP', part))
  return at < 0 ? -1 : from + [...points.slice(from).join('').slice(0, at)].length
})

export const textOperators: ExpressionOperators = {
  $concat,
  $substrCP,
  $indexOfCP,
  $strLenCP: ofArguments(1, (text) => [...asText('$strLenCP', text)].length),
  $strLenBytes: ofArguments(1, (text) => Buffer.byteLength(asText('$strLenBytes', text))),
  $strcasecmp: ofArguments(2, (left, right) => Math.sign(compareText(upperAscii(String(left ?? '')), upperAscii(String(right ?? ''))))),
  $toLower: ofArguments(1, (text) => (isNullish(text) ? '' : lowerAscii(String(text)))),
  $toUpper: ofArguments(1, (text) => (isNullish(text) ? '' : upperAscii(String(text)))),
  $split: ofArguments(2, unlessNull((text, by) => asText('$split', text).split(asText('$split', by)))),
  $regexMatch: ofNamed((spec) => (findAll(spec, 1) ?? []).length > 0),
  $regexFind: ofNamed((spec) => findAll(spec, 1)?.[0] ?? null),
  $regexFindAll: ofNamed((spec) => findAll(spec, Infinity) ?? []),
}
