import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateCompany } from '../../src/sandbox/company/generate-company.ts'
import { fillPostgres } from '../../src/sandbox/fill/fill-postgres.ts'
import { startPostgresServer, type PostgresServer } from '../../src/sandbox/postgres/server.ts'

let cacheDir: string
beforeAll(async () => { cacheDir = await mkdtemp(join(tmpdir(), 'crossgraph-test-')) })
afterAll(() => rm(cacheDir, { recursive: true }))

async function query(uri: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: uri })
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}

const isReachable = (uri: string): Promise<boolean> => query(uri, 'select 1').then(() => true, () => false)

async function waitUntilGone(uri: string): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (!await isReachable(uri)) return true
    await sleep(100)
  }
  return false
}

describe('the embedded PostgreSQL', () => {
  it('starts empty, in UTC, sorting by code point, on the loopback address only', async () => {
    const started = performance.now()
    const server = await startPostgresServer({ cacheDir })
    const first = Math.round(performance.now() - started)
    try {
      expect(await query(server.uri, "select current_setting('TimeZone'), current_setting('listen_addresses'), current_setting('wal_level')")).toEqual([['UTC', '127.0.0.1', 'logical']])
      expect(await query(server.uri, "select word from unnest(array['b', 'Z', 'ä', 'a']) word order by word")).toEqual([['Z'], ['a'], ['b'], ['ä']])
      expect(await query(server.uri, "select count(*)::int from pg_class where relnamespace = 'public'::regnamespace")).toEqual([[0]])
    } finally {
      await server.close()
    }
    const again = performance.now()
    await (await startPostgresServer({ cacheDir })).close()
    console.info(`first start ${first} ms, second start and stop ${Math.round(performance.now() - again)} ms`)
  })

  it('is gone after close, with its files', async () => {
    const server = await startPostgresServer({ cacheDir })
    const [[folder]] = await query(server.uri, 'show data_directory') as [[string]]
    await server.close()
    expect(await isReachable(server.uri)).toBe(false)
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('lets two run at once, each with its own data', async () => {
    const servers = await Promise.all([startPostgresServer({ cacheDir }), startPostgresServer({ cacheDir })])
    try {
      await query(servers[0].uri, 'create table only_here ()')
      expect(await query(servers[1].uri, "select to_regclass('only_here')")).toEqual([[null]])
    } finally {
      await Promise.all(servers.map((server) => server.close()))
    }
  })

  it('names a port that is in use', async () => {
    const server = await startPostgresServer({ cacheDir })
    try {
      await expect(startPostgresServer({ cacheDir, port: server.port })).rejects.toMatchObject({ code: 'CONFIG_PORT_IN_USE', message: expect.stringContaining(String(server.port)) })
    } finally {
      await server.close()
    }
  })

  it('leaves our signals alone', async () => {
    const before = process.listenerCount('SIGTERM')
    await (await startPostgresServer({ cacheDir })).close()
    expect(process.listenerCount('SIGTERM')).toBe(before)
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('ends when its owner is ended by %s, and the next start removes its files', async (signal) => {
    const owner = spawn(process.execPath, [join(import.meta.dirname, 'own-a-server.ts'), cacheDir], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = await once(createInterface(owner.stdout), 'line') as [string]
    const { uri, dataDir } = JSON.parse(line) as { uri: string; dataDir: string }
    expect(await isReachable(uri)).toBe(true)
    owner.kill(signal)
    await once(owner, 'exit')
    expect(await waitUntilGone(uri)).toBe(true)
    await (await startPostgresServer({ cacheDir })).close()
    await expect(stat(dirname(dataDir))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('makes its template again when the cache was deleted', async () => {
    const other = join(cacheDir, 'deleted')
    await (await startPostgresServer({ cacheDir: other })).close()
    await rm(other, { recursive: true })
    const server = await startPostgresServer({ cacheDir: other })
    await server.close()
    expect(await readdir(other)).toHaveLength(1)
  })
})

describe('the shop in PostgreSQL', () => {
  const company = generateCompany()
  let server: PostgresServer
  beforeAll(async () => { server = await startPostgresServer({ cacheDir }) })
  afterAll(() => server.close())

  it('is filled once, and recognised after that', async () => {
    expect(await fillPostgres(server.uri, company)).toBe('filled')
    expect(await fillPostgres(server.uri, company)).toBe('recognised')
    expect(await query(server.uri, 'select (select count(*) from customers)::int, (select count(*) from products)::int, (select count(*) from orders)::int, (select count(*) from order_items)::int'))
      .toEqual([[500, 80, 5_000, company.orderItems.length]])
  })

  it('keeps every digit', async () => {
    expect(await query(server.uri, 'select id::text, total::text from orders where id > 9007199254740992')).toEqual([['9007199254740993', '0.00']])
    expect(await query(server.uri, "select count(*) > 0 from orders where placed_at = '2024-12-31T23:59:59.999999Z'")).toEqual([[true]])
    expect(await query(server.uri, 'select count(*)::int from orders where total <> coalesce((select sum(quantity * unit_price) from order_items where order_id = orders.id), 0)')).toEqual([[0]])
  })

  it('is made anew for another company', async () => {
    expect(await fillPostgres(server.uri, generateCompany({ seed: 2 }))).toBe('filled')
    expect(await fillPostgres(server.uri, company)).toBe('filled')
  })

  it('leaves a table of somebody else alone', async () => {
    await query(server.uri, 'create database other')
    const other = server.uri.replace(/shop$/, 'other')
    await query(other, "create table orders (id text primary key); insert into orders values ('mine')")
    await expect(fillPostgres(other, company)).rejects.toMatchObject({ code: 'CONFIG_SANDBOX_FOREIGN_DATA', message: expect.stringContaining('"orders"') })
    expect(await query(other, 'select * from orders')).toEqual([['mine']])
    expect(await query(other, "select to_regclass('customers')")).toEqual([[null]])
  })
})
