/** Writes `demo.vectors` anew: `node src/sandbox/embeddings/precompute.ts`, when the texts of the company have changed. */
import { writeFile } from 'node:fs/promises'
import { createEmbedder } from '../../embeddings/embedder.ts'
import { generateCompany } from '../company/generate-company.ts'
import { computeVectors, embeddedTexts, SHIPPED_FILE } from './remembering-embedder.ts'
import { hashOfText, packVectors } from './vector-file.ts'

const embedder = createEmbedder()
const texts = new Map(embeddedTexts(generateCompany()).map((text) => [hashOfText(text), text]))
const started = performance.now()
const bytes = packVectors(await computeVectors(embedder, texts, undefined))
await writeFile(SHIPPED_FILE, bytes)
await embedder.close()
process.stdout.write(`${texts.size} texts in ${Math.round(performance.now() - started)} ms, ${bytes.length} bytes\n`)
