import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Embedder } from '../../src/embeddings/embedder.ts'
import { createEmbedder } from '../../src/embeddings/embedder.ts'
import { generateCompany } from '../../src/sandbox/company/generate-company.ts'
import { embeddedTexts, rememberVectors, SHIPPED_FILE } from '../../src/sandbox/embeddings/remembering-embedder.ts'
import { hashOfText, packVectors, unpackVectors } from '../../src/sandbox/embeddings/vector-file.ts'

const lengthOf = (vector: readonly number[]): number => Math.hypot(...vector)
const cosine = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0) / (lengthOf(a) * lengthOf(b))

describe('packed vectors', () => {
  it('keep their direction', () => {
    const vector = Array.from({ length: 512 }, (_, index) => Math.sin(index * 7.3) / 10)
    const packed = unpackVectors(packVectors(new Map([[hashOfText('a'), vector]])))
    expect(cosine(packed?.get(hashOfText('a')) ?? [], vector)).toBeGreaterThan(0.9999)
  })

  it('are refused when they are cut short or of another form', () => {
    const bytes = packVectors(new Map([[hashOfText('a'), [1, 2, 3]]]))
    expect(unpackVectors(bytes.subarray(0, -1))).toBeNull()
    expect(unpackVectors(Buffer.from('something else'))).toBeNull()
    expect(unpackVectors(Buffer.alloc(0))).toBeNull()
  })

  it('ship for every text of the demo, in two megabytes, as the model makes them', async () => {
    const bytes = await readFile(SHIPPED_FILE)
    const shipped = unpackVectors(bytes)
    const texts = embeddedTexts(generateCompany())
    expect(texts.filter((text) => !shipped?.has(hashOfText(text))), 'run: node src/sandbox/embeddings/precompute.ts').toEqual([])
    expect(bytes.length).toBeLessThan(2_000_000)
    const embedder = createEmbedder()
    const some = [texts[0] ?? '', texts[1_234] ?? '', texts.at(-1) ?? '']
    const computed = await embedder.embed(some)
    some.forEach((text, index) => expect(cosine(shipped?.get(hashOfText(text)) ?? [], computed[index] ?? [])).toBeGreaterThan(0.999))
    await embedder.close()
  })
})

describe('the remembering embedder', () => {
  let cacheDir: string
  beforeAll(async () => { cacheDir = await mkdtemp(join(tmpdir(), 'crossgraph-test-')) })
  afterAll(() => rm(cacheDir, { recursive: true }))

  function countingEmbedder(name: string): Embedder & { readonly asked: string[] } {
    const asked: string[] = []
    return { name, asked, dimensions: async () => 2, embed: async (texts) => { asked.push(...texts); return texts.map((text) => [text.length, 1]) }, close: async () => undefined }
  }

  it('computes a text once for all starts, and for each model', async () => {
    const first = countingEmbedder('one')
    const vectors = await rememberVectors({ embedder: first, cacheDir }).embed(['aa', 'bbbb', 'aa'])
    expect(first.asked).toEqual(['aa', 'bbbb'])
    expect(vectors[0]).toEqual(vectors[2])

    const second = countingEmbedder('one')
    const again = await rememberVectors({ embedder: second, cacheDir }).embed(['bbbb', 'c'])
    expect(second.asked).toEqual(['c'])
    expect(cosine(again[0] ?? [], [4, 1])).toBeGreaterThan(0.999)

    const other = countingEmbedder('other')
    await rememberVectors({ embedder: other, cacheDir }).embed(['aa'])
    expect(other.asked).toEqual(['aa'])
  })

  it('says how far it is', async () => {
    const seen: string[] = []
    await rememberVectors({ embedder: countingEmbedder('slow'), cacheDir, onProgress: (done, of) => seen.push(`${done}/${of}`) }).embed(Array.from({ length: 100 }, (_, index) => `text ${index}`))
    expect(seen).toEqual(['64/100', '100/100'])
  })
})
