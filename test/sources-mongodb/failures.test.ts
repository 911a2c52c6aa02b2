import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { startMongoServer } from '../../src/sandbox/mongodb/server.ts'
import { CONTEXT, firstOf, notes, sourceAt, startSource } from './start.ts'
import type { Started } from './start.ts'

/** The server's own means for tests: the next `times` aggregates fail, wait, or lose their connection. */
const failNext = ({ client }: Started, data: object, times = 1) => client.db('admin').command({ configureFailPoint: 'failCommand', mode: { times }, data: { failCommands: ['aggregate'], ...data } })

const runningOf = async ({ client }: Started): Promise<number> => {
  const { inprog } = await client.db('admin').command({ currentOp: 1 })
  return (inprog as { command: object }[]).filter(({ command }) => 'aggregate' in command && !('currentOp' in command)).length
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

describe('a database that is down', () => {
  it('is unavailable, without a word of where it is', async () => {
    const port = await freePort()
    const source = sourceAt(`mongodb://someone:secret@127.0.0.1:${port}/?authMechanism=PLAIN&authSource=$external`, { timeoutMs: 300 })
    const failure: unknown = await source.fetch(notes(), CONTEXT).catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'SOURCE_UNAVAILABLE', source: 'notes', retryable: true })
    expect(String(failure)).not.toMatch(/secret|127\.0\.0\.1|mongodb:/)
    expect(await source.health()).toMatchObject({ status: 'down', code: 'SOURCE_UNAVAILABLE' })
    await source.close()
  })

  it('is picked up when it is back', async () => {
    const port = await freePort()
    const source = sourceAt(`mongodb://127.0.0.1:${port}`, { timeoutMs: 300 })
    await expect(source.fetch(notes(), CONTEXT)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' })
    const server = await startMongoServer({ port })
    expect(firstOf(await source.fetch(notes(), CONTEXT))).toEqual([])
    expect(await source.health()).toMatchObject({ status: 'up' })
    await source.close()
    await server.close()
  })
})

describe('a call', () => {
  it('that takes too long ends at its time', async () => {
    const started = await startSource()
    await failNext(started, { blockConnection: true, blockTimeMS: 5_000 })
    const begin = performance.now()
    await expect(started.source.fetch(notes(), { ...CONTEXT, timeoutMs: 150 })).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true })
    expect(performance.now() - begin).toBeLessThan(1_000)
  })

  it('that nobody waits for is stopped inside the server', async () => {
    const started = await startSource()
    await started.source.fetch(notes(), CONTEXT)
    await failNext(started, { blockConnection: true, blockTimeMS: 60_000 })
    const controller = new AbortController()
    const call = started.source.fetch(notes(), { ...CONTEXT, timeoutMs: 30_000, signal: controller.signal })
    await expect.poll(() => runningOf(started)).toBe(1)
    controller.abort()
    await expect(call).rejects.toMatchObject({ code: 'SOURCE_CANCELLED' })
    await expect.poll(() => runningOf(started)).toBe(0)
    expect(firstOf(await started.source.fetch(notes(), CONTEXT))).toEqual([])
  })

  it('beyond the queue is turned away at once', async () => {
    const started = await startSource()
    const source = sourceAt(started.uri, { concurrency: 1, queue: 1 })
    await failNext(started, { blockConnection: true, blockTimeMS: 200 }, 2)
    const calls = [1, 2, 3].map(() => source.fetch(notes(), CONTEXT).then(() => 'done', (error: { code: string }) => error.code))
    expect(await Promise.all(calls)).toEqual(['done', 'done', 'SOURCE_OVERLOADED'])
    await source.close()
  })

  it.each([
    [13, 'SOURCE_REJECTED', false],
    [241, 'SOURCE_VALUE', false],
    [50, 'SOURCE_TIMEOUT', true],
    [11600, 'SOURCE_UNAVAILABLE', true],
    [999, 'SOURCE_REJECTED', false],
  ])('that the server fails with code %i is %s', async (errorCode, code, retryable) => {
    const started = await startSource()
    await failNext(started, { errorCode })
    await expect(started.source.fetch(notes(), CONTEXT)).rejects.toMatchObject({ code, retryable, source: 'notes', details: { serverCode: errorCode } })
  })

  it('whose connection breaks is unavailable, and the next one works', async () => {
    const started = await startSource()
    await failNext(started, { closeConnection: true })
    await expect(started.source.fetch(notes(), CONTEXT)).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true })
    expect(firstOf(await started.source.fetch(notes(), CONTEXT))).toEqual([])
  })

  it('is never cut short: too many rows or bytes are errors with their figures', async () => {
    const { source } = await startSource({ notes: [1, 2, 3].map((_id) => ({ _id, body: 'x'.repeat(100) })) })
    await expect(source.fetch(notes(), { ...CONTEXT, maxRows: 2 })).rejects.toMatchObject({ code: 'LIMIT_ROWS', details: { maxRows: 2 } })
    expect((await source.fetch(notes(), { ...CONTEXT, maxRows: 3 })).rows).toHaveLength(3)
    await expect(source.fetch(notes({ fields: ['body'] }), { ...CONTEXT, maxBytes: 150 })).rejects.toMatchObject({ code: 'LIMIT_BYTES', details: { maxBytes: 150, rows: 1 } })
  })
})

it('tells what a call was and what it brought', async () => {
  const { source } = await startSource({ notes: [{ _id: 1, sku: 'secret' }] })
  const fetch = notes({ where: { kind: 'compare', field: 'sku', op: 'eq', value: 'secret' } })
  const { call } = await source.fetch(fetch, CONTEXT)
  expect(call).toMatchObject({ native: await source.explain(fetch), rows: 1, keys: 0 })
  expect(call.native).toBe('db.notes.aggregate([{"$match":{"sku":{"$eq":"$1"}}},{"$sort":{"_id":1}},{"$project":{"_id":0,"id":"$_id"}}])')
  expect(call.bytes).toBeGreaterThan(10)
})

it('estimates rows', async () => {
  const { source } = await startSource({ notes: [1, 2, 3].map((_id) => ({ _id, sku: _id === 2 ? 'B' : 'A' })) })
  expect(await source.estimate(notes())).toEqual({ rows: 3, exact: false })
  expect(await source.estimate(notes({ where: { kind: 'compare', field: 'sku', op: 'eq', value: 'A' } }))).toEqual({ rows: 2, exact: true })
  expect(await source.estimate(notes({ keys: { fields: ['id'], types: ['INT64'], values: [['1'], ['9']] }, page: { limit: 1 } }))).toEqual({ rows: 1, exact: true })
})
