import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { CrossgraphError } from '../../src/errors.ts'
import { startQdrantServer } from '../../src/sandbox/qdrant/server.ts'
import { CONTEXT, notes, sourceAt, startSource, textEmbedder } from './start.ts'

let server: Server | undefined
afterEach(() => { server?.closeAllConnections(); server?.close() })

/** A server that is no Qdrant, or one in trouble. */
async function sourceAgainst(answer: RequestListener) {
  server = createServer(answer)
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening))
  const address = server.address()
  return sourceAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, { apiKey: 'the-secret-key' })
}

const failureOf = (work: Promise<unknown>): Promise<unknown> => work.then(() => { throw new Error('it did not fail') }, (error: unknown) => error)
const withStatus = (status: number, error: string): RequestListener => (_request, response) =>
  void response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '1' }).end(JSON.stringify({ status: { error }, time: 0 }))

describe('a failure of the server', () => {
  it.each<[string, RequestListener, { code: string; retryable: boolean }]>([
    ['too many requests', withStatus(429, 'slow down'), { code: 'SOURCE_OVERLOADED', retryable: true }],
    ['an internal error', withStatus(500, 'panic at the-secret-key'), { code: 'SOURCE_UNAVAILABLE', retryable: true }],
    ['a proxy without a server', withStatus(502, ''), { code: 'SOURCE_UNAVAILABLE', retryable: true }],
    ['a wrong key', withStatus(403, 'Invalid API key the-secret-key'), { code: 'SOURCE_REJECTED', retryable: false }],
    ['a bad request', withStatus(400, 'Wrong input: "a literal"'), { code: 'SOURCE_REJECTED', retryable: false }],
    ['a page of HTML', (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hello</h1>'), { code: 'SOURCE_REJECTED', retryable: false }],
    ['JSON of another kind', (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"result":{"points":7}}'), { code: 'SOURCE_REJECTED', retryable: false }],
    ['a cut connection', (_request, response) => void response.destroy(), { code: 'SOURCE_UNAVAILABLE', retryable: true }],
  ])('%s is a typed error without key, address or literals', async (_name, answer, expected) => {
    const error = await failureOf((await sourceAgainst(answer)).fetch(notes(), CONTEXT))
    expect(error).toMatchObject({ ...expected, source: 'notes' })
    expect(error instanceof CrossgraphError && [error.message, error.hint, JSON.stringify(error.details)].join()).not.toMatch(/secret|127\.0\.0\.1|literal/)
  })

  it('that nobody listens is SOURCE_UNAVAILABLE, and health tells it', async () => {
    const { url, close } = await startQdrantServer()
    await close()
    const source = sourceAt(url)
    expect(await failureOf(source.fetch(notes(), CONTEXT))).toMatchObject({ code: 'SOURCE_UNAVAILABLE', retryable: true })
    expect(await source.health()).toEqual({ status: 'down', code: 'SOURCE_UNAVAILABLE', message: 'notes cannot be reached' })
  })

  it('is over when the server is back', async () => {
    const first = await startQdrantServer()
    const source = sourceAt(first.url)
    expect((await source.health()).status).toBe('up')
    await first.close()
    expect((await source.health()).status).toBe('down')
    const again = await startQdrantServer({ port: first.port })
    expect(await source.health()).toEqual({ status: 'up', latencyMs: expect.any(Number) })
    await again.close()
  })
})

describe('a call', () => {
  it('ends at its time', async () => {
    const started = performance.now()
    expect(await failureOf((await sourceAgainst(() => {})).fetch(notes(), { ...CONTEXT, timeoutMs: 60 }))).toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true, source: 'notes' })
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('is cut off when its caller has gone', async () => {
    const closed = vi.fn<() => void>()
    const source = await sourceAgainst((request) => void request.socket.on('close', closed))
    const caller = new AbortController()
    setTimeout(() => caller.abort(), 30)
    expect(await failureOf(source.fetch(notes(), { ...CONTEXT, signal: caller.signal }))).toMatchObject({ code: 'QUERY_CANCELLED' })
    await vi.waitFor(() => expect(closed).toHaveBeenCalled())
  })

  it('tells the reason that its caller gave', async () => {
    const source = await sourceAgainst(() => {})
    const deadline = AbortSignal.abort(new CrossgraphError('LIMIT_DEADLINE', 'time is up'))
    expect(await failureOf(source.fetch(notes(), { ...CONTEXT, signal: deadline }))).toMatchObject({ code: 'LIMIT_DEADLINE' })
  })

  it('sends the key, and prints nothing about it', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const { url, close } = await startQdrantServer({ apiKey: 'the-secret-key' })
    expect((await sourceAt(url, { apiKey: 'the-secret-key' }).health()).status).toBe('up')
    expect(await sourceAt(url).health()).toMatchObject({ status: 'down', code: 'SOURCE_REJECTED' })
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
    await close()
  })

  it('goes through the path of a proxy', async () => {
    const paths: unknown[] = []
    server = createServer((request, response) => { paths.push(request.url); response.end('{"result":{"collections":[]}}') })
    await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening))
    const address = server.address()
    await sourceAt(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/behind/it/`).health()
    expect(paths).toEqual(['/behind/it/collections'])
  })
})

describe('a search that cannot be made', () => {
  const search = notes({ search: { text: 'x' }, orderBy: [] })

  it('because of the embedder fails as this source', async () => {
    const embedder = { ...textEmbedder, embed: async () => { throw new CrossgraphError('SOURCE_OVERLOADED', 'the embedding endpoint takes no more requests for now', { retryable: true }) } }
    const { source } = await startSource({}, { embedder })
    expect(await failureOf(source.fetch(search, CONTEXT))).toMatchObject({ code: 'SOURCE_OVERLOADED', source: 'notes', retryable: true })
  })

  it('because the vectors are of another model says so', async () => {
    const { source } = await startSource({}, { embedder: { ...textEmbedder, embed: async () => [[1, 2, 3]] } })
    expect(await failureOf(source.fetch(search, CONTEXT))).toMatchObject({
      code: 'SOURCE_REJECTED', message: expect.stringContaining('its vectors have 2 numbers, the search\'s vector has 3'), hint: expect.stringContaining('embedding model'),
    })
  })
})
