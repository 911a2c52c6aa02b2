import type { Predicate, Quantifier } from '../../fetch/fetch.ts'
import { pushNegation } from '../../fetch/negate.ts'
import { isEmbedded, testElements } from './elements.ts'
import { ALWAYS, NEVER, everyQuery, not, someQuery } from './expression.ts'
import type { Expression, Query } from './expression.ts'
import { isDirect, operandOf } from './operand.ts'
import { queryOfLeaf } from './query-leaf.ts'
import type { Leaf } from './query-leaf.ts'
import type { LinkedTest, RowScope, Scope } from './row-scope.ts'
import { linkOf } from './row-scope.ts'
import { compareCount, truthOfLeaf } from './truth-leaf.ts'

/**
 * Predicates, kept where they are true. Negations stand at the leaves, and each leaf, positive or negated, is false for
 * NULL and missing: so two-valued MongoDB gives SQL's three-valued answers.
 *
 * A condition on a stored value is written as a query, so that its index serves; what must be computed stands in `$expr`.
 * Inside `$group` and the elements of lists there are expressions only (`compileTruth`).
 */
export function compileQuery(scope: RowScope, predicate: Predicate): Query {
  return queryOf(scope, pushNegation(predicate))
}

export function compileTruth(scope: Scope, predicate: Predicate): Expression {
  return truthOf(scope, pushNegation(predicate))
}

function queryOf(scope: RowScope, predicate: Predicate): Query {
  switch (predicate.kind) {
    case 'and': return everyQuery(predicate.of.map((part) => queryOf(scope, part)))
    case 'or': return someQuery(predicate.of.map((part) => queryOf(scope, part)))
    case 'not': return predicate.of.kind === 'linked' ? inExpression(truthOf(scope, predicate)) : leafQuery(scope, predicate.of as Leaf, true)
    case 'linked':
    case 'linkedCount': return inExpression(truthOf(scope, predicate))
    default: return leafQuery(scope, predicate, false)
  }
}

const inExpression = (truth: Expression): Query => (truth === true ? ALWAYS : truth === false ? NEVER : { $expr: truth })

function leafQuery(scope: RowScope, leaf: Leaf, negated: boolean): Query {
  const operand = operandOf(scope, leaf.field)
  const query = leaf.kind === 'isNull' || isDirect(operand) ? queryOfLeaf(operand, leaf, negated) : null
  return query ?? inExpression(truthOfLeaf(operand, leaf, negated))
}

function truthOf(scope: Scope, predicate: Predicate): Expression {
  switch (predicate.kind) {
    case 'and': return { $and: predicate.of.map((part) => truthOf(scope, part)) }
    case 'or': return { $or: predicate.of.map((part) => truthOf(scope, part)) }
    case 'not': return predicate.of.kind === 'linked' ? not(truthOf(scope, predicate.of)) : truthOfLeaf(operandOf(scope, (predicate.of as Leaf).field), predicate.of as Leaf, true)
    case 'linked': return linkedTruth(scope, predicate)
    case 'linkedCount': return countTruth(scope, predicate)
    default: return truthOfLeaf(operandOf(scope, predicate.field), predicate, false)
  }
}

function linkedTruth(scope: Scope, { link, quantifier, where }: Extract<Predicate, { kind: 'linked' }>): Expression {
  if (isEmbedded(scope, link)) return testElements(scope, link, { quantifier, truthOf: (elements) => truthOf(elements, where) })
  const target = linkOf((scope as RowScope).entity, link)
  const exists = (scope as RowScope).joins.exists(scope as RowScope, target, QUANTIFIED[quantifier](where))
  return quantifier === 'some' ? exists : not(exists)
}

/** `every`: there is none for which the test is not true. */
const QUANTIFIED: Readonly<Record<Quantifier, (where: Predicate) => LinkedTest>> = {
  some: (where) => ({ where }),
  none: (where) => ({ where }),
  every: (where) => ({ where, fails: true }),
}

function countTruth(scope: Scope, { link, op, value }: Extract<Predicate, { kind: 'linkedCount' }>): Expression {
  const count = isEmbedded(scope, link) ? testElements(scope, link, null) : (scope as RowScope).joins.count(scope as RowScope, [], linkOf((scope as RowScope).entity, link))
  return compareCount(op, count, value)
}
