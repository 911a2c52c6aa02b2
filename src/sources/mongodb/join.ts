import type { Catalog, Link } from '../../catalog/model.ts'
import { everyQuery, isAlways, pathExpression } from './expression.ts'
import type { Expression, Query, Stage } from './expression.ts'
import { isDirect, operandOf } from './operand.ts'
import type { Operand } from './operand.ts'
import { compileQuery } from './predicate.ts'
import { isJoined, nameOnce, rowScope, storedOf, unwindStages } from './row-scope.ts'
import type { LinkedTest, RowScope } from './row-scope.ts'
import { Unpushable } from './unpushable.ts'

/** A pipeline over an entity's rows, with the links it may follow. */
export const openScope = (catalog: Catalog, entity: string): RowScope => rowScope(catalog, entity, { one: joinOne, count: joinCount, exists: joinExists })

/**
 * Links within the source, as `$lookup`: the left side is a field of the row (below `base`, where the row was joined
 * itself), the right side the target's rows, narrowed by the link's own condition.
 */
interface Join {
  readonly link: Link
  readonly base: readonly string[]
}

function joinOne(scope: RowScope, base: readonly string[], link: Link): string {
  return nameOnce(scope, `one ${base.join('.')} ${link.name}`, (name) => {
    return [lookup(scope, { link, base }, { as: name, tail: [] }), { $set: { [name]: { $first: `$${name}` } } }]
  })
}

/** Of several rows that a to-one link finds, the one with the lowest key; a link to the key itself finds no second. */
function onlyOne(target: RowScope, link: Link): readonly Stage[] {
  const { key } = target.entity
  if (link.many || key.every((name) => link.on.some(({ remote }) => remote === name))) return []
  return [{ $sort: Object.fromEntries(key.map((name) => [keyPath(target, name), 1])) }, { $limit: 1 }]
}

function keyPath(target: RowScope, key: string): string {
  const operand = operandOf(target, key)
  if (!isDirect(operand)) throw new Unpushable('a key that is not ordered as it is stored')
  return operand.path
}

function joinCount(scope: RowScope, base: readonly string[], link: Link): Expression {
  const name = nameOnce(scope, `count ${base.join('.')} ${link.name}`, (as) => [lookup(scope, { link, base }, { as, tail: [{ $count: 'n' }] })])
  return { $ifNull: [{ $first: `$${name}.n` }, 0] }
}

function joinExists(scope: RowScope, link: Link, test: LinkedTest): Expression {
  const meaning = `some ${link.name} ${JSON.stringify(test, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value))}`
  const name = nameOnce(scope, meaning, (as) => [lookup(scope, { link, base: [] }, { as, test, tail: [{ $limit: 1 }, { $project: { _id: 1 } }] })])
  return { $gt: [{ $size: `$${name}` }, 0] }
}

interface Lookup {
  readonly as: string
  readonly test?: LinkedTest
  readonly tail: readonly Stage[]
}

function lookup(scope: RowScope, { link, base }: Join, { as, test, tail }: Lookup): Stage {
  if (link.match !== undefined || link.crossSource) throw new Unpushable('a link whose keys are written differently, or of another source')
  const target = openScope(scope.catalog, link.to)
  const pairs = link.on.map((on) => ({ local: localOperand(scope, base, { link, path: on.local }), remote: operandOf(target, on.remote), type: on.type }))
  const stored = storedOf(target.entity)
  const [first, ...others] = pairs
  // An element of an array is compared again, once it stands alone: the document matched by any of them.
  const again = stored.unwind === undefined ? others : pairs
  pairs.forEach((pair) => checkPair(pair, again.includes(pair)))
  const bound = Object.fromEntries(again.map(({ local }, i) => [`key${i}`, local.stored]))
  const isSame = again.map(({ remote }, i): Query => ({ $expr: { $eq: [remote.stored, `$$key${i}`] } }))
  const own = linkedBy(target, link.where === undefined ? {} : compileQuery(target, link.where))
  const tested = linkedBy(target, testQuery(target, test), own.joined)
  return {
    $lookup: {
      from: stored.collection, localField: first!.local.path, foreignField: first!.remote.path,
      ...(again.length > 0 ? { let: bound } : {}),
      // Null and missing keys have no match, though `$lookup` would join them.
      pipeline: [...match(everyQuery(pairs.map(({ remote }) => present(remote)))), ...unwindStages(target.entity), ...match(everyQuery(isSame)), ...own.stages, ...onlyOne(target, link), ...tested.stages, ...tail],
      as,
    },
  }
}

/** A condition after the joins it asked for, of which the first `done` have been made. */
const linkedBy = (target: RowScope, query: Query, done = 0): { readonly stages: readonly Stage[]; readonly joined: number } =>
  ({ stages: [...target.stages.slice(done), ...match(query)], joined: target.stages.length })

const match = (query: Query): readonly Stage[] => (isAlways(query) ? [] : [{ $match: query }])
const present = ({ path, list }: Operand): Query => ({ [path!]: list ? { $type: 'array' } : { $ne: null } })

function testQuery(target: RowScope, test: Lookup['test']): Query {
  if (test === undefined) return {}
  const holds = compileQuery(target, test.where)
  return test.fails === true ? { $nor: [holds] } : holds
}

function localOperand(scope: RowScope, base: readonly string[], { link, path }: { readonly link: Link; readonly path: string }): Operand {
  if (base.length === 0) return operandOf(scope, path)
  const operand = operandOf(openScope(scope.catalog, link.from), path)
  if (operand.path !== null && isJoined(operand.path)) throw new Unpushable('a key behind a further link')
  const steps = operand.path === null ? null : [...base, operand.path]
  return { ...operand, path: steps?.join('.') ?? null, stored: steps === null ? operand.stored : pathExpression('$', steps.join('.').split('.')) }
}

interface Pair { readonly local: Operand; readonly remote: Operand; readonly type: Link['on'][number]['type'] }

/** Both sides must be equal exactly when their stored values are. Only `$lookup` itself compares the elements of a list. */
function checkPair({ local, remote, type }: Pair, isCompared: boolean): void {
  const isSame = isDirect(local) && isDirect(remote) && local.codec.family === remote.codec.family
  if (!isSame || type === 'STRING_CI') throw new Unpushable('keys that are not equal as they are stored')
  if (isJoined(remote.path)) throw new Unpushable('a key behind a further link')
  if (isCompared && (local.list || remote.list)) throw new Unpushable('a list among several keys')
}
