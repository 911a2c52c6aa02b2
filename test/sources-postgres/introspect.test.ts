import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ShapeObject, Source, SourceShape } from '../../src/sources/source.ts'
import { nastyCatalog, nastySql, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'

let database: TestDatabase
let source: Source
let shape: SourceShape

beforeAll(async () => {
  database = await openDatabase()
  await database.sql(nastySql())
  await database.sql(`INSERT INTO "user" (id, "select", tier) SELECT i, 'x', 'pro' FROM generate_series(1, 30) AS i; ANALYZE "user"`)
  source = openSource(database, nastyCatalog())
  shape = await source.introspect()
})
afterAll(async () => {
  await source.close()
  await database.close()
})

function objectNamed(name: string): ShapeObject {
  const object = shape.objects.find((one) => one.name === name)
  if (object === undefined) throw new Error(`${name} was not found`)
  return object
}

describe('introspection', () => {
  it('finds tables, views and partitioned tables, not partitions', () => {
    expect(shape.objects.map(({ name, kind }) => [name, kind])).toEqual([
      ['boss', 'view'], ['event', 'table'], ['user', 'table'], ['Sales Dept.Line Items', 'table'], ['Sales Dept.shipments', 'table'], ['hidden.secret', 'table'],
    ])
  })

  it('tells types, elements of arrays, domains and comments', () => {
    const user = objectNamed('user')
    expect(user.description).toBe('People, under a reserved word')
    const fields = Object.fromEntries(user.fields.map((field) => [field.name, field]))
    expect(fields['select']).toEqual({ name: 'select', nativeType: 'text', type: 'String', list: false, nullable: false, keyType: 'STRING', description: 'The name' })
    expect(fields['email']).toMatchObject({ nativeType: 'work_address', type: 'String', nullable: true, keyType: 'STRING' })
    expect(fields['mood']).toMatchObject({ nativeType: 'mood', type: 'mood', keyType: 'STRING' })
    expect(fields['labels']).toMatchObject({ nativeType: 'tag_list', type: 'String', list: true })
    expect(fields['moods']).toMatchObject({ nativeType: 'mood[]', type: 'mood', list: true })
    expect(fields['price']).toMatchObject({ nativeType: 'numeric(30,10)', type: 'Decimal', keyType: 'DECIMAL' })
    expect(Object.fromEntries(user.fields.map(({ name, type }) => [name, type]))).toMatchObject({
      id: 'Int', tiny: 'Int', big: 'BigInt', ratio: 'Float', weight: 'Float', flag: 'Boolean', token: 'UUID', doc: 'JSON', raw: 'JSON', born: 'Date', seen: 'DateTime', local: 'DateTime', nick: 'String',
    })
  })

  it('tells keys, indexes by their leading columns, and foreign keys', () => {
    const lines = objectNamed('Sales Dept.Line Items')
    expect(lines.key).toEqual(['order_no', 'line'])
    expect(lines.indexes).toEqual([['order_no', 'line'], ['owner', 'qty', 'order_no', 'line']])
    expect(objectNamed('Sales Dept.shipments').foreignKeys).toEqual([{ fields: ['order_no', 'line'], target: 'Sales Dept.Line Items', targetFields: ['order_no', 'line'] }])
    expect(objectNamed('user').indexes).toEqual([['id'], ['tier', 'id']])
    expect(objectNamed('event').key).toEqual(['id', 'at'])
    expect(objectNamed('boss')).toMatchObject({ key: [], indexes: [], foreignKeys: [] })
  })

  it('tells the values of enums in their order, with comments', () => {
    expect(shape.enums).toEqual([
      { name: 'mood', values: ['sad', 'ok', 'happy'], description: 'How somebody feels' },
      { name: 'Sales Dept.Size', values: ['S', 'M', 'L'] },
    ])
    expect(objectNamed('Sales Dept.Line Items').fields.find(({ name }) => name === 'size')?.type).toBe('Sales Dept.Size')
  })

  it('tells how many rows there are, about', () => {
    expect(objectNamed('user').rows).toBe(30)
  })
})

describe('estimates', () => {
  const orderBy = [{ field: 'id', direction: 'asc', nulls: 'last' }] as const

  it('come from the planner, and run nothing', async () => {
    const all = await source.estimate({ entity: 'Person', fields: ['id'], orderBy })
    const one = await source.estimate({ entity: 'Person', fields: ['id'], orderBy, where: { kind: 'compare', field: 'id', op: 'eq', value: '7' } })
    expect(all).toMatchObject({ rows: 30, exact: false })
    expect(one).toMatchObject({ rows: 1, exact: false })
    expect(one.cost).toBeLessThan(all.cost! * 10)
  })

  it('are explained by the statement that would be sent', async () => {
    expect(await source.explain({ entity: 'Person', fields: ['id', 'name'], orderBy, where: { kind: 'compare', field: 'name', op: 'eq', value: 'Ada' } }))
      .toBe('SELECT t0."id", t0."select" FROM "public"."user" AS t0 WHERE t0."select" = $1::text ORDER BY t0."id" LIMIT 10001')
  })
})
