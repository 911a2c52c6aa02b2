import type { Catalog } from '../../catalog/model.ts'
import type { Predicate } from '../../fetch/fetch.ts'
import type { Condition } from './request.ts'
import type { Scope, StoredField } from './stored-field.ts'
import { pushNegation } from '../../fetch/negate.ts'
import { anyMatch, compileCompare, compileIn } from './compile-compare.ts'
import { ALWAYS, allOf, anyOf, countsElements, isEmpty, NEVER, noneOf } from './condition.ts'
import { matchKind } from './match-kind.ts'

/** A condition that holds for exactly the rows for which the predicate is true, or null when Qdrant has none. */
export type Compiled = Condition | null
export interface Compilation { readonly catalog: Catalog; readonly scope: Scope }

type Of<K extends Predicate['kind']> = Extract<Predicate, { kind: K }>

/** Pure; negations are brought to the leaves first, for a filter knows only true and false. */
export function compilePredicate(compilation: Compilation, predicate: Predicate): Compiled {
  return compileNormal(compilation, pushNegation(predicate))
}

function compileNormal(compilation: Compilation, predicate: Predicate): Compiled {
  switch (predicate.kind) {
    case 'and': return mapAll(predicate.of.map((part) => compileNormal(compilation, part)), allOf)
    case 'or': return mapAll(predicate.of.map((part) => compileNormal(compilation, part)), anyOf)
    case 'not': return compileNegated(compilation, predicate.of)
    case 'compare': return withField(compilation, predicate.field, (stored) => compileCompare(compilation.catalog, stored, predicate))
    case 'in': return withField(compilation, predicate.field, (stored) => compileIn(compilation.catalog, stored, { ...predicate, negated: false }))
    case 'isNull': return withField(compilation, predicate.field, compileIsNull)
    case 'list': return withField(compilation, predicate.field, (stored) => compileList(compilation, stored, predicate))
    case 'listCount': return withField(compilation, predicate.field, (stored) => compileListCount(stored, predicate))
    case 'linked': return compileLinked(compilation, predicate)
    case 'linkedCount': return compileLinkedCount(compilation, predicate)
    case 'match': return null
  }
}

/** The leaves that have no opposite. Whether a list that has no element is null or empty cannot be asked, so lists stay with the gateway. */
function compileNegated(compilation: Compilation, leaf: Predicate): Compiled {
  switch (leaf.kind) {
    case 'in': return withField(compilation, leaf.field, (stored) => compileIn(compilation.catalog, stored, { ...leaf, negated: true }))
    case 'isNull':
    case 'linked': {
      const condition = compileNormal(compilation, leaf)
      return condition === null ? null : noneOf([condition])
    }
    default: return null
  }
}

function mapAll(parts: readonly Compiled[], join: (conditions: readonly Condition[]) => Condition): Compiled {
  const conditions = parts.filter((part) => part !== null)
  return conditions.length === parts.length ? join(conditions) : null
}

function withField({ scope }: Compilation, path: string, compile: (stored: StoredField) => Compiled): Compiled {
  const stored = scope.fieldAt(path)
  return stored === null || stored.place === 'score' ? null : compile(stored)
}

/** Emptiness is nullness where an empty list would be no value of the field. */
function compileIsNull({ field, place, key }: StoredField): Compiled {
  if (place === 'id') return NEVER
  const isPlain = !field.list && field.type.name !== 'JSON' && (field.derive === undefined || field.derive.kind === 'path')
  return isPlain ? isEmpty(key) : null
}

function compileList({ catalog }: Compilation, stored: StoredField, { how, values, fold }: Of<'list'>): Compiled {
  const kind = matchKind(catalog, stored.field)
  if (fold === true || !stored.field.list || (kind !== 'text' && kind !== 'integer')) return null
  if (how === 'hasAny') return anyMatch(catalog, stored, values)
  return values.length === 0 ? null : mapAll(values.map((value) => anyMatch(catalog, stored, [value])), allOf)
}

/** Null and missing lists count as none here and are unknown there: only what none does not fulfil is exact. */
function compileListCount({ key }: StoredField, { op, value }: Of<'listCount'>): Compiled {
  const noneFulfils = { eq: value === 0, ne: value !== 0, gt: value < 0, gte: value <= 0, lt: value > 0, lte: value >= 0 }[op]
  return noneFulfils || value < 0 ? null : countsElements(key, op, value)
}

/** A list of embedded objects; a missing one is empty. A link to another collection is not for Qdrant. */
function compileLinked({ catalog, scope }: Compilation, { link, quantifier, where }: Of<'linked'>): Compiled {
  const elements = scope.elementsAt(link)
  const condition = elements === null ? null : compilePredicate({ catalog, scope: elements.scope }, where)
  if (elements === null || condition === null) return null
  const some = (filter: Condition): Condition => ({ nested: { key: elements.key, filter } })
  switch (quantifier) {
    case 'some': return some(asFilter(condition))
    case 'none': return noneOf([some(asFilter(condition))])
    case 'every': return noneOf([some(noneOf([condition]))])
  }
}

function compileLinkedCount({ scope }: Compilation, { link, op, value }: Of<'linkedCount'>): Compiled {
  const elements = scope.elementsAt(link)
  if (elements === null) return null
  if (value >= 0) return countsElements(elements.key, op, value)
  return op === 'ne' || op === 'gt' || op === 'gte' ? ALWAYS : NEVER
}

const CLAUSES = new Set(['must', 'should', 'must_not'])

/** A condition as a whole filter: one made of clauses is one already. */
export const asFilter = (condition: Condition): Condition => (Object.keys(condition).every((name) => CLAUSES.has(name)) ? condition : { must: [condition] })
