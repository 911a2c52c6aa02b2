import type { Column, Page } from '../../fetch/fetch.ts'
import type { Compilation } from './compilation.ts'
import { bind } from './compilation.ts'
import type { SqlOrdering } from './ordering.ts'
import { printOrder, reversed } from './ordering.ts'

/** What a statement selects and in which order: rows, or groups. */
export interface Selection {
  readonly values: readonly string[]
  readonly columns: readonly Column[]
  readonly orderings: readonly SqlOrdering[]
  /** Null for rows. */
  readonly groupBy: readonly string[] | null
}

export interface Body {
  /** From FROM up to HAVING. */
  readonly from: string
  readonly keyed: boolean
  readonly page: Page
}

/** Orders and cuts a selection: as a whole, from its end, or per key. */
export function compilePage(compilation: Compilation, selection: Selection, body: Body): string {
  const { page } = body
  const cut = page.limit !== undefined || (page.offset ?? 0) > 0
  if (cut && body.keyed) return cutPerKey(compilation, selection, body)
  if (cut && page.fromEnd === true) return cutFromEnd(compilation, selection, body)
  return `select ${listOf(selection.values, body.keyed)} ${body.from}${orderOf(selection.orderings)}${cut ? limitOf(compilation, page) : ''}`
}

const listOf = (values: readonly string[], keyed: boolean): string => [...values, ...(keyed ? ['k.k'] : [])].join(', ') || 'null'
const orderOf = (orderings: readonly SqlOrdering[]): string => (orderings.length === 0 ? '' : ` order by ${printOrder(orderings)}`)

function limitOf(compilation: Compilation, { limit, offset }: Page): string {
  return ` limit ${bind(compilation, limit ?? -1)}${(offset ?? 0) > 0 ? ` offset ${bind(compilation, offset ?? 0)}` : ''}`
}

/** The last rows of the order, put back into it. */
function cutFromEnd(compilation: Compilation, { values, orderings }: Selection, { from, page }: Body): string {
  const named = orderings.map((ordering, i) => ({ ...ordering, sql: `o${i}` }))
  const inner = `select ${[...values.map((sql, i) => `${sql} as c${i}`), ...orderings.map(({ sql }, i) => `${sql} as o${i}`)].join(', ')} ${from}${orderOf(reversed(orderings))}${limitOf(compilation, page)}`
  return `select ${values.map((_, i) => `c${i}`).join(', ') || 'null'} from (${inner})${orderOf(named)}`
}

/** Numbers the rows of each key in the order, from its start or its end, and keeps those of the page. */
function cutPerKey(compilation: Compilation, { values, orderings }: Selection, { from, page }: Body): string {
  const order = orderOf(page.fromEnd === true ? reversed(orderings) : orderings).trimStart()
  const place = `row_number() over (partition by k.k ${order}) as place`
  const inner = `select ${[...values.map((sql, i) => `${sql} as c${i}`), 'k.k as key', place].join(', ')} ${from}`
  const offset = page.offset ?? 0
  const bounds = [
    ...(offset > 0 ? [`place > ${bind(compilation, offset)}`] : []),
    ...(page.limit === undefined ? [] : [`place <= ${bind(compilation, offset + page.limit)}`]),
  ]
  return `select ${[...values.map((_, i) => `c${i}`), 'key'].join(', ')} from (${inner}) where ${bounds.join(' and ')} order by place${page.fromEnd === true ? ' desc' : ''}`
}
