import { entityOf } from '../catalog/model.ts'
import type { Catalog, Link } from '../catalog/model.ts'
import type { CallOrigin, RequestScope } from '../door/request.ts'
import type { Predicate } from '../fetch/fetch.ts'
import { normalisePredicate } from '../fetch/normalise.ts'
import { conjunctionOf, conjunctsOf, isLinked } from '../fetch/walk.ts'
import type { Linked } from '../fetch/walk.ts'
import { lowerLink } from './lower-link.ts'
import type { Lowering, LoweringOptions, Side } from './lowering.ts'

const MAX_KEYS = 10_000
const NOWHERE: CallOrigin = { parent: null, path: [] }
const ALWAYS: Predicate = { kind: 'and', of: [] }

/** A predicate on rows of one entity; `origin` is where the calls that lower it are written down. */
export interface Condition { readonly entity: string; readonly predicate: Predicate; readonly origin?: CallOrigin | undefined }

/**
 * The same condition on the entity's own rows alone: each `linked` and `linkedCount` over a link into another source has
 * become a condition on the link's local key, by asking the other source which keys it holds for. It keeps the same rows;
 * it is in negation normal form and must not be negated afterwards.
 * @throws LIMIT_KEYS when more keys than `maxKeys` would have to be named, from whichever side; SOURCE_*, LIMIT_*
 */
export async function lowerPredicate(scope: RequestScope, { entity, predicate, origin = NOWHERE }: Condition, options: LoweringOptions): Promise<Predicate> {
  const { catalog, runFetch, maxKeys = MAX_KEYS, keyProblem = () => null, mustLower = (link) => link.crossSource } = options
  const lowering: Lowering = { catalog, runFetch, maxKeys, keyProblem, mustLower, scope, origin }
  return lowerCondition(lowering, { entity, beside: undefined }, normalisePredicate(predicate))
}

const linkOf = (catalog: Catalog, entity: string, name: string): Link | undefined => entityOf(catalog, entity).links.get(name)

async function lowerCondition(lowering: Lowering, side: Side, predicate: Predicate): Promise<Predicate> {
  switch (predicate.kind) {
    case 'and': return lowerConjuncts(lowering, side, conjunctsOf(predicate))
    case 'or': return { kind: 'or', of: await Promise.all(predicate.of.map((part) => lowerCondition(lowering, side, part))) }
    case 'not': return lowerNegated(lowering, side, predicate.of)
    case 'linked':
    case 'linkedCount': return lowerLinked(lowering, side, { linked: predicate, negated: false })
    default: return predicate
  }
}

/** What needs no other source comes first: it tells the others which rows are asked about. */
async function lowerConjuncts(lowering: Lowering, side: Side, conjuncts: readonly Predicate[]): Promise<Predicate> {
  const own = conjuncts.filter((part) => !crosses(lowering, side.entity, part))
  const others = conjuncts.filter((part) => !own.includes(part))
  const beside = conjunctionOf([...conjunctsOf(side.beside), ...own])
  const lowered = await Promise.all(others.map((part) => lowerCondition(lowering, { ...side, beside }, part)))
  return conjunctionOf([...own, ...lowered].flatMap(conjunctsOf)) ?? ALWAYS
}

/** In negation normal form `every` is the only condition on a link that stands below `not`. */
async function lowerNegated(lowering: Lowering, side: Side, negated: Predicate): Promise<Predicate> {
  return isLinked(negated) ? lowerLinked(lowering, side, { linked: negated, negated: true }) : { kind: 'not', of: negated }
}

interface Signed { readonly linked: Linked; readonly negated: boolean }

const asPredicate = ({ linked, negated }: Signed): Predicate => (negated ? { kind: 'not', of: linked } : linked)

async function lowerLinked(lowering: Lowering, side: Side, signed: Signed): Promise<Predicate> {
  const link = linkOf(lowering.catalog, side.entity, signed.linked.link)
  if (link === undefined || !crosses(lowering, side.entity, asPredicate(signed))) return asPredicate(signed)
  const lowerTarget = (where: Predicate): Promise<Predicate> => lowerCondition(lowering, { entity: link.to, beside: undefined }, normalisePredicate(where))
  const inner = link.crossSource ? signed : await lowerInner(signed, lowerTarget)
  if (!lowering.mustLower(link, asPredicate(inner))) return asPredicate(inner)
  return lowerLink(lowering, side, { ...inner, link, lowerTarget })
}

async function lowerInner({ linked, negated }: Signed, lowerTarget: (where: Predicate) => Promise<Predicate>): Promise<Signed> {
  return { linked: linked.kind === 'linked' ? { ...linked, where: await lowerTarget(linked.where) } : linked, negated }
}

/** Whether some condition in the predicate has to be lowered. */
function crosses(lowering: Lowering, entity: string, predicate: Predicate): boolean {
  const linked = predicate.kind === 'not' ? predicate.of : predicate
  if (linked.kind === 'and' || linked.kind === 'or') return linked.of.some((part) => crosses(lowering, entity, part))
  const link = isLinked(linked) ? linkOf(lowering.catalog, entity, linked.link) : undefined
  if (link === undefined) return false
  return lowering.mustLower(link, predicate) || (linked.kind === 'linked' && crosses(lowering, link.to, linked.where))
}
