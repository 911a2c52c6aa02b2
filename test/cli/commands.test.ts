import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { startSandbox, type Sandbox } from '../../src/sandbox/start.ts'
import { copyDemoProject, crossgraph, type Outcome, type ScratchProject } from './command-line.ts'

/** Nothing listens on the port of the discard service. */
const NOWHERE = 'http://127.0.0.1:9/'
const HELLO = '{ customer(id: "1") { id } }'

let sandbox: Sandbox
let project: ScratchProject
beforeAll(async () => {
  sandbox = await startSandbox({ projectDir: process.cwd(), env: { PATH: '' } })
  project = await copyDemoProject()
})
afterAll(async () => {
  await project.remove()
  await sandbox.close()
})

/** A command on the scratch project, with the sandbox's servers. */
const onProject = (...args: string[]): Promise<Outcome> => crossgraph([...args, '--project', project.dir], { env: { ...sandbox.env } })

describe('wrong usage ends with 2 and says what is right', () => {
  it.each([
    ['a command that is none', ['serv'], /unknown command 'serv'[^]*Did you mean serve\?/],
    ['an option that is none', ['check', '--ofline'], /unknown option '--ofline'[^]*Did you mean --offline\?/],
    ['no document', ['query'], /missing required argument 'document'/],
    ['a port that is none', ['serve', '--port', '70000'], /--port.*70000.*0 to 65535/],
    ['a scale that is none', ['demo', '--scale', 'large'], /--scale.*large.*Expected a number/],
    ['a URL that is none', ['query', HELLO, '--url', 'localhost:4000'], /--url.*localhost:4000.*http:/],
    ['a folder without a project', ['serve', '--project', '/'], /CONFIG_MISSING[^]*--project/],
  ])('%s', async (_, args, message) => {
    const { code, stdout, stderr } = await crossgraph(args)
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/^\s+at /m)
  })
})

