import { describe, expect, test } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import { checkLive } from '../../src/check/check-live.ts'
import { parseConfig } from '../../src/config/load-config.ts'
import type { ShapeObject, SourceShape } from '../../src/sources/source.ts'
import { readMarked } from '../catalog/marked.ts'
import { column, shape, table } from './shapes.ts'

const { config } = parseConfig('sources:\n  shop: { kind: postgres, uri: "postgres://h" }\n  support: { kind: mongodb, uri: "mongodb://h" }\n', {})

/** `CODE severity line:column hint` of what is found when the schema meets these sources. */
function findings(text: string, shapes: Readonly<Record<string, SourceShape>>): string[] {
  const { catalog, problems } = compileCatalog([{ file: 'schema/a.graphql', text }], { ...config!, timeZone: 'UTC' })
  expect(problems).toEqual([])
  const sources = new Map(Object.entries(shapes).map(([name, live]) => [name, { config: config!.sources.get(name)!, shape: live }]))
  return checkLive(catalog!, sources).map(({ code, severity, place, hint }) => `${code} ${severity} ${place?.line}:${place?.column} ${hint ?? '-'}`)
}

const THING = (body: string, table_ = 'things'): string => `type Thing @entity(source: "shop", table: "${table_}", key: "id") {\n  id: ID!\n  ${body}\n}\n`
const ID = column('id', 'Int')

describe('a table', () => {
  test('that is as declared', () => {
    expect(findings(THING('name: String!\n  size: Int @column(name: "size_cm")'), { shop: shape([table('things', [ID, column('name', 'String'), column('size_cm', 'Int')])]) })).toEqual([])
  })

  test('that is not there', () => {
    const { text, places } = readMarked(THING('name: String').replace('type ', 'type ‸').replace('"things"', '"thing"'))
    expect(findings(text, { shop: shape([table('things', [ID])]) })).toEqual([`SCHEMA_OBJECT_MISSING error ${places[0]} Did you mean "things"?`])
  })

  test('of another schema', () => {
    const live = { shop: shape([table('sales.things', [ID])]) }
    expect(findings(THING('same: ID! @column(name: "id")', 'sales.things'), live)).toEqual([])
    expect(findings(THING('same: ID! @column(name: "id")'), live)).toEqual(['SCHEMA_OBJECT_MISSING error 1:6 There is: sales.things.'])
  })

  test.each([
    ['nothing at all', table('things', [ID], { key: [] }), 'error 1:6 Add a primary key or a unique index.'],
    ['another column', table('things', [ID, column('no', 'Int')], { key: ['no'] }), 'error 1:6 Unique there: no.'],
    ['more columns', table('things', [ID, column('no', 'Int')], { key: ['id', 'no'] }), 'error 1:6 Unique there: id, no.'],
    ['a view', table('things', [ID], { key: [], kind: 'view' }), 'warning 1:6 Add a primary key or a unique index.'],
  ])('whose rows are told apart by %s', (_, object, expected) => {
    expect(findings(THING('same: ID! @column(name: "id")'), { shop: shape([object]) })).toEqual([`SCHEMA_KEY_NOT_UNIQUE ${expected}`])
  })

  test('whose key is unique without being primary', () => {
    expect(findings(THING('same: ID! @column(name: "id")'), { shop: shape([table('things', [ID], { key: ['no'], unique: [['id']] })]) })).toEqual([])
  })
})

