import type { ConstDirectiveNode, ConstValueNode } from 'graphql'
import type { Problem } from '../errors.ts'
import { report } from './compilation.ts'
import type { Link } from './model.ts'
import { argumentOf, partOf, textOf } from './read-directive.ts'

const PLACEHOLDER = /\{(\w+)\}/g

/** `match: {from: "businessref_{n}", to: "businessid_{n}"}`: both sides name the same parts, each once. */
export function compileMatch(problems: Problem[], directive: ConstDirectiveNode, keys: number): Link['match'] {
  const value = argumentOf(directive, 'match')
  const from = partOf(value, 'from')
  const to = partOf(value, 'to')
  const [fromText, toText] = [textOf(from), textOf(to)]
  if (value === undefined || from === undefined || to === undefined || fromText === undefined || toText === undefined) return undefined
  if (keys > 1) report(problems, value, { code: 'SCHEMA_LINK_MATCH', message: 'match rewrites one key, and this link has several' })
  const names = checkPattern(problems, from, fromText)
  const others = checkPattern(problems, to, toText)
  for (const name of others.filter((other) => !names.includes(other))) {
    report(problems, to, { code: 'SCHEMA_LINK_MATCH', message: `"${toText}" needs {${name}}, which "${fromText}" does not have` })
  }
  return { from: fromText, to: toText }
}

function checkPattern(problems: Problem[], node: ConstValueNode, text: string): string[] {
  const names = [...text.matchAll(PLACEHOLDER)].map((match) => match[1]!)
  if (names.length === 0) report(problems, node, { code: 'SCHEMA_LINK_MATCH', message: `"${text}" has no part in braces such as {n}` })
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) report(problems, node, { code: 'SCHEMA_LINK_MATCH', message: `"${text}" names {${twice}} twice` })
  if (/\}\{/.test(text)) report(problems, node, { code: 'SCHEMA_LINK_MATCH', message: `"${text}" has two parts side by side, so it cannot be taken apart in one way only` })
  return names
}
