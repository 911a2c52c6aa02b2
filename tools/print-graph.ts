/** Writes the demo company's graph as SDL, for code generators: examples/client/graph.graphql. */
import { writeFile } from 'node:fs/promises'
import { loadProject } from '../src/catalog/load-project.ts'
import { printGraphSchema } from '../src/graph/schema/print-schema.ts'

const unused = { POSTGRES_URI: 'postgres://unused', MONGODB_URI: 'mongodb://unused', QDRANT_URL: 'http://unused', SLACK_TOKEN: 'unused' }
const { catalog, problems } = loadProject('.', { ...process.env, ...unused })
if (catalog === null) throw new Error(problems.map((problem) => problem.message).join('\n'))
await writeFile('examples/client/graph.graphql', printGraphSchema(catalog))
