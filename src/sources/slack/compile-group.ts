import { invariant } from '../../errors.ts'
import type { Fetch, GroupTerm, Literal, Measure } from '../../fetch/fetch.ts'
import { measureType } from '../../fetch/field-type.ts'
import type { Compilation, RowScope } from './compilation.ts'
import type { Selection } from './compile-page.ts'
import { compilePredicate } from './compile-predicate.ts'
import { columnOf, measureColumn } from './decode.ts'
import { quote } from './expression.ts'
import type { Expression } from './expression.ts'
import type { SqlOrdering } from './ordering.ts'
import { orderByValue } from './ordering.ts'
import { valueOf } from './path.ts'

/** The groups of a fetch: columns are its terms, then its measures. */
export function compileGroup(compilation: Compilation, scope: RowScope, fetch: Fetch): Selection {
  invariant(fetch.group !== undefined, 'only a fetch with a group has groups')
  const terms = fetch.group.by.map((term) => ({ as: term.as, expression: compileTerm(compilation, scope, term) }))
  const measures = fetch.group.measures.map((measure) => ({ as: measure.as, ...compileMeasure(compilation, scope, measure) }))
  const named = new Map<string, Pick<SqlOrdering, 'sql' | 'literal'>>([
    ...terms.map(({ as, expression }) => [as, orderByValue(compilation, expression)] as const),
    ...measures.map(({ as, sql, literal }) => [as, { sql, literal }] as const),
  ])
  return {
    values: [...terms.map(({ expression }) => expression.sql), ...measures.map(({ value }) => value)],
    columns: [...terms.map(({ as, expression }) => columnOf(compilation.catalog, as, expression)), ...measures.map(({ column }) => column)],
    orderings: fetch.orderBy.map(({ field, direction, nulls }) => {
      const ordering = named.get(field)
      invariant(ordering !== undefined, `a group has no ${field} to be ordered by`)
      return { ...ordering, direction, nulls }
    }),
    groupBy: terms.map(({ expression }) => expression.sql),
  }
}

function compileTerm(compilation: Compilation, scope: RowScope, { field, grain }: GroupTerm): Expression {
  const expression = valueOf(compilation, scope, field)
  if (grain === undefined) return expression
  invariant(expression.type === 'instant', `${field} is no DateTime and has no grain`)
  return { ...expression, sql: `period_start(${expression.sql}, '${grain.unit}', ${quote(grain.timeZone)}, ${grain.weekStart}, ${grain.yearStart})` }
}

type CompiledMeasure = Pick<SqlOrdering, 'sql' | 'literal'> & { readonly value: string; readonly column: Selection['columns'][number] }

/** `sql` sorts; `value` is what is read: sums as text, for they may outgrow a double. */
function compileMeasure(compilation: Compilation, scope: RowScope, measure: Measure): CompiledMeasure {
  const of = measure.field === undefined ? null : valueOf(compilation, scope, measure.field)
  const filter = measure.where === undefined ? '' : ` filter (where ${compilePredicate(compilation, scope, measure.where)})`
  const sql = aggregateOf(measure, of?.sql ?? '*', filter)
  const type = measureType(measure, of?.field.type ?? null)
  const exact = type.name === 'BigInt'
  const extreme = of !== null && (measure.aggregate === 'min' || measure.aggregate === 'max')
  return {
    sql, value: exact && measure.aggregate === 'sum' ? `cast(${sql} as text)` : sql,
    literal: extreme ? orderByValue(compilation, of).literal : numberOf,
    column: extreme ? columnOf(compilation.catalog, measure.as, of) : measureColumn(measure.as, type),
  }
}

const numberOf = (value: Literal): number | bigint => (typeof value === 'bigint' ? value : Number(value))

function aggregateOf({ aggregate }: Measure, of: string, filter: string): string {
  switch (aggregate) {
    case 'count': return `count(${of})${filter}`
    case 'countDistinct': return `count(distinct ${of})${filter}`
    case 'sum': return `coalesce(sum(${of})${filter}, 0)`
    default: return `${aggregate}(${of})${filter}`
  }
}
