import type { Catalog } from '../../catalog/model.ts'
import type { Column, Fetch, Group, GroupTerm, Literal, Ordering, Value } from '../../fetch/fetch.ts'
import { codecOf } from './codec-of.ts'
import { columnReader } from './column-reader.ts'
import { columnOf, fieldReader } from './decode.ts'
import type { Reader } from './decode.ts'
import type { Expression, Stage } from './expression.ts'
import type { KeyFields } from './keys.ts'
import { compileMeasure } from './measure.ts'
import { ColumnNames } from './names.ts'
import { comparableOf, operandOf } from './operand.ts'
import type { Operand } from './operand.ts'
import { sortStages } from './order.ts'
import type { SortTerm } from './order.ts'
import { periodStart } from './grain.ts'
import type { RowScope } from './row-scope.ts'
import { Unpushable } from './unpushable.ts'

/** Where each column's value lies in an answer's documents, and how it is read. */
export interface OutputColumn {
  readonly name: string
  readonly column: Column
}

export interface GroupSite {
  readonly catalog: Catalog
  readonly source: string
  readonly scope: RowScope
  readonly keys: KeyFields | null
}

export interface CompiledGroup {
  /** Before the scope's own stages are complete nothing of it may run: they are added while this is compiled. */
  readonly stages: readonly Stage[]
  readonly columns: readonly OutputColumn[]
  readonly keyColumns: readonly { readonly name: string; readonly read: Reader }[]
  /** What stands in the only row where there is none. */
  readonly emptyRow: readonly unknown[] | null
}

interface CompiledTerm {
  readonly name: string
  readonly value: Expression
  readonly read: Reader
  readonly rank: ((value: Expression) => Expression) | undefined
}

/** Groups by terms (and keys), measures worked out of their accumulators, in the order asked for. */
export function compileGroup(site: GroupSite, fetch: Fetch & { readonly group: Group }): CompiledGroup {
  const { group, orderBy } = fetch
  const names = new ColumnNames()
  const terms = group.by.map((term) => compileTerm(site, term, names.give(term.as)))
  const measures = group.measures.map((measure) => {
    const name = names.give(measure.as)
    return { name, as: measure.as, aggregate: measure.aggregate, ...compileMeasure({ ...site, name }, measure) }
  })
  const keys = (site.keys?.operands ?? []).map((operand, i) => keyTerm(site, operand, `__key${i}`))
  const by = [...keys, ...terms]
  const made = { ...Object.fromEntries(by.map(({ name }) => [name, `$_id.${name}`])), ...Object.fromEntries(measures.map(({ name, value }) => [name, value])) }
  const ordered = new Map<string, Ordered>([...group.by.map((term, i) => [term.as, terms[i]!] as const), ...measures.map(({ as, name }) => [as, { name }] as const)])
  return {
    stages: [...keyStages(site.keys), { $group: { _id: by.length === 0 ? null : Object.fromEntries(by.map(({ name, value }) => [name, { $ifNull: [value, null] }])), ...Object.assign({}, ...measures.map(({ accumulators }) => accumulators)) } }, { $project: { _id: 0, ...made } }, ...groupOrder(ordered, orderBy)],
    columns: [...terms.map(({ name, read }, i) => ({ name, column: columnOf(group.by[i]!.as, read) })), ...measures.map(({ name, as, read }) => ({ name, column: columnOf(as, read) }))],
    keyColumns: keys.map(({ name, read }) => ({ name, read })),
    emptyRow: by.length === 0 ? measures.map(({ aggregate }) => (aggregate === 'count' || aggregate === 'countDistinct' || aggregate === 'sum' ? 0 : null)) : null,
  }
}

function compileTerm({ catalog, source, scope }: GroupSite, { as, field, grain }: GroupTerm, name: string): CompiledTerm {
  const operand = operandOf(scope, field)
  if (operand.list || operand.codec.family === 'opaque') throw new Unpushable('groups by values that do not compare')
  const value = comparableOf(operand)
  const start = grain === undefined ? value : periodStart(value, operand.codec, grain)
  const site = { catalog, source, label: as }
  const isStored = start === operand.stored
  return { name, value: start, read: isStored ? fieldReader(site, operand.field) : columnReader(site, operand.field), rank: grain === undefined ? codecOf(catalog, operand.field).rank?.of : undefined }
}

/** A list-valued key puts a row into the group of each of its elements. */
function keyTerm({ catalog, source, scope }: GroupSite, operand: Operand, name: string): CompiledTerm {
  const site = { catalog, source, label: `${scope.entity.name}.${operand.field.name}` }
  return { name, value: operand.list ? `$${name}` : operand.stored, read: fieldReader(site, operand.field, false), rank: undefined }
}

function keyStages(keys: KeyFields | null): readonly Stage[] {
  return (keys?.operands ?? []).flatMap((operand, i) => {
    const form = keys!.forms[i]!
    if (form.encode === null || form.value !== operand.stored) throw new Unpushable('groups by keys that are not equal as they are stored')
    if (!operand.list) return []
    const wanted = keys!.batch.values.map((key) => form.encode!(key[i]!)).filter((value) => value !== undefined)
    return [{ $set: { [`__key${i}`]: { $setIntersection: [operand.stored, { $literal: wanted }] } } }, { $unwind: `$__key${i}` }]
  })
}

type Ordered = Pick<CompiledTerm, 'name'> & Partial<Pick<CompiledTerm, 'rank'>>

function groupOrder(ordered: ReadonlyMap<string, Ordered>, orderBy: readonly Ordering[]): readonly Stage[] {
  const terms = orderBy.map((ordering, i): SortTerm => {
    const output = ordered.get(ordering.field)
    if (output === undefined) throw new Unpushable('an order by what the groups do not have')
    const { rank } = output
    const never = (_literal: Literal): Value => { throw new Unpushable('places among groups') }
    return { ordering, nonNull: false, encode: never, path: rank === undefined ? output.name : `__sort${i}`, computed: rank === undefined ? null : rank(`$${output.name}`) }
  })
  return sortStages(terms, false)
}
