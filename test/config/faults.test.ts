import { describe, expect, test } from 'vitest'
import { parseConfig } from '../../src/config/load-config.ts'
import { readMarked } from '../catalog/marked.ts'

const SHOP = 'sources:\n  shop: { kind: postgres, uri: "postgres://localhost/shop" }\n'

/** `[name, file with ‸ before each faulty word, code, hint]`: every fault is found at its place, and nothing else is. */
const FAULTS: readonly (readonly [name: string, text: string, code: string, hint?: string])[] = [
  ['an unknown section', `${SHOP}‸severs: {}`, 'CONFIG_UNKNOWN_KEY', 'Did you mean "server"?'],
  ['an unknown key', `${SHOP}cross_database:\n  ‸result_limt: 3`, 'CONFIG_UNKNOWN_KEY', 'Did you mean "result_limit"?'],
  ['a key in another letter case', `${SHOP}cross_database:\n  ‸resultLimit: 3`, 'CONFIG_UNKNOWN_KEY', 'Did you mean "result_limit"?'],
  ['a key of another kind', 'sources:\n  s: { kind: mongodb, uri: "mongodb://h", ‸schema: x }', 'CONFIG_UNKNOWN_KEY', 'There are: kind, enabled, description, priority, limits, tls, uri, database.'],
  ['an unknown limit', 'sources:\n  s: { kind: slack, token: t, limits: { ‸concurency: 3 } }', 'CONFIG_UNKNOWN_KEY', 'Did you mean "concurrency"?'],
  ['no sources', '‸server: {}', 'CONFIG_REQUIRED'],
  ['an empty list of sources', 'sources: ‸{}', 'CONFIG_VALUE'],
  ['no kind', 'sources:\n  ‸s: { uri: "postgres://h" }', 'CONFIG_REQUIRED', 'One of postgres, mongodb, qdrant, slack.'],
  ['an unknown kind', 'sources:\n  s: { kind: ‸postgress, uri: "postgres://h" }', 'CONFIG_VALUE', 'Did you mean "postgres"?'],
  ['no uri', 'sources:\n  ‸s: { kind: postgres }', 'CONFIG_REQUIRED'],
  ['a uri of another database', 'sources:\n  s: { kind: postgres, uri: ‸"mysql://h" }', 'CONFIG_VALUE'],
  ['a name that is none', 'sources:\n  ‸"my shop": { kind: postgres, uri: "postgres://h" }', 'CONFIG_VALUE'],
  ['a source twice', 'sources:\n  a: { kind: slack, token: t }\n  ‸a: { kind: slack, token: t }', 'CONFIG_DUPLICATE', 'Keep one of the two.'],
  ['a source without a body', 'sources:\n  ‸a:', 'CONFIG_TYPE'],
  ['a text for a number', `${SHOP}cross_database: { max_parallel_queries: ‸many }`, 'CONFIG_TYPE'],
  ['a fraction for a whole number', `${SHOP}cross_database: { max_parallel_queries: ‸1.5 }`, 'CONFIG_TYPE'],
  ['a number out of range', `${SHOP}cross_database: { result_limit: ‸20000 }`, 'CONFIG_RANGE'],
  ['a port out of range', `${SHOP}server: { port: ‸70000 }`, 'CONFIG_RANGE'],
  ['a text for a switch', `${SHOP}server: { text_path: ‸"no" }`, 'CONFIG_TYPE'],
  ['a duration that is none', `${SHOP}server: { drain_delay: ‸3 parsecs }`, 'CONFIG_VALUE'],
  ['a duration below zero', `${SHOP}server: { drain_delay: ‸-1 }`, 'CONFIG_RANGE'],
  ['a time-out of zero', `${SHOP}cross_database: { default_timeout: ‸0s }`, 'CONFIG_VALUE'],
  ['a size that is none', `${SHOP}server: { limits: { body: ‸8 megs } }`, 'CONFIG_VALUE'],
  ['an unknown time zone', `${SHOP}time_zone: ‸Europe/Berln`, 'CONFIG_VALUE'],
  ['a clock without a zone', `${SHOP}clock: ‸2026-11-01T00:00:00`, 'CONFIG_VALUE'],
  ['a clock that shows no time', `${SHOP}clock: ‸2026-13-01T00:00:00Z`, 'CONFIG_VALUE'],
  ['aliases that refer to themselves', 'sources: &a\n  ‸s: *a', 'CONFIG_SYNTAX', 'Aliases that multiply are read as often as they are named.'],
  ['an unknown day', `${SHOP}week_start: ‸SUNDY`, 'CONFIG_VALUE', 'Did you mean "SUNDAY"?'],
  ['a required source that is none', `${SHOP}server: { required_sources: [shop, ‸shp] }`, 'CONFIG_VALUE', 'Did you mean "shop"?'],
  ['a list that is none', `${SHOP}server: { required_sources: ‸shop }`, 'CONFIG_TYPE'],
  ['an origin with a path', `${SHOP}server: { cors: { origins: [‸"https://a.example/app"] } }`, 'CONFIG_VALUE'],
  ['a missing variable', 'sources:\n  s: { kind: postgres, uri: ‸"${GONE}" }', 'CONFIG_ENV_MISSING', 'Set GONE, or write ${GONE:-default}.'],
  ['two missing variables', 'sources:\n  s: { kind: postgres, uri: ‸"${GONE}" }\n  t: { kind: slack, token: ‸"${GONE}" }', 'CONFIG_ENV_MISSING', 'Set GONE, or write ${GONE:-default}.'],
  ['YAML that is none', 'sources:\n  s: {kind: slack\n‸', 'CONFIG_SYNTAX'],
  ['a file that is a list', '‸- a', 'CONFIG_TYPE'],
  ['an empty file', '‸', 'CONFIG_TYPE'],
]

