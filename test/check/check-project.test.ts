import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkProject } from '../../src/check/check-project.ts'
import { CrossgraphError } from '../../src/errors.ts'
import type { Source, SourceShape } from '../../src/sources/source.ts'
import { column, shape, table } from './shapes.ts'

const CONFIG = 'sources:\n  shop: { kind: postgres, uri: "${SHOP_URI}" }\n  support: { kind: mongodb, uri: "mongodb://h", enabled: true }\n'
const SCHEMA = 'type Thing @entity(source: "shop", table: "things", key: "id") {\n  id: ID!\n  name: String\n}\ntype Case @entity(source: "support", collection: "cases", key: "id") { id: ID! @column(name: "_id") }\n'
const ENV = { SHOP_URI: 'postgres://h' }

function project(config: string, schema: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'crossgraph-'))
  mkdirSync(join(folder, 'schema'))
  writeFileSync(join(folder, 'crossgraph.yaml'), config)
  writeFileSync(join(folder, 'schema', 'all.graphql'), schema)
  return folder
}

/** A source that can say what it holds, and nothing else. */
function liveSource(name: string, introspect: () => Promise<SourceShape>): Source {
  const notAsked = (): never => { throw new Error('check only introspects') }
  return {
    name, kind: 'postgres', introspect,
    capabilities: { pushes: notAsked, orders: notAsked, groups: notAsked, limitPerKey: false, keyset: false, offset: false, search: false, maxKeys: 1 },
    keyProblem: notAsked, fetch: notAsked, explain: notAsked, estimate: notAsked, health: notAsked, close: notAsked,
  }
}

const SHOP = liveSource('shop', async () => shape([table('things', [column('id', 'Int'), column('nam', 'String')])]))
const SUPPORT = liveSource('support', async () => shape([table('cases', [column('_id', 'String')], { kind: 'collection', key: ['_id'] })]))
const sourcesOf = (...sources: readonly Source[]) => new Map(sources.map((source) => [source.name, source]))

const codes = async (config: string, schema: string, options: Parameters<typeof checkProject>[2]): Promise<string[]> =>
  (await checkProject(project(config, schema), ENV, options)).map(({ code, severity, place }) => `${code} ${severity} ${place?.file}:${place?.line}:${place?.column}`)

describe('check', () => {
  test('finds the faults of the configuration and of the schema in one run', async () => {
    expect(await codes(`${CONFIG}serve: {}\n`, SCHEMA.replace('String', 'Strin'), { offline: true, sources: new Map() })).toEqual([
      'CONFIG_UNKNOWN_KEY error crossgraph.yaml:4:1', 'SCHEMA_UNKNOWN_TYPE error schema/all.graphql:3:9',
    ])
  })

  test('knows the sources of a faulty configuration', async () => {
    expect(await codes(CONFIG.replace('uri: "mongodb://h"', 'uri: 3'), SCHEMA, { offline: true, sources: new Map() })).toEqual(['CONFIG_TYPE error crossgraph.yaml:3:34'])
  })

  test('says nothing of sources that cannot be read at all', async () => {
    expect(await codes('sources: {{', SCHEMA, { offline: true, sources: new Map() })).toEqual([expect.stringContaining('CONFIG_SYNTAX error crossgraph.yaml:1:')])
  })

  test('compares with the sources that answer, and names those that do not', async () => {
    const down = liveSource('support', () => Promise.reject(new CrossgraphError('SOURCE_UNAVAILABLE', 'nobody listens')))
    expect(await codes(CONFIG, SCHEMA, { offline: false, sources: sourcesOf(SHOP, down) })).toEqual([
      'SOURCE_UNAVAILABLE warning crossgraph.yaml:3:3', 'SCHEMA_COLUMN_MISSING error schema/all.graphql:3:3',
    ])
    expect(await codes(CONFIG, SCHEMA, { offline: false, sources: sourcesOf(SHOP, SUPPORT) })).toEqual(['SCHEMA_COLUMN_MISSING error schema/all.graphql:3:3'])
  })

  test('asks no source when it is offline, and needs no secret', async () => {
    expect(await checkProject(project(CONFIG, SCHEMA), {}, { offline: true, sources: sourcesOf(SHOP) })).toMatchObject([{ code: 'CONFIG_ENV_MISSING', severity: 'warning' }])
    expect(await checkProject(project(CONFIG, SCHEMA), {}, { offline: false, sources: new Map() })).toMatchObject([{ code: 'CONFIG_ENV_MISSING', severity: 'error' }])
  })

  test('names a project without a schema', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'crossgraph-'))
    writeFileSync(join(folder, 'crossgraph.yaml'), CONFIG)
    expect(await checkProject(folder, ENV, { offline: true, sources: new Map() })).toMatchObject([{ code: 'SCHEMA_MISSING', message: 'There is no folder schema/ in this project' }])
  })
})
