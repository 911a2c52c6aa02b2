import { execFileSync } from 'node:child_process'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ask } from '../demo/start-demo.ts'
import { startCommand, type RunningCommand } from './command-line.ts'

const START_MS = 60_000

/** Where a demo's PostgreSQL keeps its files: named on the command line of its process, and of no other's. */
async function dataDirectoryOf({ ready }: RunningCommand): Promise<string> {
  const client = new pg.Client(ready.sources['shop']?.uri)
  await client.connect()
  const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
  await client.end()
  return rows[0]?.data_directory ?? ''
}

const processesWith = (text: string): readonly string[] => execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' }).split('\n').filter((line) => line.includes(text))

describe('two demos at once', () => {
  let demos: readonly RunningCommand[]
  beforeAll(async () => { demos = await Promise.all([startCommand(['demo']), startCommand(['demo'])]) }, START_MS)
  afterAll(async () => { await Promise.all(demos.map((demo) => demo.child.exitCode ?? demo.end('SIGINT'))) })

  it('both answer, each from servers of its own', async () => {
    const answers = await Promise.all(demos.map(({ ready }) => ask(ready.url, '{ customers(limit: 1) { id } tickets(limit: 1) { id } reviews(limit: 1) { id } }')))
    for (const { data, errors } of answers) {
      expect(errors).toBeUndefined()
      expect(Object.values(data ?? {}).map((rows: readonly unknown[]) => rows.length)).toEqual([1, 1, 1])
    }
    const places = demos.flatMap(({ ready }) => Object.values(ready.sources).map(({ uri, url }) => uri ?? url))
    expect(new Set(places).size).toBe(places.length)
  })

  it('the end of one leaves the other', async () => {
    const [first, second] = demos
    expect(await first?.end('SIGTERM', 'group')).toMatchObject({ code: 0 })
    expect((await ask(second?.ready.url ?? '', '{ customers(limit: 1) { id } }')).data?.['customers']).toHaveLength(1)
  })
})

describe('npm start', () => {
  it.each([['SIGTERM', 'process'], ['SIGTERM', 'group'], ['SIGINT', 'group']] as const)('ends with everything that it started on %s to its %s', async (signal, to) => {
    const demo = await startCommand([], { command: ['npm', 'start', '--silent', '--'] })
    const dataDirectory = await dataDirectoryOf(demo)
    expect(processesWith(dataDirectory)).not.toEqual([])
    const { code, stderr } = await demo.end(signal, to)
    await vi.waitFor(() => expect(processesWith(dataDirectory)).toEqual([]), { timeout: 5_000 })
    await expect(fetch(demo.ready.url)).rejects.toThrow()
    expect(code, stderr).toBe(0)
    expect(stderr).not.toMatch(/error/i)
  }, START_MS)

  it('leaves no database when it is killed', async () => {
    const demo = await startCommand(['demo'])
    const dataDirectory = await dataDirectoryOf(demo)
    await demo.end('SIGKILL')
    await vi.waitFor(() => expect(processesWith(dataDirectory)).toEqual([]), { timeout: 10_000 })
  }, START_MS)
})
