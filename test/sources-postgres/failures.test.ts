import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Fetch } from '../../src/fetch/fetch.ts'
import type { Source } from '../../src/sources/source.ts'
import { createPostgresSource } from '../../src/sources/postgres/source.ts'
import { CONTEXT, LIMITS, compileSchema, openDatabase, openSource } from './database.ts'
import type { TestDatabase } from './database.ts'
import { openProxy } from './proxy.ts'

let database: TestDatabase
let source: Source

/** `slow` sleeps as many seconds as its row says, whenever it is read. */
const catalog = compileSchema(`
  type Slow @entity(source: "db", table: "slow", key: "id") { id: ID! seconds: Float name: String }
  type Thing @entity(source: "db", table: "thing", key: "id") { id: ID! name: String size: Int }
  type Missing @entity(source: "db", table: "missing", key: "id") { id: ID! }
  type Wrong @entity(source: "db", table: "thing", key: "id") { id: ID! name: Boolean colour: String }
  type Prepared @entity(source: "db", table: "prepared", key: "id") { id: ID! }
  type Locked @entity(source: "db", table: "locked", key: "id") { id: ID! }
`)
const SCHEMA = `
  CREATE TABLE naps (id integer PRIMARY KEY, seconds double precision);
  INSERT INTO naps VALUES (1, 0), (2, 30), (3, 0.3);
  CREATE VIEW slow AS SELECT id, seconds, pg_sleep(seconds)::text AS name FROM naps;
  CREATE TABLE thing (id integer PRIMARY KEY, name text, size integer);
  INSERT INTO thing SELECT i, repeat('x', 100), i FROM generate_series(1, 5000) AS i;
  CREATE VIEW prepared AS SELECT count(*) AS id FROM pg_prepared_statements;
  CREATE TABLE locked (id integer PRIMARY KEY);`

beforeAll(async () => {
  database = await openDatabase()
  await database.sql(SCHEMA)
})
afterAll(() => database.close())
beforeEach(() => {
  source = openSource(database, catalog, { ...LIMITS, timeoutMs: 3000 })
  return () => source.close()
})

const orderBy = [{ field: 'id', direction: 'asc', nulls: 'last' }] as const
const nap = (id: string): Fetch => ({ entity: 'Slow', fields: ['id', 'name'], orderBy, where: { kind: 'compare', field: 'id', op: 'eq', value: id } })
const things: Fetch = { entity: 'Thing', fields: ['id', 'name'], orderBy }
const SLEEPING = `SELECT pid FROM pg_stat_activity WHERE application_name = 'crossgraph' AND state = 'active' AND query LIKE '%slow%' AND datname = current_database()`

async function waitFor(holds: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('waited two seconds in vain')
}
const sleeping = async (): Promise<number> => (await database.sql(SLEEPING)).length
const rejection = (promise: Promise<unknown>): Promise<unknown> => promise.then(() => { throw new Error('was answered') }, (error: unknown) => error)

describe('cancelling', () => {
  it('stops the backend when nobody waits any more', async () => {
    const abort = new AbortController()
    const failed = rejection(source.fetch(nap('2'), { ...CONTEXT, signal: abort.signal }))
    await waitFor(async () => (await sleeping()) === 1)
    abort.abort()
    expect(await failed).toMatchObject({ code: 'SOURCE_CANCELLED', source: 'db' })
    await waitFor(async () => (await sleeping()) === 0)
  })

  it('leaves the connection usable, and no cancel hits the next statement', async () => {
    const narrow = openSource(database, catalog, { ...LIMITS, concurrency: 1 })
    for (let i = 0; i < 10; i++) {
      const abort = new AbortController()
      const failed = rejection(narrow.fetch(nap('2'), { ...CONTEXT, signal: abort.signal }))
      await waitFor(async () => (await sleeping()) === 1)
      abort.abort()
      await failed
      expect((await narrow.fetch({ ...things, page: { limit: 1 } }, CONTEXT)).rows.length).toBe(1)
    }
    await narrow.close()
  })

  it('does not start what was cancelled before', async () => {
    expect(await rejection(source.fetch(things, { ...CONTEXT, signal: AbortSignal.abort() }))).toMatchObject({ code: 'SOURCE_CANCELLED' })
  })
})

