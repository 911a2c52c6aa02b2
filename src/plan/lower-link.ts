import type { Link } from '../catalog/model.ts'
import type { Key, Literal, Predicate } from '../fetch/fetch.ts'
import { fieldAt } from '../fetch/field-type.ts'
import { reverseMatch, rewriteKey } from '../fetch/key-pattern.ts'
import type { Linked } from '../fetch/walk.ts'
import { keyCondition, valuesOfLink } from './key-condition.ts'
import { isInvertible, literalOfKey } from './key-literal.ts'
import { isListLocal, measureKeys, readLocalKeys, readRemoteKeys } from './link-keys.ts'
import type { LocalKeys, RemoteKey } from './link-keys.ts'
import { opposite, questionOf } from './link-question.ts'
import type { Question } from './link-question.ts'
import { lowerCountByRow } from './lower-count-by-row.ts'
import { tooManyKeys } from './lowering.ts'
import type { Lowering, Side } from './lowering.ts'

export interface LinkCondition {
  readonly link: Link
  readonly linked: Linked
  readonly negated: boolean
  /** A condition on the target's rows, made ready for the target's source. */
  readonly lowerTarget: (where: Predicate) => Promise<Predicate>
}

/**
 * A condition on a link as one on its local key. The target is asked first, for all of its keys that pass; where these
 * are too many, or cannot be written as local values, the link's own side is, and the target about those keys alone.
 */
export async function lowerLink(lowering: Lowering, side: Side, { link, linked, negated, lowerTarget }: LinkCondition): Promise<Predicate> {
  const question = await readyQuestion(questionOf(lowering.catalog, link, { linked, negated }), lowerTarget)
  if (linked.kind === 'linkedCount' && isListLocal(lowering, link)) return lowerCountByRow(lowering, side, { link, linked, where: question.where })
  const remote = canNameAll(lowering, link) ? await readRemoteKeys(lowering, link, question) : null
  if (remote !== null) return nameRemoteKeys(lowering, link, { question, keys: [...remote.values()] })
  const local = await readLocalKeys(lowering, link, side)
  if (local === null) throw tooManyKeys(lowering, link)
  return nameLocalKeys(lowering, link, { question, local })
}

async function readyQuestion(question: Question, lowerTarget: LinkCondition['lowerTarget']): Promise<Question> {
  const where = question.where === undefined ? undefined : await lowerTarget(question.where)
  const measures = await Promise.all(question.measures.map(async (measure) => (measure.where === undefined ? measure : { ...measure, where: await lowerTarget(measure.where) })))
  return { ...question, where, measures }
}

/** Whether a key of the target names every local value that links to it. */
function canNameAll({ catalog }: Lowering, link: Link): boolean {
  if (link.match !== undefined && reverseMatch(link.match) === null) return false
  return link.on.every(({ local, type }) => isInvertible(type, fieldAt(catalog, link.from, local)))
}

function nameRemoteKeys(lowering: Lowering, link: Link, { question, keys }: { readonly question: Question; readonly keys: readonly RemoteKey[] }): Predicate {
  const members = keys.filter(({ measures }) => question.isMember(measures))
  const values = members.flatMap(({ key }) => localValues(lowering, link, key) ?? [])
  return keyCondition(lowering.catalog, question.side, valuesOfLink(link, values, link.on.map(({ type }) => type === 'STRING_CI')))
}

/** A list of at most one tuple; null for a key that no local value has. */
function localValues({ catalog, keyProblem }: Lowering, link: Link, key: Key): readonly (readonly Literal[])[] | null {
  const reverse = link.match === undefined ? undefined : reverseMatch(link.match)
  const texts = reverse === undefined || reverse === null ? key : key.map((text) => rewriteKey(reverse, text))
  const values = link.on.map(({ local, type }, i) => {
    const text = texts[i]
    return text === null || text === undefined ? null : literalOfKey(type, fieldAt(catalog, link.from, local), text)
  })
  const whole = values.filter((value) => value !== null)
  if (whole.length < values.length) return null
  return keyProblem(link.from, link.on.map(({ local }) => local), link.on.map(({ type }) => type), whole.map(String)) === null ? [whole] : null
}

/** Names the smaller part of the local keys: those that are members, or the others. */
async function nameLocalKeys(lowering: Lowering, link: Link, { question, local: { keys, matchless } }: { readonly question: Question; readonly local: LocalKeys }): Promise<Predicate> {
  const measured = await measureKeys(lowering, link, { keys: [...keys.values()].map(({ key }) => key), question })
  const isMember = (name: string): boolean => {
    const measures = measured.get(name)
    return measures !== undefined && question.isMember(measures)
  }
  const valuesWhere = (member: boolean): readonly (readonly Literal[])[] => [...keys].filter(([name]) => isMember(name) === member).flatMap(([, { values }]) => values)
  const members = valuesWhere(true)
  const others = [...valuesWhere(false), ...matchless]
  const named = keyCondition(lowering.catalog, question.side, valuesOfLink(link, members))
  if (others.length >= members.length || isListLocal(lowering, link)) return named
  return complement(lowering, link, { question, others })
}

/** The same rows by the keys that are not members: of the keys asked about these are all the others, and NULL is none. */
function complement({ catalog }: Lowering, link: Link, { question, others }: { readonly question: Question; readonly others: readonly (readonly Literal[])[] }): Predicate {
  const present = link.on.map(({ local }): Predicate => ({ kind: 'isNull', field: local }))
  const unlike = keyCondition(catalog, opposite(question.side), valuesOfLink(link, others))
  if (question.side === 'out') return { kind: 'or', of: [...present, unlike] }
  return { kind: 'and', of: [...present.map((missing): Predicate => ({ kind: 'not', of: missing })), unlike] }
}
