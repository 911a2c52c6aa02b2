import type { CompareOp, Fetch, Group, GroupTerm, Literal, Measure, Ordering, Page, Predicate } from './fetch.ts'

const SIGN: Readonly<Record<CompareOp, string>> = { eq: '=', ne: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' }
const MOST_VALUES = 5

/** A predicate for people: `rating > 3 and not (text contains "broken")`. Long lists of values are counted, not shown. */
export function printPredicate(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'and': return printAll(predicate.of, 'and', 'true')
    case 'or': return printAll(predicate.of, 'or', 'false')
    case 'not': return `not (${printPredicate(predicate.of)})`
    case 'compare': return `${predicate.field} ${SIGN[predicate.op]} ${printLiteral(predicate.value)}`
    case 'in': return `${predicate.field} in ${printList(predicate.values)}${predicate.fold === true ? ' without case' : ''}`
    case 'isNull': return `${predicate.field} is null`
    case 'match': return `${predicate.field} ${predicate.how} ${JSON.stringify(predicate.text)}${predicate.foldCase ? ' without case' : ''}`
    case 'list': return `${predicate.field} ${predicate.how} ${printList(predicate.values)}${predicate.fold === true ? ' without case' : ''}`
    case 'listCount': return `count of ${predicate.field} ${SIGN[predicate.op]} ${predicate.value}`
    case 'linked': return `${predicate.quantifier} ${predicate.link} (${printPredicate(predicate.where)})`
    case 'linkedCount': return `count of ${predicate.link} ${SIGN[predicate.op]} ${predicate.value}`
  }
}

function printAll(parts: readonly Predicate[], word: string, empty: string): string {
  if (parts.length === 0) return empty
  return parts.map((part) => (part.kind === 'and' || part.kind === 'or' ? `(${printPredicate(part)})` : printPredicate(part))).join(` ${word} `)
}

const printLiteral = (value: Literal): string => (typeof value === 'string' ? JSON.stringify(value) : String(value))

function printList(values: readonly Literal[]): string {
  return values.length > MOST_VALUES ? `[${values.length} values]` : `[${values.map(printLiteral).join(', ')}]`
}

/** `text asc, count of orders desc nulls first`. */
export function printOrder(orderBy: readonly Ordering[]): string {
  return orderBy.map(({ field, count, direction, nulls }) => `${count === true ? 'count of ' : ''}${field} ${direction}${nulls === 'first' ? ' nulls first' : ''}`).join(', ')
}

/** `limit 10 offset 5 per key`; keyset places are not shown. */
export function printPage(page: Page, keys: Fetch['keys']): string {
  const parts = [
    page.after === undefined ? [] : ['after a place'],
    page.before === undefined ? [] : ['before a place'],
    page.limit === undefined ? [] : [page.fromEnd === true ? `last ${page.limit}` : `limit ${page.limit}`],
    page.offset ? [`offset ${page.offset}`] : [],
    keys === undefined ? [] : ['per key'],
  ]
  return parts.flat().join(' ')
}

/** `count, sum of total by status, month of placedAt`. */
export function printGroup(group: Group): string {
  const measures = group.measures.map(printMeasure).join(', ')
  return group.by.length === 0 ? measures : `${measures} by ${group.by.map(printTerm).join(', ')}`.trimStart()
}

const printTerm = ({ field, grain }: GroupTerm): string => (grain === undefined ? field : `${grain.unit.toLowerCase()} of ${field}`)

function printMeasure({ aggregate, field, where }: Measure): string {
  return `${aggregate}${field === undefined ? '' : ` of ${field}`}${where === undefined ? '' : ` where ${printPredicate(where)}`}`
}