describe('time', () => {
  it('stops a call at its own deadline', async () => {
    const started = performance.now()
    expect(await rejection(source.fetch(nap('2'), { ...CONTEXT, timeoutMs: 200 }))).toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true })
    expect(performance.now() - started).toBeLessThan(1500)
    await waitFor(async () => (await sleeping()) === 0)
  })

  it('stops a call at the cap of the source', async () => {
    const capped = openSource(database, catalog, { ...LIMITS, timeoutMs: 300 })
    expect(await rejection(capped.fetch(nap('2'), { ...CONTEXT, timeoutMs: 10_000 }))).toMatchObject({ code: 'SOURCE_TIMEOUT' })
    await capped.close()
  })

  it('gives the next call its whole time again', async () => {
    const narrow = openSource(database, catalog, { ...LIMITS, concurrency: 1 })
    await rejection(narrow.fetch(nap('2'), { ...CONTEXT, timeoutMs: 100 }))
    expect((await narrow.fetch(nap('1'), { ...CONTEXT, timeoutMs: 100 })).rows.length).toBe(1)
    expect((await narrow.fetch(nap('3'), CONTEXT)).rows.length).toBe(1)
    await narrow.close()
  })
})

describe('overload', () => {
  it('bounds the wait for a connection', async () => {
    const narrow = openSource(database, catalog, { concurrency: 1, queue: 2, timeoutMs: 5000 })
    await narrow.fetch(things, CONTEXT)
    const abort = new AbortController()
    const running = rejection(narrow.fetch(nap('2'), { ...CONTEXT, signal: abort.signal }))
    await waitFor(async () => (await sleeping()) === 1)
    const started = performance.now()
    expect(await rejection(narrow.fetch(things, CONTEXT))).toMatchObject({ code: 'SOURCE_OVERLOADED', retryable: true })
    expect(performance.now() - started).toBeGreaterThan(400)
    expect(performance.now() - started).toBeLessThan(1500)
    abort.abort()
    await running
    await narrow.close()
  })

  it('refuses at once what the queue cannot hold', async () => {
    const narrow = openSource(database, catalog, { concurrency: 1, queue: 2, timeoutMs: 5000 })
    await narrow.fetch(things, CONTEXT)
    const calls = Array.from({ length: 6 }, () => narrow.fetch(nap('3'), CONTEXT))
    const outcomes = await Promise.allSettled(calls)
    expect(outcomes.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(3)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'SOURCE_OVERLOADED' })
    await narrow.close()
  })

  it('answers health while every connection is busy', async () => {
    const narrow = openSource(database, catalog, { concurrency: 1, queue: 2, timeoutMs: 5000 })
    const abort = new AbortController()
    const running = rejection(narrow.fetch(nap('2'), { ...CONTEXT, signal: abort.signal }))
    await waitFor(async () => (await sleeping()) === 1)
    expect(await narrow.health()).toMatchObject({ status: 'up' })
    abort.abort()
    await running
    await narrow.close()
  })
})

