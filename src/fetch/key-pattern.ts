import type { Link } from '../catalog/model.ts'

type Match = NonNullable<Link['match']>

const PART = /\{(\w+)\}/g

/** A local key as the other side of `match` writes it: `businessref_7` by `businessref_{n}` ↔ `businessid_{n}` is `businessid_7`. Null for a text that is not of this form: it has no match. */
export function rewriteKey({ from, to }: Match, text: string): string | null {
  const names = partsOf(from)
  const parts = new RegExp(`^${from.split(PART).map((piece, i) => (i % 2 === 0 ? escapeRegex(piece) : '(.+)')).join('')}$`, 'su').exec(text)
  return parts === null ? null : to.replaceAll(PART, (_, name: string) => parts[names.indexOf(name) + 1] ?? '')
}

/** The pattern the other way round, from remote to local; null where a remote key may come from several local ones. */
export function reverseMatch({ from, to }: Match): Match | null {
  const [only, ...more] = partsOf(from)
  return more.length === 0 && to.includes(`{${only}}`) ? { from: to, to: from } : null
}

const partsOf = (pattern: string): readonly string[] => [...pattern.matchAll(PART)].map(([, name]) => name!)

const escapeRegex = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
