import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../src/catalog/compile-catalog.ts'
import { parseConfig } from '../../src/config/load-config.ts'

const env = { POSTGRES_URI: 'postgres://u:p@h/d', MONGODB_URI: 'mongodb://h', QDRANT_URL: 'http://h', SLACK_TOKEN: 'xoxb-1' }
const blocksOf = (text: string, language: string): string[] =>
  [...text.matchAll(/```(\w+)\n([^]*?)```/g)].filter(([, name]) => name === language).map(([, , block]) => block ?? '')
const schemaBlocks = blocksOf(await readFile('docs/schema-language.md', 'utf8'), 'graphql')
const configBlocks = blocksOf(await readFile('docs/configuration.md', 'utf8'), 'yaml')

describe('docs/schema-language.md', () => {
  it('has an example a directive', () => {
    for (const directive of ['@entity', '@column', '@link', '@value', '@score', '@hidden', '@synonyms']) expect(schemaBlocks.some((block) => block.includes(directive)), directive).toBe(true)
  })

  it.each(schemaBlocks)('compiles %s', async (block) => {
    const { outline } = parseConfig(await readFile('crossgraph.yaml', 'utf8'), env)
    const { catalog, problems } = compileCatalog([{ file: 'schema/example.graphql', text: block }], outline)
    expect(problems).toEqual([])
    expect(catalog?.entities.size).toBeGreaterThan(0)
  })
})

describe('docs/configuration.md', () => {
  it.each(configBlocks)('reads %s', (block) => {
    const { config, problems } = parseConfig(block, env)
    expect(problems).toEqual([])
    expect(config?.sources.get('archive')?.enabled).toBe(false)
  })
})