describe('a server that dies', () => {
  const kill = () => database.sql(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'crossgraph' AND datname = current_database()`)

  it('fails the running call and is met again by the next', async () => {
    const failed = rejection(source.fetch(nap('2'), CONTEXT))
    await waitFor(async () => (await sleeping()) === 1)
    await kill()
    expect(await failed).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true })
    expect((await source.fetch({ ...things, page: { limit: 3 } }, CONTEXT)).rows.length).toBe(3)
  })

  it('survives killed idle connections', async () => {
    await Promise.all(Array.from({ length: 4 }, () => source.fetch({ ...things, page: { limit: 1 } }, CONTEXT)))
    await kill()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await source.fetch({ ...things, page: { limit: 3 } }, CONTEXT)).rows.length).toBe(3)
  })

  it.each([
    ['nobody listens', 'postgres://u:secret@127.0.0.1:1/db'], ['there is no such host', 'postgres://u:secret@nowhere.invalid/db'],
  ])('is unavailable where %s, and nothing of its address is told', async (_, uri) => {
    const nowhere = createPostgresSource({ name: 'db', uri, catalog, limits: LIMITS })
    const error = await rejection(nowhere.fetch(things, CONTEXT))
    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'db', retryable: true })
    expect(JSON.stringify([String(error), error])).not.toMatch(/secret|127\.0|nowhere|SELECT/)
    expect(await nowhere.health()).toMatchObject({ status: 'down', code: 'SOURCE_UNAVAILABLE', message: 'The source db cannot be reached' })
    await nowhere.close()
  })

  it('refuses a wrong password as no passing trouble', async () => {
    const uri = new URL(database.uri)
    uri.password = 'wrong'
    const stranger = createPostgresSource({ name: 'db', uri: String(uri), catalog, limits: LIMITS })
    expect(await rejection(stranger.fetch(things, CONTEXT))).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: false })
    await stranger.close()
  })
})

describe('a network that goes silent', () => {
  it('fails calls at their deadline, and serves again when it is back', async () => {
    const proxy = await openProxy(database.uri)
    const far = createPostgresSource({ name: 'db', uri: proxy.uri, catalog, limits: { ...LIMITS, timeoutMs: 2000 } })
    await Promise.all([far.fetch(things, CONTEXT), far.fetch(things, CONTEXT)])
    proxy.silence()
    const started = performance.now()
    const failures = await Promise.all(Array.from({ length: 3 }, () => rejection(far.fetch({ ...things, page: { limit: 2 } }, { ...CONTEXT, timeoutMs: 300 }))))
    expect(performance.now() - started).toBeLessThan(1500)
    for (const failure of failures) expect(failure).toMatchObject({ retryable: true, code: expect.stringMatching(/^SOURCE_(TIMEOUT|UNAVAILABLE|OVERLOADED)$/) as string })
    expect(await far.health()).toMatchObject({ status: 'down', code: 'SOURCE_UNAVAILABLE' })
    proxy.restore()
    await waitFor(async () => far.fetch({ ...things, page: { limit: 2 } }, CONTEXT).then(({ rows }) => rows.length === 2, () => false))
    expect(await far.health()).toMatchObject({ status: 'up' })
    await far.close()
    await proxy.close()
  })
})

describe('limits of an answer', () => {
  it('refuses too many rows with the figure', async () => {
    expect(await rejection(source.fetch(things, { ...CONTEXT, maxRows: 100 }))).toMatchObject({ code: 'LIMIT_ROWS', details: { maxRows: 100 } })
    expect((await source.fetch({ ...things, page: { limit: 100 } }, { ...CONTEXT, maxRows: 100 })).rows.length).toBe(100)
    expect(await rejection(source.fetch({ ...things, page: { limit: 150 } }, { ...CONTEXT, maxRows: 100 }))).toMatchObject({ code: 'LIMIT_ROWS' })
  })

  it('refuses too many bytes with the figure, and goes on', async () => {
    expect(await rejection(source.fetch(things, { ...CONTEXT, maxBytes: 50_000 }))).toMatchObject({ code: 'LIMIT_BYTES', details: { maxBytes: 50_000 } })
    expect((await source.fetch(things, CONTEXT)).call).toMatchObject({ rows: 5000 })
  })
})

describe('a schema that does not fit', () => {
  it.each([
    ['a table', { ...things, entity: 'Missing', fields: ['id'] }, 'Missing needs the table public.missing'],
    ['a column', { ...things, entity: 'Wrong', fields: ['colour'] }, 'Wrong.colour needs the column colour of public.thing'],
    ['a type', { ...things, entity: 'Wrong', fields: ['id'], where: { kind: 'compare', field: 'colour', op: 'eq', value: 'x' } }, 'Wrong.colour needs the column colour'],
  ] satisfies readonly (readonly [string, Fetch, string])[])('names %s', async (_, fetch, message) => {
    expect(await rejection(source.fetch(fetch, CONTEXT))).toMatchObject({ code: 'SOURCE_REJECTED', retryable: false, message: expect.stringContaining(message) as string })
  })

  it('follows a table that changes while it is used', async () => {
    const sizes: Fetch = { entity: 'Thing', fields: ['size'], orderBy, page: { limit: 1 } }
    expect((await source.fetch(sizes, CONTEXT)).rows).toEqual([['1']])
    await database.sql('ALTER TABLE thing ALTER size TYPE bigint')
    expect((await source.fetch(sizes, CONTEXT)).rows).toEqual([['1']])
    await database.sql('ALTER TABLE thing RENAME size TO width')
    expect(await rejection(source.fetch(sizes, CONTEXT))).toMatchObject({ code: 'SOURCE_REJECTED', message: expect.stringContaining('Thing.size needs the column size') as string })
    await database.sql('ALTER TABLE thing RENAME width TO size')
    await waitFor(async () => source.fetch(sizes, CONTEXT).then(({ rows }) => rows.length === 1, () => false))
  })

  it('says what the user may not read', async () => {
    await database.sql(`CREATE ROLE visitor LOGIN PASSWORD 'visitor'`)
    const uri = new URL(database.uri)
    Object.assign(uri, { username: 'visitor', password: 'visitor' })
    const visitor = createPostgresSource({ name: 'db', uri: String(uri), catalog, limits: LIMITS })
    expect(await rejection(visitor.fetch({ ...things, entity: 'Locked', fields: ['id'] }, CONTEXT))).toMatchObject({ code: 'SOURCE_REJECTED', message: expect.stringContaining('does not permit') as string })
    await visitor.close()
    await database.sql('DROP ROLE visitor')
  })
})

describe('sessions', () => {
  it('are read-only and pinned, whatever the database has set', async () => {
    await database.sql(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timezone = %L', current_database(), 'Asia/Tokyo'); EXECUTE format('ALTER DATABASE %I SET datestyle = %L', current_database(), 'German'); END $$`)
    await database.sql(`CREATE FUNCTION scribble() RETURNS text LANGUAGE plpgsql AS $$ BEGIN INSERT INTO public.thing VALUES (-1, 'written'); RETURN 'x'; END $$`)
    await database.sql(`CREATE VIEW writer AS SELECT 1 AS id, scribble() AS name; CREATE VIEW clock AS SELECT 1 AS id, TIMESTAMPTZ '2026-01-01 00:00:00Z' AS at`)
    const pinned = openSource(database, compileSchema(`
      type Writer @entity(source: "db", table: "writer", key: "id") { id: ID! name: String }
      type Clock @entity(source: "db", table: "clock", key: "id") { id: ID! at: DateTime }`))
    const clock = await pinned.fetch({ entity: 'Clock', fields: ['at'], orderBy }, CONTEXT)
    expect(clock.columns[0]!.toValue(clock.rows[0]![0])).toBe('2026-01-01T00:00:00.000Z')
    expect(await rejection(pinned.fetch({ entity: 'Writer', fields: ['name'], orderBy }, CONTEXT))).toMatchObject({ code: 'SOURCE_REJECTED', details: { sqlState: '25006' } })
    await pinned.close()
  })

  it('keep a bounded number of prepared statements', async () => {
    const narrow = openSource(database, catalog, { ...LIMITS, concurrency: 1 })
    const shapes = Array.from({ length: 260 }, (_, i): Fetch => ({ ...things, fields: ['id'], where: { kind: 'or', of: Array.from({ length: i + 1 }, (): NonNullable<Fetch['where']> => ({ kind: 'compare', field: 'size', op: 'eq', value: 1 })) } }))
    for (const shape of shapes) await narrow.fetch(shape, CONTEXT)
    const count = await narrow.fetch({ entity: 'Prepared', fields: ['id'], orderBy }, CONTEXT)
    expect(Number(count.rows[0]![0])).toBeGreaterThan(150)
    expect(Number(count.rows[0]![0])).toBeLessThanOrEqual(200)
    expect((await narrow.fetch(shapes[0]!, CONTEXT)).rows.length).toBe(1)
    await narrow.close()
  })
})
