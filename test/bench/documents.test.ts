import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse, validate, type GraphQLSchema } from 'graphql'
import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { CASES } from '../../bench/cases.ts'
import { createShopSchema } from '../../bench/peers/apollo-schema.ts'
import { loadProject } from '../../src/catalog/load-project.ts'
import { openGateway } from '../../src/gateway.ts'
import { invariant } from '../../src/errors.ts'

const pathOf = (name: string): string => fileURLToPath(new URL(`../../bench/${name}`, import.meta.url))

describe('the documents of the benchmark', () => {
  it.each(CASES)('$name fits the graph of its project', async ({ document }) => {
    await withGraph((schema) => expect(problemsOf(schema, 'crossgraph', document)).toEqual([]))
  })

  it.each(CASES)('$name fits the schema written by hand', ({ document }) => {
    expect(problemsOf(createShopSchema(), 'handwritten', document)).toEqual([])
  })
})

function problemsOf(schema: GraphQLSchema, folder: string, document: string): readonly string[] {
  return validate(schema, parse(readFileSync(pathOf(`documents/${folder}/${document}.graphql`), 'utf8'))).map(({ message }) => message)
}

/** Opening a gateway sends nothing, so its databases need not be there. */
async function withGraph(read: (schema: GraphQLSchema) => void): Promise<void> {
  const projectDir = pathOf('project')
  const { config, catalog, problems } = loadProject(projectDir, { POSTGRES_URI: 'postgres://127.0.0.1:1/none', BENCH_POOL: '8', BENCH_TICKETS: 'true' })
  expect(problems).toEqual([])
  invariant(config !== null && catalog !== null, 'the project of the benchmark compiles')
  const gateway = openGateway({ projectDir, config, catalog, log: pino({ level: 'silent' }) })
  try {
    read(gateway.graph.schema)
  } finally {
    await gateway.close()
  }
}
