import type { Field } from '../../catalog/model.ts'
import { bind, choose, hasType } from './expression.ts'
import type { Expression } from './expression.ts'
import { Unpushable } from './unpushable.ts'

type RegexDerive = Extract<NonNullable<Field['derive']>, { kind: 'regex' }>

/** What JavaScript and PCRE2 read differently, or may: classes that depend on Unicode options, code point escapes, `[^]`, names. */
const READ_DIFFERENTLY = /\\[wWbBdDsSuck]|\[\^\]|\[\]|\(\?<[A-Za-z_]|\(\?[a-z-]+:|\(\?\(/

/** Texts found in a stored text, as the server finds them: null or an empty list where nothing is found, null for no text. */
export function derivedText({ regex, group, all }: RegexDerive, stored: Expression): Expression {
  if (READ_DIFFERENTLY.test(regex)) throw new Unpushable('a pattern that the server may read in another way')
  const find = { input: stored, regex }
  const textOf = (match: string): Expression => (group === 0 ? `${match}.match` : { $arrayElemAt: [`${match}.captures`, group - 1] })
  const found: Expression = all
    ? { $setDifference: [{ $map: { input: { $regexFindAll: find }, as: 'found', in: textOf('$$found') } }, [null]] }
    : bind('found', { $regexFind: find }, (match) => textOf(String(match)))
  return choose(hasType(stored, ['string']), found, null)
}
