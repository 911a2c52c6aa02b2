import { resolvePath } from '../../src/catalog/model.ts'
import type { Catalog, Link } from '../../src/catalog/model.ts'
import type { Predicate, Value } from '../../src/fetch/fetch.ts'
import { fieldAt, fieldWithin, isEmbeddedList, objectOf } from '../../src/fetch/field-type.ts'
import { canonicalKey } from '../../src/fetch/key.ts'
import { compareValues, comparableOf } from '../../src/fetch/value.ts'
import { compileTest } from '../../src/residual/evaluate.ts'
import type { RowShape } from '../../src/residual/row-shape.ts'

/** The same data a second time, in memory, with links followed row by row: slow, plain, and not by SQL. */
export type Row = Readonly<Record<string, Value>>
export interface Memory { readonly catalog: Catalog; readonly rows: Readonly<Record<string, readonly Row[]>> }

export function memoryShape(memory: Memory, entity: string): RowShape<Row> {
  const { catalog } = memory
  return {
    typeOf: (path) => fieldAt(catalog, entity, path).type,
    read: (path) => (row) => readPath(memory, entity, { row, path }),
    related: (name, use) => {
      if (isEmbeddedList(catalog, entity, name)) return use(elementShape(memory, entity, name), (row) => (row[name] ?? []) as readonly Row[])
      const steps = name.split('.')
      const owner = steps.length === 1 ? entity : resolvePath(catalog, entity, steps.slice(0, -1).join('.')).entity.name
      const link = catalog.entities.get(owner)!.links.get(steps.at(-1)!)!
      return use(memoryShape(memory, link.to), (row) => {
        const from = steps.slice(0, -1).reduce<Row | null>((at, step) => (at === null ? null : toOne(memory, entity, { row: at, step })), row)
        return from === null ? [] : linkedRows(memory, link, from)
      })
    },
  }
}

/** Rows of an entity for which a predicate is true. */
export function filterRows(memory: Memory, entity: string, where: Predicate): readonly Row[] {
  const test = compileTest(memory.catalog, memoryShape(memory, entity), where)
  return memory.rows[entity]!.filter((row) => test(row) === true)
}

const known = new WeakMap<Link, Map<Row, readonly Row[]>>()

/** The rows that a link leads to, those of a to-one link at most one: the lowest key. */
function linkedRows(memory: Memory, link: Link, row: Row): readonly Row[] {
  const ofLink = known.get(link) ?? new Map<Row, readonly Row[]>()
  known.set(link, ofLink)
  const rows = ofLink.get(row) ?? findLinked(memory, link, row)
  ofLink.set(row, rows)
  return rows
}

function findLinked(memory: Memory, link: Link, row: Row): readonly Row[] {
  const candidates = link.where === undefined ? memory.rows[link.to]! : filterRows(memory, link.to, link.where)
  const found = candidates.filter((other) => link.on.every((key) => {
    const local = keysAt(memory, link.from, { row, path: key.local, type: key.type }).map((text) => rewrite(link, text))
    return keysAt(memory, link.to, { row: other, path: key.remote, type: key.type }).some((text) => local.includes(text))
  }))
  return link.many ? found : found.toSorted((a, b) => compareKeys(memory, link.to, [a, b])).slice(0, 1)
}

function compareKeys({ catalog }: Memory, entity: string, [a, b]: readonly [Row, Row]): number {
  for (const name of catalog.entities.get(entity)!.key) {
    const decode = comparableOf(catalog, fieldAt(catalog, entity, name).type)
    const sign = compareValues(decode(a[name] as string), decode(b[name] as string))
    if (sign !== 0) return sign
  }
  return 0
}

function keysAt(memory: Memory, entity: string, { row, path, type }: { readonly row: Row; readonly path: string; readonly type: Link['on'][number]['type'] }): readonly string[] {
  const value = readPath(memory, entity, { row, path })
  return (Array.isArray(value) ? value : [value]).flatMap((one: Value) => canonicalKey(type, one) ?? [])
}

function rewrite({ match }: Link, text: string): string | null {
  if (match === undefined) return text
  const [before, after] = match.from.split(/\{\w+\}/)
  const inner = text.startsWith(before!) && text.endsWith(after!) ? text.slice(before!.length, text.length - after!.length) : ''
  return inner === '' ? null : match.to.replace(/\{\w+\}/, inner)
}

function readPath(memory: Memory, entity: string, { row, path }: { readonly row: Row; readonly path: string }): Value {
  const { links, fields } = resolvePath(memory.catalog, entity, path)
  let at: Row | null = row
  let owner = entity
  for (const link of links) {
    at = at === null ? null : toOne(memory, owner, { row: at, step: link.name })
    owner = link.to
  }
  return fields.reduce<Value>((value, field) => (value === null ? null : ((value as Row)[field.name] ?? null)), at)
}

const toOne = (memory: Memory, entity: string, { row, step }: { readonly row: Row; readonly step: string }): Row | null =>
  linkedRows(memory, memory.catalog.entities.get(entity)!.links.get(step)!, row)[0] ?? null

function elementShape({ catalog }: Memory, entity: string, name: string): RowShape<Row> {
  const object = objectOf(catalog, fieldAt(catalog, entity, name).type)
  return {
    typeOf: (path) => fieldWithin(catalog, object, path).type,
    read: (path) => (row) => path.split('.').reduce<Value>((value, step) => (value === null ? null : ((value as Row)[step] ?? null)), row),
    related: () => { throw new Error('no lists within these elements') },
  }
}
