import { QdrantClient } from '@qdrant/js-client-rest'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { refusalOf, startClient } from './client.ts'

describe('collections', () => {
  it('are created, listed, described, changed and deleted', async () => {
    const { client } = await startClient()
    expect(await client.createCollection('a', { vectors: { size: 3, distance: 'Dot' }, metadata: { by: 'test' } })).toBe(true)
    await client.createCollection('b', { vectors: { title: { size: 2, distance: 'Euclid' }, body: { size: 4, distance: 'Cosine' } } })
    expect(await client.getCollections()).toEqual({ collections: [{ name: 'a' }, { name: 'b' }] })
    expect(await client.collectionExists('a')).toEqual({ exists: true })
    expect(await client.getCollection('b')).toMatchObject({ status: 'green', points_count: 0, config: { params: { vectors: { title: { size: 2, distance: 'Euclid' } } } }, payload_schema: {} })
    expect(await client.updateCollection('a', { metadata: { on: 'Monday' } } as Parameters<typeof client.updateCollection>[1])).toBe(true)
    expect((await client.getCollection('a')).config).toMatchObject({ metadata: { by: 'test', on: 'Monday' } })
    expect(await client.deleteCollection('a')).toBe(true)
    expect(await client.collectionExists('a')).toEqual({ exists: false })
  })

  it('report their payload indexes with the points that these hold', async () => {
    const { client } = await startClient()
    await client.createCollection('a', { vectors: { size: 1, distance: 'Dot' } })
    await client.upsert('a', { points: [{ id: 1, vector: [1], payload: { n: 1, city: 'Bonn' } }, { id: 2, vector: [1], payload: { n: 'one' } }] })
    await client.createPayloadIndex('a', { field_name: 'n', field_schema: 'integer', wait: true })
    await client.createPayloadIndex('a', { field_name: 'city', field_schema: { type: 'keyword', is_tenant: true }, wait: true })
    expect((await client.getCollection('a')).payload_schema).toEqual({
      n: { data_type: 'integer', points: 1 },
      city: { data_type: 'keyword', params: { type: 'keyword', is_tenant: true }, points: 1 },
    })
    await client.deletePayloadIndex('a', 'n')
    expect(Object.keys((await client.getCollection('a')).payload_schema)).toEqual(['city'])
  })

  it('are refused as the real server refuses them', async () => {
    const { client } = await startClient()
    await client.createCollection('a', { vectors: { size: 3, distance: 'Dot' } })
    expect(await refusalOf(client.createCollection('a', { vectors: { size: 3, distance: 'Dot' } }))).toMatchObject({ status: 409, message: expect.stringContaining('already exists') })
    expect(await refusalOf(client.getCollection('none'))).toEqual({ status: 404, message: "Not found: Collection `none` doesn't exist!" })
    expect(await refusalOf(client.scroll('none'))).toMatchObject({ status: 404 })
    expect(await refusalOf(client.createCollection('c', { vectors: { size: 0, distance: 'Dot' } }))).toMatchObject({ status: 422 })
  })
})

describe('the server', () => {
  it('answers its health, its version and its telemetry', async () => {
    const { server } = await startClient()
    const read = async (path: string) => (await fetch(server.url + path)).text()
    expect(await read('/healthz')).toBe('healthz check passed')
    expect(await read('/readyz')).toBe('all shards are ready')
    expect(JSON.parse(await read('/'))).toMatchObject({ title: 'qdrant - vector search engine' })
    expect(JSON.parse(await read('/telemetry'))).toMatchObject({ status: 'ok', result: { app: { name: 'qdrant' } } })
    expect((await fetch(`${server.url}/nowhere`)).status).toBe(404)
  })

  it('is of a version that the client takes', async () => {
    const warn = vi.spyOn(console, 'warn')
    const { server } = await startClient()
    const client = new QdrantClient({ url: server.url })
    await client.getCollections()
    await client.versionInfo()
    expect(warn).not.toHaveBeenCalled()
    warn.mockRestore()
  })

  it('demands its key', async () => {
    const { client, server } = await startClient({ apiKey: 'open sesame' })
    expect(await refusalOf(client.getCollections())).toMatchObject({ status: 401 })
    const withKey = (key: string) => fetch(`${server.url}/collections`, { headers: { 'api-key': key } })
    expect((await withKey('wrong')).status).toBe(403)
    expect((await withKey('open sesame')).status).toBe(200)
  })

  it('names the port that is taken', async () => {
    const { server } = await startClient()
    await expect(startClient({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })

  it('refuses a body that is no JSON', async () => {
    const { server } = await startClient()
    const response = await fetch(`${server.url}/collections/a`, { method: 'PUT', body: '{"vectors":' })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ status: { error: expect.stringMatching(/^Format error in JSON body/) } })
  })
})

describe('a snapshot', () => {
  let folder: string
  beforeAll(async () => { folder = await mkdtemp(join(tmpdir(), 'snapshot-')) })
  afterAll(() => rm(folder, { recursive: true }))

  it('brings collections back as they were', async () => {
    const file = join(folder, 'full')
    const { client, server } = await startClient({ snapshot: file })
    expect(server.restored).toBe(false)
    await client.createCollection('a', { vectors: { size: 2, distance: 'Cosine' } })
    await client.createCollection('b', { vectors: { one: { size: 3, distance: 'Dot' }, two: { size: 1, distance: 'Dot' } } })
    await client.upsert('a', { points: [{ id: 18_446_744_073_709_551_615n as unknown as number, vector: [3, 4], payload: { big: 9_007_199_254_740_993n, text: 'ä' } }, { id: 7, vector: [1, 0] }] })
    await client.upsert('b', { points: [{ id: 1, vector: { two: [9], one: [1, 2, 3] } }, { id: 2, vector: { two: [8] } }] })
    await client.createPayloadIndex('a', { field_name: 'big', field_schema: 'integer' })
    await server.saveSnapshot(file)

    const again = await startClient({ snapshot: file })
    expect(again.server.restored).toBe(true)
    for (const name of ['a', 'b']) {
      expect(await again.client.scroll(name, { with_vector: true })).toEqual(await client.scroll(name, { with_vector: true }))
      expect(await again.client.getCollection(name)).toEqual(await client.getCollection(name))
    }
  })
})
