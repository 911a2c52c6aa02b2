import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts'
import { ask } from '../demo/start-demo.ts'
import { startFaultProxy, type FaultProxy } from '../faults/fault-proxy.ts'
import { copyDemoProject, crossgraph, startCommand, type RunningCommand, type ScratchProject } from './command-line.ts'

const DRAIN_MS = 1_000
const PATIENCE = { timeout: 10_000, interval: 50 }

let sandbox: Sandbox
let shop: FaultProxy
let env: Readonly<Record<string, string>>
let project: ScratchProject

beforeAll(async () => {
  sandbox = await startSandbox({ projectDir: process.cwd(), env: { PATH: '' } })
  const { hostname: host, port } = new URL(sandbox.env.POSTGRES_URI)
  shop = await startFaultProxy({ host, port: Number(port) })
  env = { ...sandbox.env, POSTGRES_URI: sandbox.env.POSTGRES_URI.replace(`${host}:${port}`, `${shop.host}:${shop.port}`) }
  project = await copyDemoProject(drainingFor(DRAIN_MS))
})
afterAll(async () => {
  await project.remove()
  await shop.close()
  await sandbox.close()
})
afterEach(() => shop.set('pass'))

const drainingFor = (ms: number): string => `server:\n  drain_delay: ${ms}ms`
const startServe = ({ dir }: ScratchProject): Promise<RunningCommand> => startCommand(['serve', '--project', dir], { env })

const editSchema = async (from: string, to: string): Promise<void> => {
  const file = join(project.dir, 'schema/shop.graphql')
  const text = await readFile(file, 'utf8')
  expect(text).toContain(from)
  await writeFile(file, text.replace(from, to))
}
const LABELLED = '  label: String! @column(name: "name")\n  "Compared'

describe('serve', () => {
  let served: RunningCommand
  beforeAll(async () => { served = await startServe(project) })
  afterAll(async () => { if (served.child.exitCode === null) await served.end('SIGINT') })

  const askServed = (query: string) => ask(served.ready.url, query)
  const readiness = async () => {
    const response = await fetch(new URL('health/ready', served.ready.url))
    return { httpStatus: response.status, ...(await response.json()) as { readonly status: string } }
  }
  it('tells the kinds of its sources, and nothing of where they are', () => {
    expect(served.ready).toMatchObject({ event: 'ready', sources: { shop: { kind: 'postgres' }, support: { kind: 'mongodb' }, knowledge: { kind: 'qdrant' }, chat: { kind: 'slack' } } })
    expect(JSON.stringify(served.ready)).not.toMatch(/postgres(ql)?:|mongodb:|xox/)
  })

  it('reads the project anew when its schema is edited', async () => {
    expect((await askServed('{ customer(id: "1") { label } }')).errors?.[0]?.message).toMatch(/label/)
    await editSchema('  "Compared', LABELLED)
    await vi.waitFor(async () => expect(await askServed('{ customer(id: "1") { label } }'), served.stderr()).toMatchObject({ data: { customer: { label: expect.any(String) } } }), PATIENCE)
    expect(served.stderr()).toContain('The project was read anew.')
  })

  it('keeps the former schema when an edit is broken, and says where', async () => {
    await editSchema('source: "shop", table: "customers"', 'source: "shopp", table: "customers"')
    await vi.waitFor(() => expect(served.stderr()).toContain('stays'), PATIENCE)
    expect(served.stderr()).toMatch(/^schema\/shop\.graphql:\d+:\d+ error SCHEMA_\w+: .*shopp.*\n\s+Did you mean "shop"\?/m)
    expect(await askServed('{ customer(id: "1") { label } }')).toMatchObject({ data: { customer: { label: expect.any(String) } } })
  })

  it('finishes what it answers while the project is read anew', async () => {
    await shop.set({ slowMs: 400 })
    const slow = askServed('{ customers(limit: 2) { orders(limit: 2) { items { product { name } } } } }')
    await editSchema('source: "shopp"', 'source: "shop"')
    await editSchema(LABELLED, '  "Compared')
    await vi.waitFor(async () => expect((await askServed('{ customer(id: "1") { label } }')).errors?.[0]?.message).toMatch(/label/), PATIENCE)
    expect((await slow).errors).toBeUndefined()
  })

  it('after SIGTERM is not ready at once, still answers for a while, and finishes what it accepted', async () => {
    const began = performance.now()
    const ended = served.end('SIGTERM')
    await vi.waitFor(async () => expect(await readiness()).toMatchObject({ httpStatus: 503, status: 'draining' }), { timeout: DRAIN_MS / 2, interval: 10 })
    expect((await askServed('{ customers(limit: 1) { id } }')).data?.['customers']).toHaveLength(1)
    await shop.set({ slowMs: DRAIN_MS * 1.5 })
    expect((await askServed('{ customers(limit: 1) { id } }')).data?.['customers']).toHaveLength(1)
    const answered = performance.now()
    expect(answered - began).toBeGreaterThan(DRAIN_MS)
    expect(await ended).toMatchObject({ code: 0 })
    expect(performance.now() - answered, 'a connection that is kept alive holds up nothing').toBeLessThan(2_000)
    await expect(fetch(served.ready.url)).rejects.toThrow()
  })
})

describe('serve ends', () => {
  const LONG_MS = 20_000

  it('without delay after Ctrl-C, which a terminal sends to the whole group', async () => {
    const patient = await copyDemoProject(drainingFor(LONG_MS))
    const served = await startServe(patient)
    const began = performance.now()
    expect(await served.end('SIGINT', 'group')).toMatchObject({ code: 0 })
    expect(performance.now() - began).toBeLessThan(LONG_MS / 2)
    await patient.remove()
  })

  it('once when the same signal comes twice, as npm and a terminal send it', async () => {
    const served = await startServe(project)
    process.kill(served.child.pid!, 'SIGTERM')
    expect(await served.end('SIGTERM', 'group')).toMatchObject({ code: 0 })
  })
})

it('--quiet leaves findings and failures, no progress', async () => {
  await writeFile(join(project.dir, 'schema/shop.graphql'), 'type Customer { id: ID! }')
  const { code, stdout, stderr } = await crossgraph(['serve', '--project', project.dir, '--quiet'], { env })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toMatch(/^schema\/.*error SCHEMA_/m)
  expect(stderr).toMatch(/^error CONFIG_INVALID/m)
})
