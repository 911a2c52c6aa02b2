import type { Fetch, FieldPath, Predicate } from './fetch.ts'

export type Linked = Extract<Predicate, { kind: 'linked' | 'linkedCount' }>

/** Visits the predicate and its parts, outermost first; not the conditions inside `linked`, which speak of other rows. */
export function walkPredicate(predicate: Predicate, visit: (part: Predicate) => void): void {
  visit(predicate)
  if (predicate.kind === 'and' || predicate.kind === 'or') for (const part of predicate.of) walkPredicate(part, visit)
  if (predicate.kind === 'not') walkPredicate(predicate.of, visit)
}

/** Replaces the leaves (all but and, or, not), whatever stands above them. */
export function mapPredicate(predicate: Predicate, replace: (leaf: Predicate) => Predicate): Predicate {
  switch (predicate.kind) {
    case 'and':
    case 'or': return { kind: predicate.kind, of: predicate.of.map((part) => mapPredicate(part, replace)) }
    case 'not': return { kind: 'not', of: mapPredicate(predicate.of, replace) }
    default: return replace(predicate)
  }
}

/** The parts of the outermost `and`, however deep it is nested. */
export function conjunctsOf(predicate: Predicate | undefined): readonly Predicate[] {
  if (predicate === undefined) return []
  return predicate.kind === 'and' ? predicate.of.flatMap(conjunctsOf) : [predicate]
}

/** The other way round; undefined for no conjunct at all. */
export function conjunctionOf(conjuncts: readonly Predicate[]): Predicate | undefined {
  return conjuncts.length > 1 ? { kind: 'and', of: conjuncts } : conjuncts[0]
}

export const isLinked = (predicate: Predicate): predicate is Linked => predicate.kind === 'linked' || predicate.kind === 'linkedCount'

/** What a row must hold for the predicate to be decided on it: paths of fields, and names of lists of embedded objects. */
export function fieldsOfPredicate(predicate: Predicate): readonly FieldPath[] {
  const fields = new Set<FieldPath>()
  walkPredicate(predicate, (part) => {
    if (isLinked(part)) fields.add(part.link)
    else if ('field' in part) fields.add(part.field)
  })
  return [...fields]
}

/** The fetch without a property that may be undefined: optional properties are absent, never undefined. */
export function withWhere(fetch: Fetch, where: Predicate | undefined): Fetch {
  const { where: _, ...rest } = fetch
  return where === undefined ? rest : { ...rest, where }
}