describe('a column', () => {
  const found = (field: string, ...columns: ShapeObject['fields']): string[] => findings(THING(field), { shop: shape([table('things', [ID, ...columns])]) })

  test('that is not there', () => {
    expect(found('name: String @column(name: "nam")', column('name', 'String'))).toEqual(['SCHEMA_COLUMN_MISSING error 3:3 Did you mean "name"?'])
  })

  test('below jsonb, whose inside nobody describes', () => {
    expect(found('name: String @column(name: "doc.deep.name")', column('doc', 'JSON'))).toEqual([])
  })

  test.each([
    ['a: Int', 'String', 'SCHEMA_COLUMN_TYPE error 3:3 String fits.'],
    ['a: Int', 'BigInt', 'SCHEMA_COLUMN_TYPE warning 3:3 BigInt fits all.'],
    ['a: Float', 'Decimal', 'SCHEMA_COLUMN_TYPE warning 3:3 Decimal fits all.'],
    ['a: Decimal', 'Int', null],
    ['a: BigInt', 'Int', null],
    ['a: Boolean', 'Int', 'SCHEMA_COLUMN_TYPE error 3:3 Int fits.'],
    ['a: String', 'UUID', null],
    ['a: UUID', 'Int', 'SCHEMA_COLUMN_TYPE error 3:3 Int fits.'],
    ['a: DateTime', 'String', 'SCHEMA_COLUMN_TYPE warning 3:3 String fits all.'],
    ['a: DateTime @column(formats: ["YYYY-MM-DD"])', 'String', null],
    ['a: DateTime', 'Int', 'SCHEMA_COLUMN_TYPE error 3:3 Int fits.'],
    ['a: [Int!]', 'Int', 'SCHEMA_COLUMN_TYPE error 3:3 Int fits.'],
    ['a: JSON', 'object', null],
    ['a: Int @column(derive: {cast: Int})', 'String', null],
    ['a: ID', 'Int', null],
    ['a: String', 'mood', null],
  ])('%s over %s', (field, type, expected) => {
    expect(found(field, column('a', type, { nullable: true }))).toEqual(expected === null ? [] : [expected])
  })

  test('that may be null', () => {
    expect(found('a: Int!', column('a', 'Int', { nullable: true }))).toEqual(['SCHEMA_NULLABLE warning 3:3 Write Int without "!".'])
  })

  test('of a list where one value is declared', () => {
    expect(found('a: Int', column('a', 'Int', { list: true, nullable: true }))).toEqual(['SCHEMA_COLUMN_TYPE error 3:3 [Int] fits.'])
  })

  test('of an enum with other values', () => {
    const sdl = `enum Mood { GOOD @value(stored: "good") BAD @value(stored: "badd") }\n${THING('mood: Mood!')}`
    expect(findings(sdl, { shop: shape([table('things', [ID, column('mood', 'mood')])], [{ name: 'mood', values: ['good', 'bad', 'so so'] }]) })).toEqual([
      'SCHEMA_ENUM_VALUES warning 4:3 Add a value with @value(stored: "bad").',
      'SCHEMA_ENUM_VALUES warning 4:3 Add a value with @value(stored: "so so").',
      'SCHEMA_ENUM_VALUES warning 4:3 Did you mean "bad"?',
    ])
  })
})

describe('a collection', () => {
  const CASE = (body: string): string => `type Case @entity(source: "support", collection: "cases", key: "id") {\n  id: ID! @column(name: "_id", type: OBJECT_ID)\n  ${body}\n}\n`
  const OBJECT_ID = column('_id', 'ID', { keyType: 'OBJECT_ID' })
  const cases = (fields: ShapeObject['fields'], more: Partial<ShapeObject> = {}): Record<string, SourceShape> =>
    ({ support: shape([table('cases', [OBJECT_ID, ...fields], { kind: 'collection', key: ['_id'], ...more })]) })
  const customer = column('customer', 'object', { fields: [column('ref', 'Int', { nullable: true })] })

  test('with paths into its documents', () => {
    expect(findings(CASE('customerId: Int @column(name: "customer.ref")'), cases([customer]))).toEqual([])
    expect(findings(CASE('customerId: Int @column(name: "customer.rev")'), cases([customer]))).toEqual(['SCHEMA_COLUMN_MISSING error 3:3 Did you mean "ref"?'])
  })

  test('may hold a field that no sampled document has', () => {
    expect(findings(CASE('escalation: Int'), cases([customer]))).toEqual(['SCHEMA_COLUMN_MISSING warning 3:3 There are: _id, customer.'])
  })

  test('tells nothing while it is empty', () => {
    expect(findings(CASE('any: Int'), cases([], { fields: [], rows: 0 }))).toEqual(['SCHEMA_NOTHING_SAMPLED info 1:6 -'])
  })

  test('is compared down to what is embedded', () => {
    const notes = column('notes', 'object', { list: true, fields: [column('txt', 'String'), column('at', 'Int')] })
    expect(findings(`${CASE('notes: [Note!]')}type Note {\n  text: String!\n  at: DateTime!\n}`, cases([notes]))).toEqual([
      'SCHEMA_COLUMN_MISSING error 6:3 Did you mean "txt"?', 'SCHEMA_COLUMN_TYPE error 7:3 Int fits.',
    ])
  })

  test('with keys stored otherwise than declared', () => {
    expect(findings(CASE('any: Int').replace('any: Int', ''), cases([], { fields: [column('_id', 'ID', { keyType: 'STRING' })] }))).toEqual(['SCHEMA_COLUMN_TYPE error 2:3 @column(type: STRING)'])
  })

  test('with values of several types', () => {
    expect(findings(CASE('n: Int'), cases([column('n', 'Int', { nullable: true, mixed: { int: 0.9, string: 0.1 } })]))).toEqual(['SCHEMA_MIXED_TYPES warning 3:3 -'])
  })
})

