import { chmod, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { QdrantClient } from '@qdrant/js-client-rest'
import { WebClient } from '@slack/web-api'
import { MongoClient } from 'mongodb'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createEmbedder } from '../../src/embeddings/embedder.ts'
import { startMongoServer } from '../../src/sandbox/mongodb/server.ts'
import { startPostgresServer } from '../../src/sandbox/postgres/server.ts'
import { startQdrantServer } from '../../src/sandbox/qdrant/server.ts'
import { startSandbox, type Sandbox, type SandboxEnvironment } from '../../src/sandbox/start.ts'

/** No server of this machine, unless a test gives one. */
const bare: NodeJS.ProcessEnv = { PATH: '' }

/** Shared, so that the second test and those after it start from what the first has kept. */
let projectDir: string
/** For what only one test needs. */
let scratch: string
beforeAll(async () => { projectDir = await mkdtemp(join(tmpdir(), 'crossgraph-test-')) })
afterAll(() => rm(projectDir, { recursive: true }))
beforeEach(async () => { scratch = await mkdtemp(join(tmpdir(), 'crossgraph-test-')) })
afterEach(() => rm(scratch, { recursive: true }))

/** Runs `use` with a value and closes it, also when `use` fails. */
async function using<C extends { close(): Promise<void> }, T>(opening: Promise<C>, use: (opened: C) => Promise<T>): Promise<T> {
  const opened = await opening
  try {
    return await use(opened)
  } finally {
    await opened.close()
  }
}

/** How many rows of one kind lie in each server, read by the drivers of the real ones. */
async function countRows(env: SandboxEnvironment): Promise<{ orders: number; tickets: number; reviews: number; channels: number }> {
  const slack = new WebClient(env.SLACK_TOKEN, { slackApiUrl: env.SLACK_API_URL })
  const [orders, tickets, reviews, channels] = await Promise.all([
    countOrders(env.POSTGRES_URI), countTickets(env.MONGODB_URI), new QdrantClient({ url: env.QDRANT_URL, checkCompatibility: false }).count('reviews', { exact: true }), slack.conversations.list({ limit: 100 }),
  ])
  return { orders, tickets, reviews: reviews.count, channels: channels.channels?.length ?? 0 }
}

async function countOrders(uri: string): Promise<number> {
  const client = new Client({ connectionString: uri })
  await client.connect()
  const { rows } = await client.query<{ count: string }>('select count(*) from orders')
  await client.end()
  return Number(rows[0]?.count)
}

async function countTickets(uri: string): Promise<number> {
  const client = new MongoClient(uri)
  const count = await client.db('support').collection('tickets').countDocuments()
  await client.close()
  return count
}

const FULL = { orders: 5_000, tickets: 1_200, reviews: 2_000, channels: 10 }

/** The temporary folders that this process has made and not removed. */
async function ownRuns(): Promise<string[]> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith('crossgraph-run-'))
  const owners = await Promise.all(names.map((name) => readFile(join(tmpdir(), name, 'owner'), 'utf8').catch(() => '{}')))
  return names.filter((_, index) => (JSON.parse(owners[index] ?? '{}') as { pid?: number }).pid === process.pid)
}

describe('the sandbox', () => {
  it('starts four servers with the company in them, and again from what it kept', async () => {
    for (const name of ['first', 'second']) {
      const started = performance.now()
      await using(startSandbox({ projectDir, env: bare }), async (sandbox) => {
        console.info(`${name} start ${Math.round(performance.now() - started)} ms`)
        expect(sandbox.servers.map((server) => `${server.name} ${server.kind}`).toSorted()).toEqual(['mongodb embedded', 'postgres embedded', 'qdrant embedded', 'slack embedded'])
        expect(await countRows(sandbox.env)).toEqual(FULL)
      })
    }
  })

  it('ends them all, and keeps its files in the project only', async () => {
    const sandbox = await startSandbox({ projectDir, env: bare })
    await sandbox.close()
    await expect(countOrders(sandbox.env.POSTGRES_URI)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await expect(fetch(sandbox.env.QDRANT_URL)).rejects.toThrow('fetch failed')
    await expect(fetch(sandbox.env.SLACK_API_URL)).rejects.toThrow('fetch failed')
    expect(await readdir(projectDir)).toEqual(['.crossgraph'])
    expect(await ownRuns()).toEqual([])
  })

  it('writes exact types into MongoDB', async () => {
    await using(startSandbox({ projectDir, env: bare }), async ({ env }) => {
      const client = new MongoClient(env.MONGODB_URI, { useBigInt64: true })
      const events = client.db('support').collection<{ _id: bigint; ts: Date }>('web_events')
      expect(await events.findOne({ _id: 9_007_199_254_740_995n })).toMatchObject({ _id: 9_007_199_254_740_995n, ts: expect.any(Date) })
      expect(await events.countDocuments({ _id: { $type: 'long' } })).toBe(20_000)
      const tickets = client.db('support').collection('tickets')
      expect(await tickets.countDocuments({ _id: { $type: 'objectId' } })).toBe(1_200)
      expect(await tickets.countDocuments({ customer: { $exists: false } })).toBeGreaterThan(0)
      expect(await tickets.countDocuments({ 'thread.at': { $type: 'date' } })).toBeGreaterThan(800)
      await client.close()
    })
  })

  it('lets reviews be found by what they mean', async () => {
    const embedder = createEmbedder()
    await using(startSandbox({ projectDir, env: bare }), async ({ env }) => {
      const client = new QdrantClient({ url: env.QDRANT_URL, checkCompatibility: false })
      const [query = []] = await embedder.embed(['the battery dies in the cold'])
      const { points } = await client.query('reviews', { query: [...query], limit: 20, with_payload: true })
      const texts = points.map(({ payload }) => String(payload?.['body']))
      expect(texts.filter((text) => /battery|charge/i.test(text)).length, texts.join('\n')).toBeGreaterThanOrEqual(18)
    })
    await embedder.close()
  })

  it('ends what it has started when a part fails', async () => {
    await using(startMongoServer(), async (mongo) => {
      const client = new MongoClient(mongo.uri)
      await client.db('support').collection('tickets').insertOne({ mine: true })
      await expect(startSandbox({ projectDir, env: bare, mongodb: mongo.uri })).rejects.toMatchObject({ code: 'CONFIG_SANDBOX_FOREIGN_DATA', message: expect.stringContaining('"tickets"') })
      expect(await client.db('support').collection('tickets').countDocuments()).toBe(1)
      expect(await client.db('support').listCollections({ name: 'web_events' }).toArray()).toEqual([])
      await client.close()
    })
    expect(await ownRuns()).toEqual([])
  })

  it('says which server it could not reach, without its password', async () => {
    const failure = await startSandbox({ projectDir, env: bare, postgres: 'postgres://somebody:secret@127.0.0.1:1/shop' }).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'CONFIG_SANDBOX', message: expect.stringContaining('postgres') })
    expect(String(failure)).not.toContain('secret')
  })
})

