import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import type { CatalogSettings } from '../../src/catalog/compilation.ts'
import type { Catalog } from '../../src/catalog/model.ts'
import { entityOf } from '../../src/catalog/model.ts'
import { SETTINGS } from './settings.ts'

/** Compiles texts as the files a.graphql, b.graphql, …; fails the test when there is a problem. */
function compile(...texts: readonly string[]): Catalog {
  const { catalog, problems } = compileCatalog(filesOf(texts), SETTINGS)
  expect(problems).toEqual([])
  return catalog!
}

const filesOf = (texts: readonly string[]) => texts.map((text, i) => ({ file: `schema/${String.fromCharCode(97 + i)}.graphql`, text }))

const problemsOf = (...texts: readonly string[]): string[] =>
  compileCatalog(filesOf(texts), SETTINGS).problems.map(({ code, place }) => `${code} ${place?.file}:${place?.line}:${place?.column}`)

const THING = 'type Thing @entity(source: "shop", table: "things", key: "id") { id: ID! }\n'

describe('files', () => {
  test('a type may be spread over several', () => {
    const catalog = compile('extend type Thing @synonyms(words: ["object"]) { size: Int }\nextend enum Kind { B }', `${THING}enum Kind { A }\nextend type Thing { kind: Kind }`)
    expect([...entityOf(catalog, 'Thing').fields.keys()]).toEqual(['id', 'size', 'kind'])
    expect(entityOf(catalog, 'Thing').synonyms).toEqual(['object'])
    expect(catalog.enums.get('Kind')?.values.map(({ name }) => name)).toEqual(['A', 'B'])
  })

  test('may declare our scalars again, or hold comments only', () => {
    expect([...compile('scalar Decimal\nscalar DateTime', THING, '# nothing yet\n', '').entities.keys()]).toEqual(['Thing'])
  })

  test('a broken one hides no problem of another, and makes none of its own types there', () => {
    expect(problemsOf('type Broken @entity(source: "shop" {\n', `${THING}extend type Thing { broken: Broken other: Strin }\nextend type Broken { a: Int }`)).toEqual([
      'SCHEMA_SYNTAX schema/a.graphql:1:36',
      'SCHEMA_UNKNOWN_TYPE schema/b.graphql:2:43',
    ])
  })

  test('two broken ones are both reported', () => {
    expect(problemsOf('type A {', 'type B {', THING)).toEqual(['SCHEMA_SYNTAX schema/a.graphql:1:9', 'SCHEMA_SYNTAX schema/b.graphql:1:9'])
  })

  test('all problems come in one run, in the order of their places', () => {
    expect(problemsOf('type A @entity(source: "shp", table: "a", key: "idd") {\n  id: ID!\n  b: Strng\n  c: Int @colum\n}', 'type B @entity(source: "shop", key: "id") { id: ID }')).toEqual([
      'SCHEMA_UNKNOWN_SOURCE schema/a.graphql:1:24', 'SCHEMA_UNKNOWN_FIELD schema/a.graphql:1:48', 'SCHEMA_UNKNOWN_TYPE schema/a.graphql:3:6', 'SCHEMA_UNKNOWN_DIRECTIVE schema/a.graphql:4:10',
      'SCHEMA_REQUIRED_ARGUMENT schema/b.graphql:1:8', 'SCHEMA_KEY schema/b.graphql:1:37',
    ])
  })

  test('the hash depends on what they say, not on how they are cut', () => {
    const other = 'type Other @entity(source: "shop", table: "o", key: "id") { id: ID! }\n'
    expect(compile(THING, other).hash).toBe(compile(other + THING).hash)
    expect(compile(THING, other).hash).not.toBe(compile(THING, other.replace('"o"', '"p"')).hash)
  })
})

describe('stored names', () => {
  test.each([
    ['postgres', 'source: "shop", table: "orders"', { kind: 'postgres', table: 'orders' }],
    ['a schema before the table', 'source: "shop", table: "sales.orders"', { kind: 'postgres', schema: 'sales', table: 'orders' }],
    ['a schema of its own, and a dot in the table', 'source: "shop", table: "a.b", schema: "sales"', { kind: 'postgres', schema: 'sales', table: 'a.b' }],
    ['a table with a dot', 'source: "shop", table: "a\\\\.b"', { kind: 'postgres', table: 'a.b' }],
    ['the elements of an array', 'source: "support", collection: "orders", unwind: "cart.items"', { kind: 'mongodb', collection: 'orders', unwind: ['cart', 'items'] }],
    ['a named vector', 'source: "knowledge", vectors: "docs", vector: "title"', { kind: 'qdrant', collection: 'docs', vector: 'title', text: undefined }],
    ['slack', 'source: "chat", slack: FILES', { kind: 'slack', object: 'FILES' }],
  ])('%s', (_, where, stored) => {
    expect(entityOf(compile(`type Thing @entity(${where}, key: "id") { id: ID! }`), 'Thing').stored).toEqual(stored)
  })

  test('a column is a path; a backslash keeps a dot in a name', () => {
    const { fields } = entityOf(compile(THING.replace('id: ID!', 'id: ID! a: Int @column(name: "x.y.z") b: Int @column(name: "x\\\\.y.z") c: String @column(name: "doc", derive: {path: "p.q"})')), 'Thing')
    expect(fields.get('a')?.column).toEqual(['x', 'y', 'z'])
    expect(fields.get('b')?.column).toEqual(['x.y', 'z'])
    expect(fields.get('c')).toMatchObject({ column: ['doc'], derive: { kind: 'path', path: ['p', 'q'] } })
  })

  test('plurals are English ones unless said otherwise', () => {
    const names = (type: string, more = '') => {
      const { singular, plural } = entityOf(compile(`type ${type} @entity(source: "shop", table: "t", key: "id"${more}) { id: ID! }`), type)
      return `${singular} ${plural}`
    }
    expect(names('Category')).toBe('category categories')
    expect(names('Person')).toBe('person people')
    expect(names('Customer360')).toBe('customer360 customer360s')
    expect(names('News', ', plural: "newsItems"')).toBe('news newsItems')
  })
})

