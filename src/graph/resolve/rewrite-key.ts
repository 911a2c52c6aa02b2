import type { Link } from '../../catalog/model.ts'

type Match = NonNullable<Link['match']>
const PART = /\{(\w+)\}/g
const patterns = new WeakMap<Match, RegExp>()

/** `businessref_7` as `businessid_7`: taken apart by `from`, written as `to`. Null for a text of another form, which matches nothing. */
export function rewriteKey(match: Match, text: string): string | null {
  const parts = patternOf(match).exec(text)?.groups
  return parts === undefined ? null : match.to.replace(PART, (_, name: string) => parts[name] ?? '')
}

function patternOf(match: Match): RegExp {
  const known = patterns.get(match)
  if (known !== undefined) return known
  const source = match.from.split(PART).map((piece, i) => (i % 2 === 1 ? `(?<${piece}>.+?)` : piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))).join('')
  const pattern = new RegExp(`^${source}$`, 'su')
  patterns.set(match, pattern)
  return pattern
}