describe('servers that are given', () => {
  it('are filled, used, left as they are, and recognised', async () => {
    await using(startPostgresServer({ cacheDir: projectDir }), (postgres) => using(startMongoServer(), (mongo) => using(startQdrantServer(), async (qdrant) => {
      const given = { postgres: postgres.uri, mongodb: mongo.uri, qdrant: qdrant.url }
      const environment = await using(startSandbox({ projectDir, env: bare, ...given }), async ({ env, servers }) => {
        expect(servers.filter(({ kind }) => kind === 'given')).toHaveLength(3)
        expect(await countRows(env)).toEqual(FULL)
        return env
      })
      expect(await countOrders(environment.POSTGRES_URI)).toBe(5_000)
      await using(startSandbox({ projectDir, env: { ...bare, POSTGRES_URI: postgres.uri, MONGODB_URI: mongo.uri, QDRANT_URL: qdrant.url } }), async (again: Sandbox) => {
        expect(again.servers.filter(({ kind }) => kind === 'given').map(({ description }) => description).toSorted()).toEqual(['the server of MONGODB_URI', 'the server of POSTGRES_URI', 'the server of QDRANT_URL'])
        expect(await countRows(again.env)).toEqual(FULL)
      })
    })))
  })

  it('keep a Qdrant collection of somebody else', async () => {
    await using(startQdrantServer(), async (qdrant) => {
      const client = new QdrantClient({ url: qdrant.url, checkCompatibility: false })
      await client.createCollection('articles', { vectors: { size: 2, distance: 'Dot' } })
      await expect(startSandbox({ projectDir, env: bare, qdrant: qdrant.url })).rejects.toMatchObject({ code: 'CONFIG_SANDBOX_FOREIGN_DATA', message: expect.stringContaining('"articles"') })
      expect((await client.getCollections()).collections.map(({ name }) => name)).toEqual(['articles'])
    })
  })
})

describe('programs on the PATH', () => {
  it('are started in place of the stand-ins, and ended', async () => {
    const folder = join(scratch, 'bin')
    await mkdir(folder)
    for (const name of ['mongod', 'qdrant']) {
      await writeFile(join(folder, name), `#!/bin/sh\nexec "${process.execPath}" "${join(import.meta.dirname, 'fake-program.ts')}" ${name} "$@"\n`)
      await chmod(join(folder, name), 0o755)
    }
    const said: string[] = []
    const environment = await using(startSandbox({ projectDir, env: { PATH: ['/nowhere', folder].join(delimiter) }, onProgress: (text) => said.push(text) }), async ({ env, servers }) => {
      expect(servers.filter(({ kind }) => kind === 'program').map(({ name, description }) => [name, description]).toSorted()).toEqual([['mongodb', join(folder, 'mongod')], ['qdrant', join(folder, 'qdrant')]])
      expect(await countRows(env)).toEqual(FULL)
      return env
    })
    expect(said.join('\n')).toContain(`${join(folder, 'mongod')} (program)`)
    await expect(fetch(environment.QDRANT_URL)).rejects.toThrow('fetch failed')
    expect(await ownRuns()).toEqual([])
  })

  it('that do not start are named', async () => {
    const file = join(scratch, 'mongod')
    await writeFile(file, '#!/bin/sh\nexit 1\n')
    await chmod(file, 0o755)
    await expect(startSandbox({ projectDir, env: { PATH: scratch } })).rejects.toMatchObject({ code: 'CONFIG_SANDBOX', message: expect.stringContaining(file) })
    expect(await ownRuns()).toEqual([])
  })
})
