import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import { printSdl } from '../../src/introspect/print-sdl.ts'
import type { ShapeField, ShapeObject, SourceKind } from '../../src/sources/source.ts'
import { column, shape } from '../check/shapes.ts'

/** Names that meet, that are reserved, or that are no names of GraphQL. */
const names = fc.oneof(
  fc.constantFrom('id', '_id', 'ID', 'order', 'orders', 'Order', 'order_edge', 'ordersConnection', 'orders_aggregate', 'and', 'or', 'not', 'count', 'ask', 'plan', 'query', 'queries', 'ids', 'news', 'date', 'dates', 'customer', 'customer_id', 'customerId', 'customers', '__typename', 'true', 'null', '2nd', 'ü', 'a.b', 'a\\', '"', ''),
  fc.string({ minLength: 1, maxLength: 6 }),
)
const types = fc.constantFrom('ID', 'String', 'Int', 'Float', 'Boolean', 'BigInt', 'Decimal', 'DateTime', 'Date', 'JSON', 'UUID', 'object', 'mood', 'nameless', 'regex')

const fields = (depth: number): fc.Arbitrary<ShapeField[]> => fc.array(
  fc.tuple(names.filter((name) => name !== ''), types, fc.boolean(), fc.boolean(), depth === 0 ? fc.constant([]) : fields(depth - 1)).map(([name, type, list, nullable, inner]) =>
    column(name, type, { list, nullable, ...(type === 'object' ? { fields: inner } : {}) })),
  { maxLength: 5 },
)

const objects = (kind: ShapeObject['kind']): fc.Arbitrary<ShapeObject[]> => fc.uniqueArray(
  fc.tuple(names.filter((name) => name !== ''), fields(2), fc.nat(5), fc.nat(4), fc.nat(4)).map(([name, own, keys, from, to]): ShapeObject & { readonly aims: readonly number[] } => ({
    name, kind, fields: own, key: [...new Set(own.slice(0, keys % 3).map((field) => field.name))], unique: own.slice(1, 2).map((field) => [field.name]), indexes: [], foreignKeys: [], rows: 3, aims: [from, to],
  })),
  { selector: ({ name }) => name, maxLength: 5 },
).map((all) => all.map((object) => ({ ...object, foreignKeys: object.aims.flatMap((aim, i) => foreignKey(object, all[aim], i) ?? []) })))

function foreignKey(from: ShapeObject, to: ShapeObject | undefined, i: number): ShapeObject['foreignKeys'][number] | null {
  const [column_, target] = [from.fields[i], to?.fields[0]]
  return column_ === undefined || target === undefined || to === undefined ? null : { fields: [column_.name], target: to.name, targetFields: [target.name] }
}

const KINDS: readonly (readonly [SourceKind, ShapeObject['kind']])[] = [['postgres', 'table'], ['mongodb', 'collection'], ['qdrant', 'vectors']]

test.each(KINDS)('what is printed of any %s source compiles', (kind, objectKind) => {
  const enums = fc.array(fc.tuple(fc.constantFrom('mood', 'order', 'Date'), fc.uniqueArray(names, { maxLength: 4 })).map(([name, values]) => ({ name, values })), { maxLength: 2 })
  const settings = { sources: new Map([['live', { name: 'live', kind, enabled: true, priority: 1 }]]), timeZone: 'UTC' }
  fc.assert(fc.property(objects(objectKind), enums, (live, declared) => {
    const sdl = printSdl('live', kind, shape(live, declared))
    const { problems } = compileCatalog([{ file: 'live.graphql', text: sdl }], settings)
    expect({ sdl, problems }).toEqual({ sdl, problems: [] })
  }), { numRuns: 300 })
})
