import { serverAudits } from 'graphql-http'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EXAMPLES } from '../../src/page/examples.ts'
import { ask, explainCalls, startDemo, type RunningDemo } from './start-demo.ts'

const run = promisify(execFile)
/** Runs a command of the CLI; resolves also when it exits with an error. */
const crossgraph = async (...args: string[]): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> =>
  run(process.execPath, ['src/cli/main.ts', ...args]).then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  )

let demo: RunningDemo
let url: string
beforeAll(async () => {
  demo = await startDemo()
  url = demo.ready.url
}, 120_000)
afterAll(async () => {
  expect(await demo.end()).toBe(0)
})

describe('the demo', () => {
  it('says where everything is', () => {
    expect(demo.ready.sources).toMatchObject({ shop: { kind: 'postgres' }, support: { kind: 'mongodb' }, knowledge: { kind: 'qdrant' }, chat: { kind: 'slack' } })
  })

  it('holds the demo company', async () => {
    const counts = await ask(url, '{ c: customersAggregate { count } p: productsAggregate { count } o: ordersAggregate { count } t: ticketsAggregate { count } e: webEventsAggregate { count } r: reviewsAggregate { count } a: articlesAggregate { count } m: slackMessagesAggregate { count } }')
    expect(counts.errors).toBeUndefined()
    const found = Object.fromEntries(Object.entries(counts.data ?? {}).map(([name, { count }]) => [name, count]))
    expect(found).toMatchObject({ c: 500, p: 80, o: 5000, t: 1200, r: 2000, a: 150, m: 3000 })
  })

  it.each(EXAMPLES.map((document) => [document.split('\n')[0] ?? '', document] as const))('answers the example %s', async (_, document) => {
    const answer = await ask(url, document)
    expect(answer.errors).toBeUndefined()
    for (const rows of Object.values(answer.data ?? {})) if (Array.isArray(rows)) expect(rows.length).toBeGreaterThan(0)
  })

  it('asks each database once a level', async () => {
    const calls = await explainCalls(url, '{ customers(limit: 50) { id orders { id items { id product { name } } } } }')
    expect(calls.map((call) => call.path.join('.'))).toEqual(['customers', 'customers.orders', 'customers.orders.items', 'customers.orders.items.product'])
    const across = await explainCalls(url, '{ customers(limit: 500) { id tickets { id } } }')
    expect(across.map((call) => call.source)).toEqual(['shop', 'support'])
  })

  it('keeps every digit of an int8', async () => {
    const { data } = await ask(url, '{ order(id: "9007199254740993") { id } }')
    expect(data).toEqual({ order: { id: '9007199254740993' } })
  })

  it('finds by meaning', async () => {
    const { data, errors } = await ask(url, '{ reviews(search: {text: "water came through, my feet were soaked"}, limit: 3) { score text } products(search: {text: "waterproof boots for winter", via: "Review"}, limit: 3) { name } }')
    expect(errors).toBeUndefined()
    expect(data?.['reviews']).toHaveLength(3)
    expect(data?.['products']).toHaveLength(3)
  })
})

describe('over HTTP', () => {
  it('passes the audits of GraphQL over HTTP', async () => {
    const failures: string[] = []
    for (const audit of serverAudits({ url: new URL('graphql', url).href })) {
      const result = await audit.fn()
      if (result.status === 'error') failures.push(`${audit.id} ${audit.name}: ${result.reason}`)
    }
    expect(failures).toEqual([])
  })

  it('is alive and ready', async () => {
    expect((await fetch(new URL('health/live', url))).status).toBe(200)
    const ready = await fetch(new URL('health/ready', url))
    expect(ready.status).toBe(200)
    expect(await ready.json()).toMatchObject({ status: 'ready', sources: { shop: { status: 'up' }, support: { status: 'up' }, knowledge: { status: 'up' }, chat: { status: 'up' } } })
  })

  it('serves GraphiQL and everything it needs', async () => {
    const page = await (await fetch(url)).text()
    const assets = [...page.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, path]) => path ?? '')
    expect(assets.length).toBeGreaterThan(0)
    for (const path of assets) expect((await fetch(new URL(path, url))).status, path).toBe(200)
  })

  it.each([
    ['LIMIT_TOKENS', `{ ${'customers(limit: 1) { id } '.repeat(300)} }`],
    ['LIMIT_DEPTH', `{ customers(limit: 1) { ${'orders { customer { '.repeat(7)} id ${'} } '.repeat(7)} } }`],
    ['LIMIT_ALIASES', `{ customers(limit: 1) { ${Array.from({ length: 31 }, (_, i) => `a${i}: id`).join(' ')} } }`],
    ['LIMIT_ROOT_FIELDS', `{ ${Array.from({ length: 21 }, (_, i) => `a${i}: customers(limit: 1) { id }`).join(' ')} }`],
  ])('refuses a document over %s', async (code, query) => {
    const answer = await ask(url, query)
    expect(answer.status).toBe(400)
    expect(answer.errors?.map((error) => error.extensions.code)).toContain(code)
  })

  it('refuses a body over 1 MB', async () => {
    const answer = await ask(url, `# ${'x'.repeat(1_100_000)}\n{ __typename }`)
    expect(answer).toMatchObject({ status: 413, errors: [{ extensions: { code: 'LIMIT_BODY' } }] })
  })
})

describe('the command line', () => {
  it('runs and explains a document on a running gateway', async () => {
    const answered = await crossgraph('query', '{ customers(limit: 2) { id } }', '--url', url, '--json')
    expect(answered.code).toBe(0)
    expect(JSON.parse(answered.stdout)).toMatchObject({ data: { customers: [{ id: '1' }, { id: '2' }] } })
    const explained = await crossgraph('explain', '{ customers(limit: 2) { orders { id } } }', '--url', url)
    expect(explained.stdout).toMatch(/customers · shop \(postgres\)[^]*select[^]*customers\.orders/i)
  })

  it('exits with 1 on GraphQL errors and with 2 on wrong usage', async () => {
    expect((await crossgraph('query', '{ nothing }', '--url', url)).code).toBe(1)
    expect((await crossgraph('query')).code).toBe(2)
    expect((await crossgraph('serv')).code).toBe(2)
  })

  it('names the port that is in use', async () => {
    const second = await crossgraph('demo', '--port', new URL(url).port)
    expect(second.code).toBe(2)
    expect(second.stderr).toContain(`Port ${new URL(url).port}`)
    expect(second.stderr).toContain('--port')
  }, 60_000)

  it('knows its version', async () => {
    const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string }
    expect((await crossgraph('--version')).stdout.trim()).toBe(version)
  })
})
