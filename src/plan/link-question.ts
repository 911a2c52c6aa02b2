import { entityOf } from '../catalog/model.ts'
import type { Catalog, Link } from '../catalog/model.ts'
import { CrossgraphError } from '../errors.ts'
import type { Measure, Predicate, Value } from '../fetch/fetch.ts'
import { fieldAt } from '../fetch/field-type.ts'
import { notTrue } from '../fetch/negate.ts'
import { comparableOf, compareValues, holds } from '../fetch/value.ts'
import { conjunctionOf, conjunctsOf } from '../fetch/walk.ts'
import type { Linked } from '../fetch/walk.ts'

/**
 * A condition on a link as a question to the target's source, which it answers for each key: of the rows that pass
 * `where`, the measures. A row of the link's own side passes when (`side: 'in'`) some key of it holds, or when (`'out'`)
 * none does; one without a key has none.
 */
export interface Question {
  readonly where: Predicate | undefined
  /** None: it is enough that the key has rows. */
  readonly measures: readonly Measure[]
  /** Whether a key with such measures is one of the set that `side` speaks of. A key without rows never is. */
  readonly isMember: (measures: readonly Value[]) => boolean
  /** The measures of two spellings of one key, taken together. */
  readonly merge: (left: readonly Value[], right: readonly Value[]) => readonly Value[]
  readonly side: 'in' | 'out'
}

export const opposite = (side: Question['side']): Question['side'] => (side === 'in' ? 'out' : 'in')

export function questionOf(catalog: Catalog, link: Link, { linked, negated }: { readonly linked: Linked; readonly negated: boolean }): Question {
  const always = conjunctsOf(link.where)
  if (linked.kind === 'linkedCount') return countQuestion(linked, always)
  const wanted = linked.quantifier === 'every' ? notTrue(linked.where) : linked.where
  const side = (linked.quantifier === 'some') === negated ? 'out' : 'in'
  if (isUnique(catalog, link)) return { where: conjunctionOf([...always, wanted]), measures: [], isMember: () => true, merge: (left) => left, side }
  return lowestQuestion(catalog, link, { wanted, always, side })
}

/** Zero is a count, too: when it passes, the keys are those that do not. */
function countQuestion({ op, value }: Extract<Linked, { kind: 'linkedCount' }>, always: readonly Predicate[]): Question {
  const passes = (count: Value | undefined): boolean => holds[op](Number(count) - value)
  const side = passes(0) ? 'out' : 'in'
  return {
    where: conjunctionOf(always),
    measures: [{ as: 'count', aggregate: 'count' }],
    isMember: ([count]) => passes(count) === (side === 'in'),
    merge: ([left], [right]) => [Number(left) + Number(right)],
    side,
  }
}

/** Whether a key has at most one row, or all of its rows count. */
function isUnique(catalog: Catalog, link: Link): boolean {
  return link.many || entityOf(catalog, link.to).key.every((field) => link.on.some((key) => key.remote === field && key.type !== 'STRING_CI'))
}

interface Lowest { readonly wanted: Predicate; readonly always: readonly Predicate[]; readonly side: Question['side'] }

/** A to-one link that finds several rows takes the one with the lowest key: that one has to pass. */
function lowestQuestion(catalog: Catalog, link: Link, { wanted, always, side }: Lowest): Question {
  const [field, ...more] = entityOf(catalog, link.to).key
  if (field === undefined || more.length > 0) throw new CrossgraphError('QUERY_UNSUPPORTED', `${link.from}.${link.name} may find several rows of ${link.to}, whose key has several fields: it cannot be filtered by`)
  const decode = comparableOf(catalog, fieldAt(catalog, link.to, field).type)
  const lower = (left: Value, right: Value): Value => {
    if (!isText(left)) return right
    return !isText(right) || compareValues(decode(left), decode(right)) <= 0 ? left : right
  }
  return {
    where: conjunctionOf(always),
    measures: [{ as: 'lowest', aggregate: 'min', field }, { as: 'passing', aggregate: 'min', field, where: wanted }],
    isMember: ([lowest, passing]) => lowest === passing,
    merge: ([lowest = null, passing = null], [otherLowest = null, otherPassing = null]) => [lower(lowest, otherLowest), lower(passing, otherPassing)],
    side,
  }
}

const isText = (value: Value): value is string | number => typeof value === 'string' || typeof value === 'number'
