import { entityOf, resolvePath } from '../../src/catalog/model.ts'
import type { Catalog, Field, Link, ResolvedPath } from '../../src/catalog/model.ts'
import type { FieldPath, KeyType, Value } from '../../src/fetch/fetch.ts'
import { fieldAt } from '../../src/fetch/field-type.ts'
import { rewriteKey } from '../../src/fetch/key-pattern.ts'
import { canonicalKey, joinKey, KeyError } from '../../src/fetch/key.ts'
import { compileTest } from '../../src/residual/evaluate.ts'
import { compileOrder, sortRows } from '../../src/residual/sort.ts'
import { wireShape } from '../../src/residual/row-shape.ts'
import type { RowShape } from '../../src/residual/row-shape.ts'
import { plainColumn } from '../../src/residual/plain-column.ts'

/** A row in memory: canonical values by field name; an absent one is NULL. */
export type Memory = Readonly<Record<string, Value>>

/** Every entity's rows, of all sources: what is true, whoever holds it. */
export type Company = ReadonlyMap<string, readonly Memory[]>

/** Rows in memory read through their links, whatever source the other side lies in. */
export function memoryShape(catalog: Catalog, company: Company, entity: string): RowShape<Memory> {
  const embedded = wireShape(catalog, entity, [...entityOf(catalog, entity).fields.keys()].map(plainColumn))
  const names = [...entityOf(catalog, entity).fields.keys()]
  return {
    typeOf: (path) => fieldAt(catalog, entity, path).type,
    read: (path) => (row) => readPath(company, resolvePath(catalog, entity, path), row),
    related: (name, use) => {
      const link = entityOf(catalog, entity).links.get(name)
      if (link !== undefined) return use(memoryShape(catalog, company, link.to), (row) => linkedRows(catalog, company, { link, row }))
      return embedded.related(name, (shape, rowsOf) => use(shape, (row) => rowsOf(names.map((field) => row[field] ?? null))))
    },
  }

  function readPath(all: Company, { links, fields }: ResolvedPath, row: Memory): Value {
    const target = links.reduce<Memory | undefined>((from, link) => (from === undefined ? undefined : linkedRows(catalog, all, { link, row: from })[0]), row)
    return target === undefined ? null : fields.reduce<Value>(memberOf, target)
  }
}

function memberOf(value: Value, field: Field): Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? ((value as Memory)[field.name] ?? null) : null
}

/** The rows behind a link; of a to-one link the one with the lowest key. */
export function linkedRows(catalog: Catalog, company: Company, { link, row }: { readonly link: Link; readonly row: Memory }): readonly Memory[] {
  const local = keysIn(memoryShape(catalog, company, link.from), { fields: link.on.map((key) => key.local), types: link.on.map((key) => key.type) })
  const remote = keysIn(memoryShape(catalog, company, link.to), { fields: link.on.map((key) => key.remote), types: link.on.map((key) => key.type) })
  const test = link.where === undefined ? null : compileTest(catalog, memoryShape(catalog, company, link.to), link.where)
  const wanted = new Set(local(row).flatMap((key) => (link.match === undefined ? [key] : (rewriteKey(link.match, key) ?? []))))
  const rows = (company.get(link.to) ?? []).filter((target) => remote(target).some((key) => wanted.has(key)) && (test === null || test(target) === true))
  return link.many ? rows : byKey(catalog, company, { entity: link.to, rows }).slice(0, 1)
}

function byKey(catalog: Catalog, company: Company, { entity, rows }: { readonly entity: string; readonly rows: readonly Memory[] }): readonly Memory[] {
  if (rows.length < 2) return rows
  const orderBy = entityOf(catalog, entity).key.map((field) => ({ field, direction: 'asc', nulls: 'last' }) as const)
  return sortRows(compileOrder(catalog, memoryShape(catalog, company, entity), orderBy), rows)
}

/** The keys of a row: none where a part is NULL, several where a part is a list. */
export function keysIn<Row>(shape: RowShape<Row>, { fields, types }: { readonly fields: readonly FieldPath[]; readonly types: readonly KeyType[] }): (row: Row) => readonly string[] {
  const readers = fields.map((field) => shape.read(field))
  return (row) => {
    const parts = readers.map((read, i) => keyTexts(types[i]!, read(row)))
    return parts.reduce<string[][]>((keys, texts) => keys.flatMap((key) => texts.map((text) => [...key, text])), [[]]).map(joinKey)
  }
}

function keyTexts(type: KeyType, value: Value): readonly string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((element: Value) => keyTexts(type, element)))]
  try {
    return [canonicalKey(type, value)].filter((text) => text !== null)
  } catch (error) {
    if (error instanceof KeyError) return []
    throw error
  }
}