describe('a link', () => {
  const OWNER = 'type Owner @entity(source: "shop", table: "owners", key: "id") { id: ID! no: String }\n'
  const owners = (more: Partial<ShapeObject> = {}, id = 'Int'): ShapeObject => table('owners', [column('id', id), column('no', 'String', { nullable: true })], more)
  const things = (type: string, more: Partial<ShapeObject> = {}): ShapeObject => table('things', [ID, column('owner', type, { nullable: true })], more)
  const KINDS = 'Say what both are compared as: @link(on: …, key: STRING), or INT64, UUID, OBJECT_ID, DECIMAL, STRING_CI.'

  test('whose keys agree', () => {
    expect(findings(OWNER + THING('owner: ID\n  by: Owner @link(on: {owner: "id"})'), { shop: shape([owners(), things('Int')]) })).toEqual([])
  })

  test('whose keys differ in the database alone', () => {
    expect(findings(OWNER + THING('owner: ID\n  by: Owner @link(on: {owner: "id"})'), { shop: shape([owners({}, 'UUID'), things('Int')]) })).toEqual([`SCHEMA_LINK_TYPES error 5:3 ${KINDS}`])
    expect(findings(OWNER + THING('owner: Int\n  by: Owner @link(on: {owner: "id"})'), { shop: shape([owners({}, 'String'), things('Int')]) })).toEqual([`SCHEMA_LINK_TYPES error 5:3 ${KINDS}`])
  })

  test('whose key says what both are compared as', () => {
    expect(findings(OWNER + THING('owner: Int\n  by: Owner @link(on: {owner: "id"}, key: STRING)'), { shop: shape([owners({}, 'String'), things('Int')]) })).toEqual([])
  })

  test('to what no index finds', () => {
    const sdl = OWNER.replace('no: String', 'no: String things: [Thing!]! @link(on: {id: "owner"})') + THING('owner: Int')
    expect(findings(sdl, { shop: shape([owners(), things('Int')]) })).toEqual(['SCHEMA_INDEX_MISSING warning 1:85 Add one: create index on things (owner)'])
    expect(findings(sdl, { shop: shape([owners(), things('Int', { rows: 20 })]) })).toEqual(['SCHEMA_INDEX_MISSING info 1:85 Add one: create index on things (owner)'])
    expect(findings(sdl, { shop: shape([owners(), things('Int', { indexes: [['owner', 'id']] })]) })).toEqual([])
  })

  test('to one row where several may be found', () => {
    const sdl = OWNER + THING('owner: String\n  by: Owner @link(on: {owner: "no"})')
    expect(findings(sdl, { shop: shape([owners({ indexes: [['no']] }), things('String')]) })).toEqual(['SCHEMA_LINK_NOT_UNIQUE warning 5:3 Make it [Owner!]!, or add a unique index.'])
    expect(findings(sdl, { shop: shape([owners({ unique: [['no']] }), things('String')]) })).toEqual([])
  })

  test('into a source that did not answer is checked as far as this one tells', () => {
    const sdl = `${THING('owner: String\n  cases: [Case!]! @link(on: {owner: "owner"})')}type Case @entity(source: "support", collection: "cases", key: "id") { id: ID! owner: String }`
    expect(findings(sdl, { shop: shape([things('Int')]) })).toEqual(['SCHEMA_COLUMN_TYPE error 3:3 Int fits.', `SCHEMA_LINK_TYPES error 4:3 ${KINDS}`])
  })
})
