import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fetch, Rows, Value } from '../../src/fetch/fetch.ts'
import type { Source } from '../../src/sources/source.ts'
import { CONTEXT, nastyCatalog, nastySql, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'
import { EVENTS, LINES, PEOPLE, fillPeople } from './people.ts'

let database: TestDatabase
let source: Source
const catalog = nastyCatalog()

beforeAll(async () => {
  database = await openDatabase()
  await database.sql(nastySql())
  await fillPeople(database)
  source = openSource(database, catalog)
})
afterAll(async () => {
  await source.close()
  await database.close()
})

const byId = [{ field: 'id', direction: 'asc', nulls: 'last' }] as const
const all = (entity: string, fields: readonly string[], more: Partial<Fetch> = {}): Fetch => ({ entity, fields, orderBy: byId, ...more })
const valuesOf = ({ columns, rows }: Rows): readonly (readonly Value[])[] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))

/** The one value of a row that is inserted for it. */
async function readNote(column: string, stored: string, field: string): Promise<{ readonly value: () => Value; readonly json: () => string }> {
  await database.sql(`INSERT INTO "user" (id, "select", tier, "${column}") VALUES (1000, 'x', 'pro', $1)`, [stored])
  try {
    const { columns: [only], rows: [row] } = await source.fetch(all('Person', [field], { keys: { fields: ['id'], types: ['INT64'], values: [['1000']] } }), CONTEXT)
    return { value: () => only!.toValue(row![0]), json: () => only!.toJson(row![0]) }
  } finally {
    await database.sql('DELETE FROM "user" WHERE id = 1000')
  }
}

describe('values', () => {
  const fields = Object.keys(PEOPLE[0]!)

  it('reads every type exactly', async () => {
    const rows = await source.fetch(all('Person', fields), CONTEXT)
    expect(valuesOf(rows)).toEqual(PEOPLE.map((person) => fields.map((field) => person[field])))
  })

  it('writes the JSON of the same values', async () => {
    const { columns, rows } = await source.fetch(all('Person', fields), CONTEXT)
    const shown = (value: Value): unknown => JSON.parse(JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)))
    for (const row of rows) {
      for (const [i, column] of columns.entries()) expect(JSON.parse(column.toJson(row[i])), column.field).toEqual(shown(column.toValue(row[i])))
    }
  })

  it('reads tables of other schemas, with mixed-case names, and partitioned ones', async () => {
    const lines = await source.fetch({ entity: 'LineItem', fields: ['orderNo', 'line', 'size', 'cents'], orderBy: [{ field: 'line', direction: 'asc', nulls: 'last' }, { field: 'orderNo', direction: 'asc', nulls: 'last' }], page: { limit: 4 } }, CONTEXT)
    const expected = LINES.slice(0, 4).map(({ orderNo, line, size, cents }) => [orderNo, line, size, cents])
    expect(valuesOf(lines)).toEqual(expect.arrayContaining(expected))
    const events = await source.fetch(all('Event', ['id', 'at', 'userEmail']), CONTEXT)
    expect(valuesOf(events)).toEqual(EVENTS.map(({ id, at, userEmail }) => [id, at, userEmail]))
  })

  it('reads views', async () => {
    const bosses = await source.fetch(all('Boss', ['id', 'name', 'tier']), CONTEXT)
    const ids = new Set(PEOPLE.map(({ bossId }) => `${bossId as number}`))
    expect(valuesOf(bosses)).toEqual(PEOPLE.filter(({ id }) => ids.has(id as string)).map(({ id, name, tier }) => [id, name, tier]))
  })

  it('reads fields behind to-one links, and null where there is none', async () => {
    const rows = await source.fetch(all('Person', ['boss.name', 'boss.boss.name', 'namesake.id']), CONTEXT)
    const boss = (person: (typeof PEOPLE)[number] | undefined) => PEOPLE.find(({ id }) => id === `${person?.['bossId'] as number}`)
    const namesake = (team: Value) => PEOPLE.find(({ name }) => name === team)?.['id'] ?? null
    expect(valuesOf(rows)).toEqual(PEOPLE.map((person) => [boss(person)?.['name'] ?? null, boss(boss(person))?.['name'] ?? null, namesake(person['team'] ?? null)]))
  })
})

describe('values that do not fit', () => {
  it.each([
    ['seen', 'infinity', 'seen'], ['seen', '-infinity', 'seen'], ['seen', '0044-03-15 00:00:00+00 BC', 'seen'], ['seen', '12026-01-01', 'seen'],
    ['born', 'infinity', 'born'], ['born', '12026-01-01', 'born'], ['local', 'infinity', 'local'],
    ['ratio', 'NaN', 'ratio'], ['ratio', '-Infinity', 'ratio'], ['exact', 'NaN', 'exact'], ['exact', 'Infinity', 'exact'],
    ['text_time', '2026-02-30 00:00', 'textTime'], ['text_time', 'yesterday', 'textTime'], ['text_day', '32.01.2026', 'textDay'], ['text_number', 'many', 'textNumber'],
    ['doc', '{"visits": "three"}', 'visits'], ['doc', '{"visits": 1.5}', 'visits'], ['doc', '{"colors": "red"}', 'colors'], ['doc', '{"colors": [1]}', 'colors'], ['doc', '{"address": []}', 'address'],
    ['doc', '{"joined": "soon"}', 'joined'], ['tags', '{{a,b},{c,d}}', 'tags'],
  ])('%s %s is an error of its field, not a changed value', async (column, stored, field) => {
    const { value, json } = await readNote(column, stored, field)
    for (const read of [value, json]) expect(read).toThrow(expect.objectContaining({ code: 'SOURCE_VALUE', source: 'db', message: expect.not.stringContaining(stored) as string }))
  })

  it('keeps all digits of numbers inside jsonb', async () => {
    const { json } = await readNote('doc', '{"balance": 12345678901234567890.123456789}', 'balance')
    expect(json()).toBe('"12345678901234567890.123456789"')
  })

  it('names a stored enum value that the schema does not have', async () => {
    await database.sql(`INSERT INTO "user" (id, "select", tier) VALUES (1000, 'x', 'gold')`)
    const rows = await source.fetch(all('Person', ['tier'], { keys: { fields: ['id'], types: ['INT64'], values: [['1000']] } }), CONTEXT)
    await database.sql('DELETE FROM "user" WHERE id = 1000')
    expect(() => valuesOf(rows)).toThrow('Person.tier holds a value that is no Tier')
  })

  it('lets unreadable texts compare as NULL', async () => {
    await database.sql(`INSERT INTO "user" (id, "select", tier, text_time) VALUES (1000, 'x', 'pro', '2026-02-30 00:00')`)
    const before = await source.fetch(all('Person', ['id'], { where: { kind: 'compare', field: 'textTime', op: 'lt', value: '2030-01-01T00:00:00.000Z' } }), CONTEXT)
    await database.sql('DELETE FROM "user" WHERE id = 1000')
    expect(before.rows.length).toBe(PEOPLE.filter(({ textTime }) => textTime !== null).length)
  })
})
