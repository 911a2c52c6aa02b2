import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Answer } from '../demo/start-demo.ts'
import { CAP_MS, GRACE_MS, SOURCES, startCompany, type Company, type RunningGateway, type SourceName } from './behind-proxies.ts'

/** One field of each source, named by it. */
const ALL = '{ shop: customers(limit: 2) { id } support: tickets(limit: 2) { id } knowledge: reviews(limit: 2) { id } chat: slackChannels(limit: 2) { id } }'
const PATIENCE = { timeout: 15_000, interval: 300 }

let company: Company
beforeAll(async () => { company = await startCompany() })
afterAll(() => company.close())
afterEach(async () => { for (const name of SOURCES) await company.proxies[name].set('pass') })

const open = async (requiredSources: readonly SourceName[] = []): Promise<RunningGateway> => {
  const project = await company.project({ requiredSources })
  const gateway = await company.open(project)
  return { ...gateway, close: () => gateway.close().then(project.remove) }
}

/** Two rows of each source but those named, which are null with one error each. */
function expectWithout(answer: Answer, failed: readonly SourceName[], code: string): void {
  const rowsOf = Object.fromEntries(SOURCES.map((name) => [name, failed.includes(name) ? null : 2]))
  expect(Object.fromEntries(SOURCES.map((name) => [name, answer.data?.[name]?.length ?? null])), JSON.stringify(answer)).toEqual(rowsOf)
  const errors = (answer.errors ?? []).map(({ path, extensions }) => ({ path, code: extensions.code, source: extensions.source, retryable: extensions.retryable }))
  expect(errors.toSorted((a, b) => SOURCES.indexOf(a.path?.[0] as SourceName) - SOURCES.indexOf(b.path?.[0] as SourceName))).toEqual(failed.map((source) => ({ path: [source], code, source, retryable: true })))
}

describe.each([
  ['shop', { document: '{ tickets(where: {customerId: {isNull: false}}, limit: 2) { id link: customer { id } } }', parents: 'tickets' }],
  ['support', { document: '{ customers(limit: 2) { id link: tickets { id } } }', parents: 'customers' }],
  ['knowledge', { document: '{ customers(limit: 2) { id link: reviews { id } } }', parents: 'customers' }],
] as const)('%s', (name, across) => {
  let gateway: RunningGateway
  beforeAll(async () => {
    await company.proxies[name].set('refuse')
    gateway = await open()
  })
  afterAll(() => gateway.close())

  const expectAllAnswered = (): Promise<void> => vi.waitFor(async () => expectWithout(await gateway.ask(ALL), [], ''), PATIENCE)

  it('is down at the start: only its own fields are null, and readiness says so', async () => {
    await company.proxies[name].set('refuse')
    await vi.waitFor(async () => expectWithout(await gateway.ask(ALL), [name], 'SOURCE_UNAVAILABLE'), PATIENCE)
    const { data, errors } = await gateway.ask(across.document)
    expect(data?.[across.parents]).toEqual([{ id: expect.any(String), link: null }, { id: expect.any(String), link: null }])
    expect(errors?.map(({ path, extensions }) => [path?.at(-1), extensions.code, extensions.source])).toEqual([['link', 'SOURCE_UNAVAILABLE', name], ['link', 'SOURCE_UNAVAILABLE', name]])
    const states = Object.fromEntries(SOURCES.map((source) => [source, { status: source === name ? 'down' : 'up' }]))
    await vi.waitFor(async () => expect(await gateway.readiness()).toMatchObject({ httpStatus: 200, status: 'degraded', sources: states }), PATIENCE)
    expect(await gateway.isAlive()).toBe(true)
  })

  it('answers again by itself once it is back', async () => {
    await expectAllAnswered()
    await vi.waitFor(async () => expect(await gateway.readiness()).toMatchObject({ httpStatus: 200, status: 'ready' }), PATIENCE)
  })

  it('dies in the middle of its answers, and is met again by the next request', async () => {
    await expectAllAnswered()
    await company.proxies[name].set('cut')
    expectWithout(await gateway.ask(ALL), [name], 'SOURCE_UNAVAILABLE')
    await company.proxies[name].set('pass')
    await expectAllAnswered()
  })

  it('hangs: its fields time out, the request does not wait longer, and readiness answers', async () => {
    await expectAllAnswered()
    await company.proxies[name].set('hang')
    const began = performance.now()
    expectWithout(await gateway.ask(ALL), [name], 'SOURCE_TIMEOUT')
    expect(performance.now() - began).toBeLessThan(CAP_MS + GRACE_MS)
    await vi.waitFor(async () => expect((await gateway.readiness()).sources[name]).toMatchObject({ status: 'down', code: 'SOURCE_TIMEOUT' }), PATIENCE)
    await company.proxies[name].set('pass')
    await expectAllAnswered()
  })

  it('is slow, and answers', async () => {
    await expectAllAnswered()
    await company.proxies[name].set({ slowMs: 200 })
    const began = performance.now()
    expectWithout(await gateway.ask(ALL), [], '')
    expect(performance.now() - began).toBeGreaterThan(200)
  })
})

it('databases that hang from the start time out as well, all at once', async () => {
  const hanging = ['shop', 'support', 'knowledge'] as const
  for (const name of hanging) await company.proxies[name].set('hang')
  const gateway = await open()
  await vi.waitFor(async () => expect((await gateway.ask('{ slackChannels(limit: 2) { id } }')).errors).toBeUndefined(), PATIENCE)
  const began = performance.now()
  expectWithout(await gateway.ask(ALL), hanging, 'SOURCE_TIMEOUT')
  expect(performance.now() - began).toBeLessThan(CAP_MS + GRACE_MS)
  await gateway.close()
})

it('a required source that is down makes the gateway not ready, another one does not', async () => {
  const gateway = await open(['shop'])
  const expectStatus = (httpStatus: number, status: string): Promise<void> => vi.waitFor(async () => expect(await gateway.readiness()).toMatchObject({ httpStatus, status }), PATIENCE)
  await expectStatus(200, 'ready')
  await company.proxies.knowledge.set('refuse')
  await expectStatus(200, 'degraded')
  await company.proxies.shop.set('refuse')
  await expectStatus(503, 'degraded')
  expect(await gateway.isAlive()).toBe(true)
  await company.proxies.shop.set('pass')
  await expectStatus(200, 'degraded')
  await gateway.close()
})
