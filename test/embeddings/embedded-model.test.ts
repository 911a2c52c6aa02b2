import { afterAll, describe, expect, it } from 'vitest'
import { createEmbedder } from '../../src/embeddings/embedder.ts'

const embedder = createEmbedder()
afterAll(() => embedder.close())

describe('the embedded model', () => {
  it('is used unless a model is named and can be reached', () => {
    const names = [{}, { apiKey: 'k' }, { model: 'm' }, { baseUrl: '', apiKey: '', model: 'm' }].map((options) => createEmbedder(options).name)
    expect(new Set(names)).toEqual(new Set([embedder.name]))
    expect(createEmbedder({ apiKey: 'k', model: 'm' }).name).toBe('openai:m')
  })

  it('puts texts of one meaning closer together than others', async () => {
    const [battery, power, recipe] = await embedder.embed(['The battery dies after an hour', 'It runs out of power quickly', 'Stir the soup and add some salt'])
    expect(battery).toHaveLength(await embedder.dimensions())
    expect(dot(battery!, power!)).toBeGreaterThan(dot(battery!, recipe!) + 0.1)
  })

  it('gives a text the same vector alone and among others, in the order of the texts', async () => {
    const texts = Array.from({ length: 20 }, (_, i) => `text number ${i}`)
    const together = await embedder.embed(texts)
    const [alone] = await embedder.embed([texts[17]!])
    expect(together).toHaveLength(20)
    expect(dot(together[17]!, alone!)).toBeCloseTo(1, 5)
    expect(dot(together[3]!, alone!)).toBeLessThan(0.999)
  })

  it('takes blank and very long texts', async () => {
    const vectors = await embedder.embed(['', '  \n', 'long '.repeat(20_000)])
    expect(vectors.map((vector) => vector.length)).toEqual([512, 512, 512])
    expect(await embedder.embed([])).toEqual([])
  })

  it('leaves the event loop free while it computes', async () => {
    let ticks = 0
    const clock = setInterval(() => ticks++, 5)
    await embedder.embed(Array.from({ length: 16 }, (_, i) => `a sentence about ${i} other things`))
    clearInterval(clock)
    expect(ticks).toBeGreaterThan(5)
  })

  it('stops waiting at the deadline and when the caller has gone', async () => {
    const texts = Array.from({ length: 64 }, (_, i) => `slow ${i}`)
    await expect(embedder.embed(texts, { timeoutMs: 5 })).rejects.toMatchObject({ code: 'SOURCE_TIMEOUT', retryable: true })
    await expect(embedder.embed(texts, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'QUERY_CANCELLED' })
  })

  it('can be used again after it was closed', async () => {
    const other = createEmbedder()
    const pending = other.embed(['never answered'])
    const [outcome] = await Promise.allSettled([pending, other.close()])
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'SOURCE_UNAVAILABLE' } })
    expect(await other.embed(['answered'])).toHaveLength(1)
    await other.close()
  })
})

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0)
