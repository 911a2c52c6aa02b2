import type { Catalog } from '../catalog/model.ts'
import { entityOf } from '../catalog/model.ts'
import { CrossgraphError } from '../errors.ts'
import type { Fetch, FieldPath, Group, Ordering, Page, Predicate } from '../fetch/fetch.ts'
import { isEmbeddedList } from '../fetch/field-type.ts'
import { normalisePredicate } from '../fetch/normalise.ts'
import { conjunctionOf, conjunctsOf, fieldsOfPredicate, isLinked, walkPredicate, withWhere } from '../fetch/walk.ts'
import type { ResidualStep } from '../residual/steps.ts'
import type { Capabilities } from '../sources/source.ts'

/** What goes down to the source, and what the gateway does with the rows that come back. */
export interface SplitFetch {
  /** Its first fields are those that were asked for; fields that only the steps read come after them. */
  readonly pushed: Fetch
  readonly steps: readonly ResidualStep[]
}

/** Splits by what the source can do. A step that is left over makes those after it residual too: a page of unfiltered rows is no page of the filtered ones. */
export function splitFetch(catalog: Catalog, capabilities: Capabilities, fetch: Fetch): SplitFetch {
  requireSearch(capabilities, fetch)
  const conjuncts = fetch.where === undefined ? [] : conjunctsOf(normalisePredicate(fetch.where))
  const isPushed = (conjunct: Predicate): boolean => capabilities.pushes(fetch.entity, conjunct)
  const left = conjunctionOf(conjuncts.filter((conjunct) => !isPushed(conjunct)))
  const filtered = withWhere(fetch, conjunctionOf(conjuncts.filter(isPushed)))
  const split = fetch.group === undefined ? splitRows(capabilities, filtered, left) : splitGroup(capabilities, filtered, left)
  return readWhatStepsNeed(catalog, split)
}

interface Partial { readonly pushed: Fetch; readonly steps: readonly ResidualStep[] }

const filterStep = (where: Predicate | undefined): readonly ResidualStep[] => (where === undefined ? [] : [{ kind: 'filter', where }])
const sortStep = (orderBy: readonly Ordering[]): readonly ResidualStep[] => (orderBy.length === 0 ? [] : [{ kind: 'sort', orderBy }])

/** Only a page between places in the order reads what rows are ordered by. */
function pageStep({ page, orderBy, keys }: Fetch): readonly ResidualStep[] {
  if (page === undefined) return []
  return [{ kind: 'page', page, orderBy: page.after === undefined && page.before === undefined ? [] : orderBy, keys }]
}

function splitRows(capabilities: Capabilities, fetch: Fetch, left: Predicate | undefined): Partial {
  const ordered = fetch.orderBy.length === 0 || capabilities.orders(fetch.entity, fetch.orderBy, fetch.search !== undefined)
  if (!ordered) return { pushed: { ...withoutPage(fetch), orderBy: [] }, steps: [...filterStep(left), ...sortStep(fetch.orderBy), ...pageStep(fetch)] }
  if (left !== undefined) return { pushed: withoutPage(fetch), steps: [...filterStep(left), ...pageStep(fetch)] }
  if (fetch.page === undefined || pagesAlone(capabilities, fetch, fetch.page)) return { pushed: fetch, steps: [] }
  return { pushed: withHead(capabilities, fetch, fetch.page), steps: pageStep(fetch) }
}

function pagesAlone(capabilities: Capabilities, fetch: Fetch, page: Page): boolean {
  const placed = page.after !== undefined || page.before !== undefined || page.fromEnd === true
  const cutsPlaces = typeof capabilities.keyset === 'function' ? placed && capabilities.keyset({ ...fetch, page }) : capabilities.keyset
  return (fetch.keys === undefined || capabilities.limitPerKey) && (!placed || cutsPlaces) && (!page.offset || capabilities.offset)
}

/** Where only the offset can't be pushed, the rows up to the page's end are enough. */
function withHead(capabilities: Capabilities, fetch: Fetch, { limit, offset = 0, ...place }: Page): Fetch {
  if (limit === undefined || !pagesAlone(capabilities, fetch, place)) return withoutPage(fetch)
  return { ...fetch, page: { ...place, limit: limit + offset } }
}

function withoutPage({ page: _, ...fetch }: Fetch): Fetch {
  return fetch
}

function splitGroup(capabilities: Capabilities, fetch: Fetch, left: Predicate | undefined): Partial {
  const cuts = [...sortStep(fetch.orderBy), ...pageStep(fetch)]
  if (left === undefined && capabilities.groups(fetch)) return { pushed: fetch, steps: [] }
  const unordered: Fetch = { ...withoutPage(fetch), orderBy: [] }
  if (left === undefined && cuts.length > 0 && capabilities.groups(unordered)) return { pushed: unordered, steps: cuts }
  const { group, ...rows } = unordered
  const grouping: readonly ResidualStep[] = group === undefined ? [] : [{ kind: 'group', group }]
  return { pushed: rows, steps: [...filterStep(left), ...grouping, ...cuts] }
}

function readWhatStepsNeed(catalog: Catalog, { pushed, steps }: Partial): SplitFetch {
  if (pushed.group !== undefined || steps.length === 0) return { pushed, steps }
  const grouped = steps.some((step) => step.kind === 'group')
  const needed = steps.flatMap((step) => fieldsOfStep(catalog, pushed.entity, { step, grouped }))
  const fields = [...new Set([...pushed.fields, ...needed])]
  return { pushed: { ...pushed, fields: fields.length === 0 ? entityOf(catalog, pushed.entity).key : fields }, steps }
}

function fieldsOfStep(catalog: Catalog, entity: string, { step, grouped }: { readonly step: ResidualStep; readonly grouped: boolean }): readonly FieldPath[] {
  switch (step.kind) {
    case 'filter': return fieldsOfFilter(catalog, entity, step.where)
    case 'group': return fieldsOfGroup(catalog, entity, step.group)
    case 'sort':
    case 'page': return grouped ? [] : step.orderBy.map((ordering) => fieldOfOrdering(catalog, entity, ordering))
  }
}

function fieldsOfFilter(catalog: Catalog, entity: string, where: Predicate): readonly FieldPath[] {
  walkPredicate(where, (part) => {
    if (isLinked(part) && !isEmbeddedList(catalog, entity, part.link)) throw unsupported(entity, `filter by ${part.link}`)
  })
  return fieldsOfPredicate(where)
}

function fieldsOfGroup(catalog: Catalog, entity: string, group: Group): readonly FieldPath[] {
  const terms = group.by.map((term) => term.field)
  const measures = group.measures.flatMap(({ field, where }) => [
    ...(field === undefined ? [] : [field]),
    ...(where === undefined ? [] : fieldsOfFilter(catalog, entity, where)),
  ])
  return [...terms, ...measures]
}

function fieldOfOrdering(catalog: Catalog, entity: string, { field, count }: Ordering): FieldPath {
  if (count === true && !isEmbeddedList(catalog, entity, field)) throw unsupported(entity, `order by the number of ${field}`)
  return field
}

function requireSearch(capabilities: Capabilities, { entity, search }: Fetch): void {
  if (search !== undefined && !capabilities.search) throw unsupported(entity, 'be searched by meaning')
}

/** What neither the source can do nor the gateway on the rows alone. */
function unsupported(entity: string, what: string): CrossgraphError {
  return new CrossgraphError('QUERY_UNSUPPORTED', `${entity} cannot ${what}`, { details: { entity } })
}