describe('a gateway elsewhere', () => {
  it.each([
    ['--url', ['--url', NOWHERE], {}],
    ['CROSSGRAPH_URL', [], { CROSSGRAPH_URL: NOWHERE }],
  ])('that %s names and that does not answer is told in words', async (_, args, env) => {
    const { code, stdout, stderr } = await crossgraph(['query', HELLO, ...args], { env })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toBe('error QUERY_NO_GATEWAY: No gateway answers at http://127.0.0.1:9.\n  Start one with crossgraph serve, and name its address with --url or CROSSGRAPH_URL.\n')
  })

  it('that is something else is told as such', async () => {
    const server = createServer((_, response) => response.end('<h1>Hello</h1>')).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const { code, stderr } = await crossgraph(['explain', HELLO], { env: { CROSSGRAPH_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}` } })
    server.close()
    expect(code).toBe(1)
    expect(stderr).toMatch(/^error QUERY_NO_GATEWAY: Something other than a gateway/)
  })
})

describe('query', () => {
  it('runs on the sandbox with --demo, whatever CROSSGRAPH_URL says', async () => {
    const { code, stdout, stderr } = await crossgraph(['query', HELLO, '--demo', '--json'], { env: { CROSSGRAPH_URL: NOWHERE } })
    expect(code, stderr).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ data: { customer: { id: '1' } } })
    expect(stderr).toContain('PostgreSQL')
  })

  it('runs on the project\'s own sources, and with --quiet says nothing else', async () => {
    const { code, stdout, stderr } = await onProject('query', 'query($id: ID!) { customer(id: $id) { id } }', '--variables', '{"id": "2"}', '--quiet')
    expect({ code, stderr }, stdout).toEqual({ code: 0, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({ data: { customer: { id: '2' } } })
  })

  it.each([
    ['a document that is none', ['{ customer('], /^error QUERY_SYNTAX: /],
    ['variables that are no JSON', [HELLO, '--variables', '{id: 2}'], /^error QUERY_VARIABLES: /],
  ])('tells %s before anything is started', async (_, args, message) => {
    const { code, stderr } = await crossgraph(['query', ...args, '--demo'])
    expect(code).toBe(1)
    expect(stderr).toMatch(message)
  })
})

describe('check', () => {
  it('finds nothing wrong in the demo company\'s project', async () => {
    const { code, stdout, stderr } = await onProject('check', '--json')
    const { ok, problems } = JSON.parse(stdout) as { ok: boolean; problems: readonly { severity: string }[] }
    expect(problems.filter(({ severity }) => severity === 'error'), stderr).toEqual([])
    expect({ ok, code }).toEqual({ ok: true, code: 0 })
  })

  it('finds what is wrong in the configuration, the schema and the sources, each with its place', async () => {
    const faulty = await copyDemoProject('server:\n  drain_delai: 1s')
    const file = join(faulty.dir, 'schema/shop.graphql')
    const schema = await readFile(file, 'utf8')
    await writeFile(file, schema.replace('currency: String!', 'currency: Strin!').replace('table: "customers"', 'tabel: "customers"'))
    const { code, stdout } = await crossgraph(['check', '--json', '--project', faulty.dir], { env: { ...sandbox.env } })
    const { ok, problems } = JSON.parse(stdout) as { ok: boolean; problems: readonly { message: string; file?: string; line?: number }[] }
    expect({ code, ok }).toEqual({ code: 1, ok: false })
    for (const problem of problems) {
      expect(problem).toMatchObject({ code: expect.stringMatching(/^(CONFIG|SCHEMA)_[A-Z_]+$/), severity: expect.stringMatching(/^(error|warning|info)$/), message: expect.any(String), line: expect.any(Number), column: expect.any(Number) })
    }
    const lineOf = (text: string, word: string): number => text.slice(0, text.indexOf(word)).split('\n').length
    const written = { yaml: await readFile(join(faulty.dir, 'crossgraph.yaml'), 'utf8'), schema: await readFile(file, 'utf8') }
    const placeOf = (word: string) => problems.filter(({ message }) => message.includes(word)).map((problem) => [problem.file, problem.line])
    expect(placeOf('drain_delai')).toContainEqual(['crossgraph.yaml', lineOf(written.yaml, 'drain_delai')])
    expect(placeOf('tabel')).toContainEqual(['schema/shop.graphql', lineOf(written.schema, 'tabel')])
    expect(placeOf('Strin')).toContainEqual(['schema/shop.graphql', lineOf(written.schema, 'Strin!')])
    await faulty.remove()
  })

  it('tells a column that the table lacks, with the nearest name', async () => {
    const faulty = await copyDemoProject()
    const file = join(faulty.dir, 'schema/shop.graphql')
    await writeFile(file, (await readFile(file, 'utf8')).replace('name: "placed_at"', 'name: "placed_att"'))
    const { code, stdout } = await crossgraph(['check', '--project', faulty.dir], { env: { ...sandbox.env } })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^schema\/shop\.graphql:\d+:\d+ error \w+: .*placed_att.*\n.*placed_at/m)
    await faulty.remove()
  })
})

describe('introspect', () => {
  it('writes what compiles, also for a project without a schema', async () => {
    const fresh = await copyDemoProject()
    await rm(join(fresh.dir, 'schema'), { recursive: true })
    await mkdir(join(fresh.dir, 'schema'))
    const file = 'schema/shop.graphql'
    const { code, stderr } = await crossgraph(['introspect', 'shop', '--out', join(fresh.dir, file), '--project', fresh.dir], { env: { ...sandbox.env } })
    expect(code, stderr).toBe(0)
    const { catalog, problems } = compileCatalog([{ file, text: await readFile(join(fresh.dir, file), 'utf8') }], loadConfig(fresh.dir, { ...sandbox.env }).outline)
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([])
    expect([...catalog?.entities.values() ?? []].map(({ stored }) => stored.kind === 'postgres' && stored.table)).toEqual(expect.arrayContaining(['customers', 'orders', 'order_items', 'products']))
    await fresh.remove()
  })

  it('names the source that was meant', async () => {
    const { code, stderr } = await onProject('introspect', 'shpo')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error CONFIG_UNKNOWN_SOURCE: .*shpo.*\n.*shop/)
  })
})
