import { BSONRegExp } from 'bson'
import { CommandFailure } from '../failure.ts'

const compiled = new Map<string, RegExp>()
const MOST_KEPT = 500

/**
 * The server's PCRE2 patterns as JavaScript's: by code point, `i` folding one character at a time, `x` refused. Patterns
 * written for both (escapes, classes, look-around, `[\s\S]`) mean the same.
 * @throws CommandFailure for a pattern or an option that is none.
 */
export function toRegExp(pattern: string, options: string): RegExp {
  const key = `${options}/${pattern}`
  const known = compiled.get(key)
  if (known !== undefined) return known
  if (compiled.size >= MOST_KEPT) compiled.clear()
  const regex = compile(pattern, options)
  compiled.set(key, regex)
  return regex
}

function compile(pattern: string, options: string): RegExp {
  if (pattern.includes('\0')) throw new CommandFailure('BadValue', 'Regular expression cannot contain an embedded null byte')
  if (!/^[imsu]*$/.test(options)) throw new CommandFailure('BadValue', `invalid flag in regex options: ${options}`)
  try {
    return new RegExp(pattern, `u${options.replaceAll('u', '')}`)
  } catch (cause) {
    throw new CommandFailure('Location51104', `Regular expression is invalid: ${String(cause)}`)
  }
}

/** `{$regex: 'a', $options: 'i'}` and `{$regex: /a/i}` as one pattern; options beside a pattern win over its own. */
export function readRegex(regex: unknown, options: unknown): BSONRegExp {
  const [pattern, own] = regex instanceof BSONRegExp ? [regex.pattern, regex.options] : [regex, '']
  if (typeof pattern !== 'string') throw new CommandFailure('BadValue', '$regex has to be a string')
  if (options !== undefined && typeof options !== 'string') throw new CommandFailure('BadValue', '$options has to be a string')
  toRegExp(pattern, options ?? own)
  return new BSONRegExp(pattern, [...(options ?? own)].toSorted().join(''))
}
