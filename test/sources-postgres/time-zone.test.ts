import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Fetch, Predicate, Rows, Value } from '../../src/fetch/fetch.ts'
import type { Source } from '../../src/sources/source.ts'
import { CONTEXT, compileSchema, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'

let database: TestDatabase
let source: Source

/** A project whose zone is not UTC: times without a zone, and days, lie in Berlin. */
const catalog = compileSchema(`
  type Stay @entity(source: "db", table: "stay", key: "id") {
    id: ID!
    local: DateTime
    written: DateTime @column(formats: ["DD.MM.YYYY HH:mm", "YYYY-MM-DDTHH:mm:ss.SSSZ"])
    day: DateTime
    dayOf: Date @column(name: "instant")
    instant: DateTime
    doc: Inner
    at: DateTime @column(name: "doc.at")
  }
  type Inner { at: DateTime @column(formats: ["DD Mon YYYY HH:mm"]) }
`, 'Europe/Berlin')

beforeAll(async () => {
  database = await openDatabase()
  await database.sql(`CREATE TABLE stay (id integer PRIMARY KEY, local timestamp, written text, day date, instant timestamptz, doc jsonb)`)
  await database.sql(`INSERT INTO stay VALUES
    (1, '2026-01-15 00:30:00', '15.01.2026 00:30', '2026-01-15', '2026-01-14 23:30:00Z', '{"at": "15 Jan 2026 00:30"}'),
    (2, '2026-07-15 00:30:00', '2026-07-15T00:30:00.250+05:30', '2026-07-15', '2026-07-14 21:59:59Z', '{"at": "15 Jul 2026 00:30"}')`)
  source = openSource(database, catalog)
})
afterAll(async () => {
  await source.close()
  await database.close()
})

const orderBy = [{ field: 'id', direction: 'asc', nulls: 'last' }] as const
const read = async (more: Partial<Fetch>): Promise<readonly (readonly Value[])[]> => valuesOf(await source.fetch({ entity: 'Stay', fields: ['id'], orderBy, ...more }, CONTEXT))
const valuesOf = ({ columns, rows }: Rows): readonly (readonly Value[])[] => rows.map((row) => columns.map((column, i) => column.toValue(row[i])))

describe('times without a zone', () => {
  it('are instants in the zone of the project, summer time included', async () => {
    expect(await read({ fields: ['local', 'written', 'day', 'dayOf', 'doc'] })).toEqual([
      ['2026-01-14T23:30:00.000Z', '2026-01-14T23:30:00.000Z', '2026-01-14T23:00:00.000Z', '2026-01-15', { at: '2026-01-14T23:30:00.000Z' }],
      ['2026-07-14T22:30:00.000Z', '2026-07-14T19:00:00.250Z', '2026-07-14T22:00:00.000Z', '2026-07-14', { at: '2026-07-14T22:30:00.000Z' }],
    ])
  })

  const at = (field: string, value: string): Predicate => ({ kind: 'compare', field, op: 'lte', value })
  it.each([
    [at('local', '2026-01-14T23:30:00.000Z'), ['1']], [at('local', '2026-01-14T23:29:59.999Z'), []], [at('written', '2026-07-14T19:00:00.250Z'), ['1', '2']], [at('written', '2026-07-14T19:00:00.249Z'), ['1']],
    [at('day', '2026-01-14T23:00:00.000Z'), ['1']], [at('dayOf', '2026-07-14'), ['1', '2']], [at('dayOf', '2026-07-13'), ['1']],
  ])('compare as what they are shown: %j', async (where, ids) => {
    expect((await read({ where })).flat()).toEqual(ids)
  })

  it('fall into the periods of the grain\'s own zone', async () => {
    const by = [{ as: 'day', field: 'local', grain: { unit: 'DAY', timeZone: 'UTC', weekStart: 1, yearStart: 1 } }] as const
    expect(await read({ fields: [], orderBy: [{ field: 'day', direction: 'desc', nulls: 'last' }], group: { by, measures: [] } })).toEqual([['2026-07-14T00:00:00.000Z'], ['2026-01-14T00:00:00.000Z']])
  })
})
