import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { loadConfig, parseConfig } from '../../src/config/load-config.ts'
import type { Config } from '../../src/config/config.ts'
import type { Environment } from '../../src/config/interpolate.ts'

function read(text: string, env: Environment = {}): Config {
  const { config, problems } = parseConfig(text, env)
  expect(problems).toEqual([])
  return config!
}

const SHOP = 'sources:\n  shop: { kind: postgres, uri: "postgres://localhost/shop" }\n'

describe('defaults', () => {
  const config = read(SHOP)

  test('are the numbers to build to', () => {
    expect(config.crossDatabase).toEqual({ maxParallelQueries: 4, resultLimit: 1_000, requestTimeoutMs: 10_000, askTimeoutMs: 30_000 })
    expect(config.server).toEqual({
      host: '127.0.0.1', port: 4_000, drainDelayMs: 500, drainTimeoutMs: 10_000, requiredSources: [], textPath: true, graphiql: true, introspection: true,
      cors: { origins: [], credentials: false, maxAgeMs: 600_000 },
      limits: { body: 1_000_000, response: 16_000_000, tokens: 2_000, aliases: 30, rootFields: 20, depth: 12, cost: 1_000_000 },
    })
    expect([config.timeZone, config.weekStart, config.yearStart, config.clock]).toEqual(['UTC', 1, 1, undefined])
    expect([config.llm, config.auth]).toEqual([null, null])
  })

  test.each([
    ['postgres', 'uri: "postgres://h"', { concurrency: 20, queue: 200, timeoutMs: 3_000, waitMs: 500, rows: 10_000, bytes: 8_000_000, keys: 10_000 }],
    ['mongodb', 'uri: "mongodb://h"', { concurrency: 50, queue: 200, timeoutMs: 3_000, waitMs: 500, rows: 10_000, bytes: 8_000_000, keys: 1_000 }],
    ['qdrant', 'url: "http://h"', { concurrency: 20, queue: 200, timeoutMs: 2_000, waitMs: 500, rows: 10_000, bytes: 8_000_000, keys: 1_000 }],
    ['slack', 'token: t', { concurrency: 5, queue: 200, timeoutMs: 3_000, waitMs: 500, rows: 10_000, bytes: 8_000_000, keys: 1_000 }],
  ])('of a %s source', (kind, where, limits) => {
    expect(read(`sources: { s: { kind: ${kind}, ${where} } }`).sources.get('s')).toMatchObject({ kind, enabled: true, priority: 100, limits })
  })

  test('the port is that of the environment, if the file names none', () => {
    expect(read(SHOP, { PORT: '5000' }).server.port).toBe(5_000)
    expect(read(`${SHOP}server: { port: 7000 }`, { PORT: '5000' }).server.port).toBe(7_000)
    expect(read(SHOP, { PORT: 'none' }).server.port).toBe(4_000)
  })
})

describe('values', () => {
  test.each([['500ms', 500], ['3s', 3_000], ['1.5s', 1_500], ['2 m', 120_000], ['1h', 3_600_000], [30, 30_000], ['30', 30_000], [0.25, 250]])('the duration %s', (written, ms) => {
    expect(read(`${SHOP}server: { drain_delay: ${written} }`).server.drainDelayMs).toBe(ms)
  })

  test.each([['8MB', 8_000_000], ['512kB', 512_000], ['1.5 GB', 1_500_000_000], ['100B', 100], [4_096, 4_096], ['"4096"', 4_096]])('the size %s', (written, bytes) => {
    expect(read(`${SHOP}server: { limits: { body: ${written} } }`).server.limits.body).toBe(bytes)
  })

  test('default_timeout bounds a query and a question alike', () => {
    expect(read(`${SHOP}cross_database: { default_timeout: 30 }`).crossDatabase).toMatchObject({ requestTimeoutMs: 30_000, askTimeoutMs: 30_000 })
    expect(read(`${SHOP}cross_database: { default_timeout: 5 }\nask: { timeout: 1m }`).crossDatabase).toMatchObject({ requestTimeoutMs: 5_000, askTimeoutMs: 60_000 })
  })

  test('the clock is an instant, the week and the year have their starts', () => {
    const config = read(`${SHOP}clock: 2026-11-01T00:00:00+01:00\nweek_start: SUNDAY\nyear_start: 4\ntime_zone: Europe/Berlin`)
    expect([config.clock, config.weekStart, config.yearStart, config.timeZone]).toEqual(['2026-10-31T23:00:00.000Z', 7, 4, 'Europe/Berlin'])
  })

  test('limits of a source, and aliases of YAML', () => {
    const text = 'sources:\n  a: { kind: postgres, uri: "postgres://a", limits: &small { concurrency: 2, queue: 0, timeout: 1s, bytes: 1MB } }\n  b: { kind: mongodb, uri: "mongodb://b", limits: *small, enabled: false }\n'
    const { sources } = read(text)
    expect(sources.get('a')?.limits).toMatchObject({ concurrency: 2, queue: 0, timeoutMs: 1_000, bytes: 1_000_000, rows: 10_000, keys: 10_000 })
    expect(sources.get('b')).toMatchObject({ enabled: false, limits: { concurrency: 2, keys: 1_000 }, place: { line: 3, column: 3 } })
  })

  test('a key or a base URL turns the model on; empty texts are none', () => {
    const llm = (body: string): Config['llm'] => read(`${SHOP}llm: { ${body} }`).llm
    expect(llm('api_key: "", base_url: "", model: m')).toBeNull()
    expect(llm('base_url: "http://localhost:1234/v1", model: ""')).toMatchObject({ model: undefined, timeoutMs: 15_000, concurrency: 4, queue: 16 })
    expect(llm('api_key: k, embedding_model: e')).toMatchObject({ embeddingModel: 'e' })
  })

  test('sections of later rooms are typed already', () => {
    const config = read(`${SHOP}cache: { max_age: 30s, bytes: 1MB }\nauth: { roles: [lead], issuer: "https://id" }\nask: { budget: { confirm: { rows: 100000 }, refuse: { time: 60s } }, max_rows: 50 }\nstore: { path: data }`)
    expect(config.cache).toMatchObject({ enabled: true, maxAgeMs: 30_000, bytes: 1_000_000 })
    expect(config.auth).toMatchObject({ roles: ['lead'], issuer: 'https://id', required: true })
    expect(config.ask).toMatchObject({ maxRows: 50, budget: { confirm: { rows: 100_000 }, refuse: { timeMs: 60_000 } } })
    expect(config.store.path).toBe('data')
  })
})

