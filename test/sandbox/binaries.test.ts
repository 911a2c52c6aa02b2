import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { makeReachable, type PostgresBinaries } from '../../src/sandbox/postgres/binaries.ts'
import { isEnterable } from '../../src/sandbox/run-directory.ts'

let scratch: string
beforeEach(async () => { scratch = await mkdtemp(join(tmpdir(), 'crossgraph-test-')) })
afterEach(() => rm(scratch, { recursive: true }))

async function installBelow(folder: string): Promise<PostgresBinaries> {
  const bin = join(folder, 'native', 'bin')
  await mkdir(bin, { recursive: true })
  await writeFile(join(bin, 'postgres'), 'the server')
  await writeFile(join(bin, 'initdb'), 'the maker of clusters')
  return { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), version: '18.4.0' }
}

describe('programs that another user shall run', () => {
  it('are copied out of a folder that is closed to others', async () => {
    const installed = await installBelow(join(scratch, 'project'))
    const reachable = await makeReachable(installed, join(scratch, 'run'))
    expect(await isEnterable(installed.postgres)).toBe(false)
    expect(reachable.postgres).toBe(join(scratch, 'run', 'native', 'bin', 'postgres'))
    expect(await readFile(reachable.initdb, 'utf8')).toBe('the maker of clusters')
  })

  it('are used where they are when every folder above is open', async () => {
    const open = { postgres: '/usr/bin/env', initdb: '/usr/bin/env', version: '18.4.0' }
    expect(await makeReachable(open, join(scratch, 'run'))).toBe(open)
  })
})
