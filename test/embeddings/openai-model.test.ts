import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterEach, describe, expect, it } from 'vitest'
import { createEmbedder } from '../../src/embeddings/embedder.ts'

type Answer = (request: { input: string[]; model: string }, response: ServerResponse) => void

let server: Server | undefined
afterEach(() => server?.close())

async function embedderAgainst(answer: Answer) {
  const seen: { input: string[]; authorization: string | undefined }[] = []
  server = createServer((request: IncomingMessage, response) => void text(request).then((body) => {
    const asked: { input: string[]; model: string } = JSON.parse(body)
    seen.push({ input: asked.input, authorization: request.headers.authorization })
    answer(asked, response)
  }))
  await new Promise<void>((listening) => server!.listen(0, '127.0.0.1', listening))
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  return { seen, embedder: createEmbedder({ baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'secret-key', model: 'tiny' }) }
}

const sendJson = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
const lengths = (input: readonly string[]) => input.map((one, index) => ({ index, embedding: [one.length, 1] }))

describe('a model behind an endpoint', () => {
  it('sends batches, keeps the order of the texts, and knows its dimensions', async () => {
    const { embedder, seen } = await embedderAgainst(({ input }, response) => sendJson(response, { data: lengths(input).reverse() }))
    const texts = Array.from({ length: 200 }, (_, i) => 'x'.repeat(i))
    expect(await embedder.embed(texts)).toEqual(texts.map((one) => [one.length, 1]))
    expect(seen.map(({ input }) => input.length)).toEqual([96, 96, 8])
    expect(seen[0]!.authorization).toBe('Bearer secret-key')
    expect(await embedder.dimensions()).toBe(2)
    expect(seen).toHaveLength(3)
  })

  it.each<[string, Answer, { code: string; retryable: boolean }]>([
    ['a missing vector', (_, response) => sendJson(response, { data: lengths(['a']) }), { code: 'SOURCE_REJECTED', retryable: false }],
    ['a doubled index', (_, response) => sendJson(response, { data: [...lengths(['a']), ...lengths(['b'])] }), { code: 'SOURCE_REJECTED', retryable: false }],
    ['vectors of two lengths', (_, response) => sendJson(response, { data: [{ index: 0, embedding: [1] }, { index: 1, embedding: [1, 2] }] }), { code: 'SOURCE_REJECTED', retryable: false }],
    ['a page of HTML', (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Hi</h1>'), { code: 'SOURCE_REJECTED', retryable: false }],
    ['a wrong key', (_, response) => sendJson(response, { error: { message: 'secret-key is wrong' } }, 401), { code: 'SOURCE_REJECTED', retryable: false }],
    ['too many requests', (_, response) => sendJson(response, {}, 429), { code: 'SOURCE_OVERLOADED', retryable: true }],
    ['a failed server', (_, response) => sendJson(response, {}, 503), { code: 'SOURCE_UNAVAILABLE', retryable: true }],
    ['a cut connection', (_, response) => void response.destroy(), { code: 'SOURCE_UNAVAILABLE', retryable: true }],
  ])('reports %s as a typed error without secrets', async (_name, answer, expected) => {
    const { embedder } = await embedderAgainst(answer)
    const error: unknown = await embedder.embed(['a', 'b']).catch((caught: unknown) => caught)
    expect(error).toMatchObject(expected)
    expect(String(error)).not.toMatch(/secret-key|127\.0\.0\.1/)
  })

  it('gives up at its deadline and when its caller has gone', async () => {
    const { embedder } = await embedderAgainst(() => {})
    await expect(embedder.embed(['a'], { timeoutMs: 50 })).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true })
    const caller = new AbortController()
    setTimeout(() => caller.abort(), 20)
    await expect(embedder.embed(['a'], { signal: caller.signal })).rejects.toMatchObject({ code: 'QUERY_CANCELLED' })
  })
})