describe('variables', () => {
  const uri = (text: string, env: Environment): string => {
    const source = read(`sources: { s: { kind: postgres, uri: "${text}" } }`, env).sources.get('s')
    return source?.kind === 'postgres' ? source.uri.reveal() : ''
  }

  test.each<readonly [string, string, Environment, string]>([
    ['a value', '${U}', { U: 'postgres://a' }, 'postgres://a'],
    ['a part of a text', 'postgres://${H}:${P:-5432}/d', { H: 'h' }, 'postgres://h:5432/d'],
    ['a default for an empty value', 'postgres://${H:-x}', { H: '' }, 'postgres://x'],
    ['no variable in a value', 'postgres://${H}', { H: '${OTHER}', OTHER: 'no' }, 'postgres://${OTHER}'],
    ['a dollar sign', 'postgres://$${H}', {}, 'postgres://${H}'],
  ])('%s', (_, text, env, expected) => {
    expect(uri(text, env)).toBe(expected)
  })

  test('cannot change the structure of the file', () => {
    expect(uri('${U}', { U: 'postgres://a", kind: "slack' })).toBe('postgres://a", kind: "slack')
  })

  test('stand for numbers and switches too', () => {
    const config = read('sources:\n  s:\n    kind: postgres\n    uri: postgres://h\n    enabled: ${ON}\n    limits:\n      rows: ${ROWS:-500}\nserver: { port: "${P}" }', { ON: 'false', P: '0' })
    expect([config.sources.get('s')?.enabled, config.sources.get('s')?.limits.rows, config.server.port]).toEqual([false, 500, 0])
  })

  test('of a source that is switched off may be missing', () => {
    const { config, outline, problems } = parseConfig('sources: { s: { kind: slack, token: t }, u: { kind: slack, token: "${NOT_SET}", enabled: false } }', {})
    expect(problems).toEqual([])
    expect([...config!.sources.keys()]).toEqual(['s'])
    expect([...outline.sources.keys()]).toEqual(['s', 'u'])
  })
})

test('secrets are shown nowhere', () => {
  const hidden = 'hunter2'
  const config = read(`sources:
  a: { kind: postgres, uri: "postgres://u:${hidden}@h/d" }
  b: { kind: mongodb, uri: "mongodb://u:${hidden}@h" }
  c: { kind: qdrant, url: "http://u:${hidden}@h", api_key: ${hidden} }
  d: { kind: slack, token: ${hidden}, api_url: "http://u:${hidden}@h" }
llm: { api_key: ${hidden}, base_url: "http://u:${hidden}@h" }
auth: { secret: ${hidden} }
cache: { uri: "redis://:${hidden}@h" }`)
  const shown = [JSON.stringify([...config.sources.values(), config]), inspect(config, { depth: 20, showHidden: true }), `${config.llm?.apiKey}`].join('\n')
  expect(shown).not.toContain(hidden)
  expect(shown).toContain('[secret]')
  expect(config.llm?.apiKey?.reveal()).toBe(hidden)
})

test('a folder without the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crossgraph-'))
  expect(loadConfig(folder, {})).toMatchObject({ config: null, problems: [{ code: 'CONFIG_MISSING', place: { file: 'crossgraph.yaml', line: 1, column: 1 } }] })
  writeFileSync(join(folder, 'crossgraph.yaml'), SHOP)
  expect(loadConfig(folder, {}).config?.sources.size).toBe(1)
})
