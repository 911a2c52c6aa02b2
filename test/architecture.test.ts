import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

interface Import { readonly from: string; readonly to: string }

/** Static imports and re-exports, those of types included; a relative one is given as a path from the project. */
function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/^(?:import|export)\b[^'"]*?\bfrom\s+['"]([^'"]+)['"]|^import\s+['"]([^'"]+)['"]/gm)].map(([, named, bare]) => {
    const target = named ?? bare ?? ''
    return { from: file, to: target.startsWith('.') ? normalize(join(dirname(file), target)) : target }
  })
}

const imports = globSync('src/**/*.{ts,tsx}').flatMap(importsOf)
const roomOf = (file: string): string => /^src\/((?:sources|sandbox)\/[^/]+(?=\/)|[^/]+)/.exec(file)?.[1] ?? file

/** What each room may read from `src`, besides itself. */
const MAY_READ: Readonly<Record<string, readonly string[]>> = {
  'errors.ts': [],
  'nearest-name.ts': [],
  config: ['errors.ts', 'nearest-name.ts'],
  catalog: ['errors.ts', 'nearest-name.ts', 'fetch', 'config'],
  fetch: ['errors.ts', 'catalog'],
  residual: ['errors.ts', 'fetch', 'catalog'],
  door: ['errors.ts', 'fetch', 'catalog', 'residual', 'plan', 'sources'],
  plan: ['errors.ts', 'fetch', 'catalog', 'residual', 'door'],
  graph: ['errors.ts', 'nearest-name.ts', 'fetch', 'catalog', 'residual', 'door', 'sources'],
  'text-path': ['errors.ts', 'fetch', 'catalog', 'door', 'graph'],
  embeddings: ['errors.ts'],
  introspect: ['errors.ts', 'catalog', 'fetch', 'sources'],
  check: ['errors.ts', 'nearest-name.ts', 'catalog', 'config', 'fetch', 'sources'],
}
const SOURCE_MAY_READ = ['errors.ts', 'nearest-name.ts', 'fetch', 'catalog', 'embeddings']

describe('who may import whom', () => {
  it('read the modules', () => {
    expect(imports.length).toBeGreaterThan(200)
  })

  it('holds for every room', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [room, target] = [roomOf(from), roomOf(to)]
      if (!to.startsWith('src/') || target === room) return false
      // Only the contract of a source is open to others.
      const readsContract = to === 'src/sources/source.ts'
      if (room.startsWith('sources/')) return !readsContract && !SOURCE_MAY_READ.includes(target)
      const allowed = MAY_READ[room]
      if (allowed === undefined) return false
      return readsContract ? !allowed.includes('sources') : !allowed.includes(target)
    })
    expect(wrong.map(({ from, to }) => `${from} → ${to}`)).toEqual([])
  })

  it.each([
    ['pg', ['src/sources/postgres/', 'src/sandbox/']],
    ['mongodb', ['src/sources/mongodb/', 'src/sandbox/']],
    ['@qdrant/js-client-rest', ['src/sources/qdrant/', 'src/sandbox/']],
    ['@slack/web-api', ['src/sources/slack/']],
    ['openai', ['src/embeddings/']],
    ['@apollo/server', ['src/server/']],
  ])('%s is imported in its own room alone', (name, rooms) => {
    const users = imports.filter(({ to }) => to === name || to.startsWith(`${name}/`)).map(({ from }) => from)
    expect(users.filter((file) => !rooms.some((room) => file.startsWith(room)))).toEqual([])
  })

  it('concrete sources are named by the composition root alone', () => {
    const users = imports.filter(({ from, to }) => /^src\/sources\/[^/]+\/source\.ts$/.test(to) && roomOf(from) !== roomOf(to))
    expect([...new Set(users.map(({ from }) => from))].filter((file) => file !== 'src/gateway.ts')).toEqual([])
  })
})
