import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import type { ScratchProject } from '../cli/command-line.ts'
import { GRACE_MS, startCompany, type Company, type RunningGateway } from './behind-proxies.ts'

const MESSAGES = 3_000
const CHANNELS = '{ slackChannels(limit: 2) { id name } customers(limit: 2) { id } }'
const PATIENCE = { timeout: 20_000, interval: 300 }

let company: Company
let project: ScratchProject
let gateway: RunningGateway
beforeAll(async () => {
  company = await startCompany()
  await company.proxies.chat.set('refuse')
  project = await company.project()
  gateway = await company.open(project)
})
afterAll(async () => {
  await gateway.close()
  await project.remove()
  await company.close()
})
afterEach(() => company.proxies.chat.set('pass'))

const freshness = async (): Promise<{ readonly asOf: string; readonly ageSeconds: number } | undefined> => (await gateway.ask(CHANNELS)).extensions?.crossgraph?.freshness?.['chat']
const asOf = async (): Promise<number> => Date.parse((await freshness())?.asOf ?? '')

it('Slack that is down before it was ever read fails its own fields only', async () => {
  await company.proxies.chat.set('refuse')
  const { data, errors, extensions } = await gateway.ask(CHANNELS)
  expect(data).toMatchObject({ slackChannels: null, customers: [{}, {}] })
  expect(errors).toEqual([expect.objectContaining({ path: ['slackChannels'], extensions: expect.objectContaining({ code: expect.stringMatching(/^SOURCE_/), source: 'chat', retryable: true }) })])
  expect(extensions?.crossgraph?.freshness).toBeUndefined()
  await vi.waitFor(async () => expect(await gateway.readiness()).toMatchObject({ httpStatus: 200, status: 'degraded', sources: { chat: { status: 'down' }, shop: { status: 'up' } } }), PATIENCE)
})

it('Slack that dies while it is read is read to the end once it is back', async () => {
  await company.proxies.chat.set('cut')
  await vi.waitFor(async () => expect((await gateway.ask(CHANNELS)).errors?.[0]?.extensions.source).toBe('chat'), PATIENCE)
  await company.proxies.chat.set('pass')
  await vi.waitFor(async () => expect((await gateway.ask('{ slackMessagesAggregate { count } }')).data).toEqual({ slackMessagesAggregate: { count: MESSAGES } }), PATIENCE)
  await vi.waitFor(async () => expect(await gateway.readiness()).toMatchObject({ status: 'ready' }), PATIENCE)
})

it.each(['refuse', 'cut', 'hang', { slowMs: 3_000 }] as const)('Slack that does this is answered for by its copy, which says how old it is: %j', async (fault) => {
  const before = await gateway.ask(CHANNELS)
  await company.proxies.chat.set(fault)
  await freshness() // a pass that was under way may still end
  const stays = await asOf()
  const began = performance.now()
  const answer = await gateway.ask(CHANNELS)
  expect(performance.now() - began).toBeLessThan(GRACE_MS)
  expect({ data: answer.data, errors: answer.errors }).toEqual({ data: before.data, errors: undefined })
  await vi.waitFor(async () => expect((await freshness())?.ageSeconds).toBeGreaterThan(0), PATIENCE)
  if (typeof fault === 'string') expect(await asOf()).toBe(stays)
})

it('brings its copy up to date by itself once Slack is back', async () => {
  await company.proxies.chat.set('refuse')
  const old = await asOf()
  await company.proxies.chat.set('pass')
  await vi.waitFor(async () => expect(await asOf()).toBeGreaterThan(old), PATIENCE)
})

it('answers from its copy after a restart while Slack is down', async () => {
  const before = await gateway.ask(CHANNELS)
  await gateway.close()
  await company.proxies.chat.set('refuse')
  gateway = await company.open(project)
  const after = await gateway.ask(CHANNELS)
  expect({ data: after.data, errors: after.errors }).toEqual({ data: before.data, errors: undefined })
  expect(Date.parse((await freshness())?.asOf ?? '')).toBeLessThanOrEqual(Date.now())
})
