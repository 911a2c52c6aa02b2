import { QdrantClient } from '@qdrant/js-client-rest'
import { afterEach } from 'vitest'
import type { QdrantServer, QdrantServerOptions } from '../../src/sandbox/qdrant/server.ts'
import { startQdrantServer } from '../../src/sandbox/qdrant/server.ts'

const started: QdrantServer[] = []
afterEach(async () => { await Promise.all(started.splice(0).map((server) => server.close())) })

/** A server of this test and the official client of it. */
export async function startClient(options: QdrantServerOptions = {}): Promise<{ client: QdrantClient; server: QdrantServer }> {
  const server = await startQdrantServer(options)
  started.push(server)
  return { server, client: new QdrantClient({ url: server.url, checkCompatibility: false }) }
}

/** Points 1 … n with the payloads given, each with a vector that points a little further away from [1, 0]. */
export async function startWithPayloads(payloads: readonly Record<string, unknown>[]): Promise<QdrantClient> {
  const { client } = await startClient()
  await client.createCollection('things', { vectors: { size: 2, distance: 'Cosine' } })
  await client.upsert('things', { points: payloads.map((payload, i) => ({ id: i + 1, payload, vector: [Math.cos(i / 10), Math.sin(i / 10)] })) })
  return client
}

/** What the server said of a request that it refused. */
export async function refusalOf(request: Promise<unknown>): Promise<{ status: number; message: string }> {
  const error: unknown = await request.then(() => { throw new Error('it was answered') }, (caught: unknown) => caught)
  if (!(error instanceof Error) || !('status' in error) || !('data' in error)) throw error
  const { status, data } = error as { status: number; data: { status: { error: string } } }
  return { status, message: data.status.error }
}