const findings = (text: string): string[] =>
  parseConfig(text, {}).problems.map(({ code, place, hint }) => `${code} ${place?.line}:${place?.column} ${hint ?? '-'}`)

describe('a faulty crossgraph.yaml', () => {
  test.each(FAULTS.map(([name, marked, code, hint = '-']) => ({ name, marked, code, hint })))('$name', ({ marked, code, hint }) => {
    const { text, places } = readMarked(marked)
    expect(findings(text)).toEqual(places.map((place) => `${code} ${place} ${hint}`))
    expect(parseConfig(text, {}).config).toBeNull()
  })

  test('tells everything in one run, a missing variable included', () => {
    const { text, places } = readMarked('‸sorces: {}\nsources:\n  s: { kind: postgres, uri: ‸"${GONE}", limits: { timeout: ‸soon } }\nserver: { ‸prot: 1 }\n')
    expect(findings(text).map((finding) => finding.split(' ').slice(0, 2).join(' '))).toEqual(
      ['CONFIG_UNKNOWN_KEY', 'CONFIG_ENV_MISSING', 'CONFIG_VALUE', 'CONFIG_UNKNOWN_KEY'].map((code, i) => `${code} ${places[i]}`))
  })

  test('is only warned of unknown keys in sections that are still growing', () => {
    const { config, problems } = parseConfig(`${SHOP}cache: { max_age: 1s, compres: true }`, {})
    expect(problems).toMatchObject([{ code: 'CONFIG_UNKNOWN_KEY', severity: 'warning', place: { line: 3, column: 23 } }])
    expect(config?.cache.maxAgeMs).toBe(1_000)
  })

  test('does not show the value that is faulty', () => {
    const text = 'sources:\n  s: { kind: "${KIND}", uri: "${URI}" }\n  t: { kind: postgres, uri: "postgre://u:hunter2@h", x: 1 }\nserver: { port: "${URI}" }\n"bad: hunter2'
    const shown = JSON.stringify([parseConfig(text, { URI: 'hunter2', KIND: 'hunter2' }), parseConfig(text.replace('\n"bad: hunter2', ''), { URI: 'hunter2', KIND: 'hunter2' })])
    expect(shown).toContain('CONFIG_VALUE')
    expect(shown).not.toContain('hunter2')
  })

  test('still tells which sources there are', () => {
    const { outline } = parseConfig('sources:\n  a: { kind: mongodb }\n  b: { kind: mysql, enabled: false }\n', {})
    expect([...outline.sources.values()].map(({ name, kind, enabled }) => [name, kind, enabled])).toEqual([['a', 'mongodb', true], ['b', null, false]])
  })
})