describe('what other rooms compile', () => {
  const VIEW = 'type ThingView @view(of: "Thing") {\n  id: ID!\n  total: Decimal @from(path: "parts", agg: SUM, field: "price", where: {kind: {eq: A}})\n}\n'
  const METRICS = 'type ThingMetrics @metrics(of: "Thing", time: "at") {\n  total: Decimal @sum(of: "price") @synonyms(words: ["sales"])\n  share: Float @ratio(of: "total", per: "n")\n  n: Int! @count\n  at: DateTime @dimension(grains: [DAY, MONTH])\n}\n'

  test('is set aside as it is written', () => {
    const catalog = compile(THING, VIEW, METRICS)
    expect(catalog.deferred.map(({ name, kind, place }) => `${kind} ${name} ${place.file}:${place.line}`)).toEqual(['view ThingView schema/b.graphql:1', 'metrics ThingMetrics schema/c.graphql:1'])
    expect([...catalog.entities.keys()]).toEqual(['Thing'])
    expect(catalog.deferred[0]?.definition.fields?.map(({ name }) => name.value)).toEqual(['id', 'total'])
  })

  test('has its directives and their arguments checked already', () => {
    expect(problemsOf(THING, VIEW.replace('agg: SUM', 'agg: SUMM'), METRICS.replace('MONTH', 'MONTHS').replace('@ratio(of: "total", ', '@ratio('))).toEqual([
      'SCHEMA_ARGUMENT_VALUE schema/b.graphql:3:44', 'SCHEMA_REQUIRED_ARGUMENT schema/c.graphql:3:16', 'SCHEMA_ARGUMENT_VALUE schema/c.graphql:5:41',
    ])
  })

  test('may embed types that no entity embeds, and be linked to', () => {
    const catalog = compile(THING.replace('id: ID!', 'id: ID! view: ThingView @link(on: {id: "id"})'), `${VIEW.replace('id: ID!', 'id: ID! part: Part')}type Part { a: Int }`)
    expect([...catalog.objects.keys()]).toEqual(['Part'])
    expect(catalog.definitions.get('Thing')?.fields?.map(({ name }) => name.value)).toEqual(['id', 'view'])
  })

  test('policies and caches are left in the definitions', () => {
    const catalog = compile('type Thing @entity(source: "shop", table: "t", key: "id") @allow(roles: ["lead"], where: {region: {in: "$claims.regions"}}) @cache(maxAge: "30s", scope: PRIVATE) @verifiedQuestion(text: "how many", query: "{ things { id } }") { id: ID! region: String @allow(roles: ["boss"]) }')
    expect(catalog.definitions.get('Thing')?.directives?.map(({ name }) => name.value)).toEqual(['entity', 'allow', 'cache', 'verifiedQuestion'])
  })
})

describe('a source that is not enabled', () => {
  const settings: CatalogSettings = { ...SETTINGS, sources: new Map([...SETTINGS.sources, ['support', { name: 'support', kind: 'mongodb', enabled: false, priority: 1 }]]) }
  const SDL = `type Thing @entity(source: "shop", table: "t", key: "id") {\n  id: ID!\n  n: Int\n  cases: [Case!]! @link(on: {n: "n"})\n}\ntype Case @entity(source: "support", collection: "c", key: "id") { id: ID! n: Int }\n`

  test('is left out with its entities and the links to them, which is said', () => {
    const { catalog, problems } = compileCatalog([{ file: 'a.graphql', text: SDL }], settings)
    expect(problems).toMatchObject([{ code: 'SCHEMA_SOURCE_DISABLED', severity: 'info', place: { line: 6, column: 6 } }])
    expect([...catalog!.entities.keys()]).toEqual(['Thing'])
    expect([...entityOf(catalog!, 'Thing').links.keys()]).toEqual([])
    expect(catalog!.sources.has('support')).toBe(false)
  })

  test('is checked all the same', () => {
    expect(compileCatalog([{ file: 'a.graphql', text: SDL.replace('{n: "n"}', '{n: "m"}') }], settings).problems[0]).toMatchObject({ code: 'SCHEMA_UNKNOWN_FIELD' })
  })
})
