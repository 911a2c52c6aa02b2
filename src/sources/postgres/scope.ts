import { entityOf, resolvePath } from '../../catalog/model.ts'
import type { Entity, Field, Link, ObjectShape } from '../../catalog/model.ts'
import { CrossgraphError, invariant } from '../../errors.ts'
import { fieldWithin, objectOf } from '../../fetch/field-type.ts'
import type { FieldPath } from '../../fetch/fetch.ts'
import { codecOf } from './codec-of.ts'
import { JSONB } from './column-type.ts'
import type { ColumnShape, TableShape } from './column-type.ts'
import type { Compilation } from './compilation.ts'
import type { ElementScope, Operand, Scope, TableScope } from './scope-type.ts'
import { quoteName, quoteTexts } from './sql-text.ts'

export function openTable(c: Compilation, entityName: string): TableScope {
  const entity = entityOf(c.catalog, entityName)
  return { kind: 'table', entity, table: tableOf(c, entity), alias: c.nextAlias(), joins: new Map() }
}

/** `"public"."orders" AS t0 LEFT JOIN …`: written last, for resolving paths adds joins. */
export function fromSql(scope: TableScope): string {
  return [`${tableSql(scope.table)} AS ${scope.alias}`, ...joinsSql(scope)].join(' ')
}

/** The joins alone, for a FROM that starts with something else. */
function joinsSql(scope: TableScope): readonly string[] {
  return [...scope.joins.values()].flatMap((join) => [join.sql, ...joinsSql(join.scope)])
}

export const tableSql = ({ schema, table }: TableShape): string => `${quoteName(schema)}.${quoteName(table)}`

/** @throws CrossgraphError SOURCE_REJECTED for a table or column that the database does not have. */
export function operandOf(c: Compilation, scope: Scope, path: FieldPath): Operand {
  return scope.kind === 'element' ? elementOperand(c, scope, path) : tableOperand(c, scope, path)
}

function elementOperand(c: Compilation, scope: ElementScope, path: FieldPath): Operand {
  const columns = path.split('.').map((_, i, steps) => fieldWithin(c.catalog, scope.object, steps.slice(0, i + 1).join('.')).column)
  const field = fieldWithin(c.catalog, scope.object, path)
  const codec = codecOf({ catalog: c.catalog, source: c.source, label: `${scope.label}.${path}`, field }, JSONB)
  return { raw: pathSql(scope.raw, columns.flat()), codec, nullable: true }
}

function tableOperand(c: Compilation, scope: TableScope, path: FieldPath): Operand {
  const { links, entity, fields } = resolvePath(c.catalog, scope.entity.name, path)
  if (fields.length === 0) return tableOperand(c, scope, `${path}.${onlyKey(entity)}`)
  const owner = joinLinks(c, scope, links)
  const field = fields.at(-1)!
  const steps = [...fields.flatMap(({ column }) => column), ...(field.derive?.kind === 'path' ? field.derive.path : [])]
  const column = columnOf(c, owner, { name: steps[0]!, label: `${entity.name}.${field.name}` })
  const raw = `${owner.alias}.${quoteName(steps[0]!)}`
  const codec = codecOf({ catalog: c.catalog, source: c.source, label: `${entity.name}.${fields.map(({ name }) => name).join('.')}`, field }, steps.length > 1 ? JSONB : column.type)
  const plain = steps.length === 1 && field.derive === undefined && links.length === 0
  return { raw: steps.length > 1 ? pathSql(jsonbOf(raw, column), steps.slice(1)) : raw, codec, nullable: !plain || !column.notNull }
}

const jsonbOf = (raw: string, { type }: ColumnShape): string => (type.family === 'jsonb' && !type.list ? raw : `to_jsonb(${raw})`)
const pathSql = (raw: string, steps: readonly string[]): string => (steps.length === 0 ? raw : `(${raw} #> ${quoteTexts(steps)})`)

function onlyKey(entity: Entity): string {
  invariant(entity.key.length === 1, `${entity.name} has a composite key`)
  return entity.key[0]!
}

function joinLinks(c: Compilation, scope: TableScope, links: readonly Link[]): TableScope {
  return links.reduce((outer, link) => {
    const joined = outer.joins.get(link.name) ?? c.grammar.joinLink(c, outer, link)
    outer.joins.set(link.name, joined)
    return joined.scope
  }, scope)
}

/** The scope at the end of a path of to-one links. */
export function scopeAt(c: Compilation, scope: TableScope, path: readonly string[]): TableScope {
  return path.length === 0 ? scope : joinLinks(c, scope, resolvePath(c.catalog, scope.entity.name, path.join('.')).links)
}

/** A list of embedded objects of a scope, as the jsonb value it is, with the shape of its elements; null for a link's name. */
export function embeddedList(c: Compilation, scope: Scope, name: string): { readonly raw: string; readonly object: ObjectShape; readonly label: string } | null {
  const field = fieldNamed(scope, name)
  if (field === undefined) return null
  const label = `${scope.kind === 'table' ? scope.entity.name : scope.label}.${name}`
  const object = objectOf(c.catalog, field.type)
  if (scope.kind === 'element') return { raw: pathSql(scope.raw, field.column), object, label }
  const [first, ...rest] = field.column
  const column = columnOf(c, scope, { name: first!, label })
  return { raw: pathSql(jsonbOf(`${scope.alias}.${quoteName(first!)}`, column), rest), object, label }
}

function fieldNamed(scope: Scope, name: string): Field | undefined {
  const field = (scope.kind === 'table' ? scope.entity : scope.object).fields.get(name)
  return field?.type.kind === 'object' ? field : undefined
}

function tableOf(c: Compilation, entity: Entity): TableShape {
  invariant(entity.stored.kind === 'postgres', `${entity.name} lies in no table`)
  const name = `${entity.stored.schema ?? 'public'}.${entity.stored.table}`
  const table = c.live.tables.get(name)
  if (table === undefined) throw mismatch(c.source, `${entity.name} needs the table ${name}, which is not there`, { entity: entity.name, table: name })
  return table
}

function columnOf(c: Compilation, { table }: TableScope, { name, label }: { name: string; label: string }): ColumnShape {
  const column = table.columns.get(name)
  if (column === undefined) throw mismatch(c.source, `${label} needs the column ${name} of ${table.schema}.${table.table}, which is not there`, { field: label, column: name })
  return column
}

function mismatch(source: string, message: string, details: Readonly<Record<string, string>>): CrossgraphError {
  return new CrossgraphError('SOURCE_REJECTED', message, { source, details, hint: 'Run `crossgraph check` to compare the schema with the database.' })
}
